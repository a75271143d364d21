import { randomBytes } from 'node:crypto';
import { createEntry } from '../entry/cache-entry';
import type { MemoryRecord } from './memory-record';
import { MemoryStore } from './memory-store';

const MEBIBYTE = 1_048_576;

async function aRecord(bytes: Buffer): Promise<MemoryRecord> {
  return {
    entry: await createEntry(bytes, Date.now(), 60_000),
    dependencies: [{ subject: 'm:1', fields: [1, 2, 3] }],
    clock: 0,
    checkedAt: 0,
    begunAt: 0,
    freshAt: 0,
  };
}

describe('MemoryStore', () => {
  it('is bounded by bytes, and keeps what was used last', async () => {
    const store = new MemoryStore(MEBIBYTE);
    await store.set('first', await aRecord(randomBytes(10_000)), 60_000);
    for (let i = 0; i < 1_000; i++) {
      await store.set(`entry ${i}`, await aRecord(randomBytes(10_000)), 60_000);
      await store.get('first');
    }
    expect(store.bytes).toBeLessThanOrEqual(MEBIBYTE);
    expect(store.entries).toBeGreaterThan(80);
    expect(await store.get('first')).toBeDefined();
    expect(await store.get('entry 1')).toBeUndefined();
    expect(await store.get('entry 999')).toBeDefined();
  });

  it('gives back the very object, neither serialized nor copied', async () => {
    const store = new MemoryStore(MEBIBYTE);
    const record = await aRecord(Buffer.from('x'));
    await store.set('name', record, 60_000);
    expect(await store.get('name')).toBe(record);
  });

  it('lets no single entry push out all others', async () => {
    const store = new MemoryStore(MEBIBYTE);
    await store.set('small', await aRecord(Buffer.from('x')), 60_000);
    await store.set('huge', await aRecord(randomBytes(MEBIBYTE / 2)), 60_000);
    expect(await store.get('huge')).toBeUndefined();
    expect(await store.get('small')).toBeDefined();
  });

  it('holds bytes in memory of their own, not in a pool or chunk that is larger', async () => {
    const { entry } = await aRecord(Buffer.from('short'));
    expect(entry.bytes.buffer.byteLength).toBe(entry.bytes.byteLength);
    const { entry: long } = await aRecord(Buffer.from('long '.repeat(1_000)));
    expect(long.gzip?.buffer.byteLength).toBe(long.gzip?.byteLength);
  });
});
