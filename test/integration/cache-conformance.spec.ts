import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Cache, CacheKey, CacheResult, ReadOptions } from '@app/cache';
import {
  aKey,
  aLoader,
  type CacheNodes,
  days,
  embeddedNodes,
  serverNodes,
  TODAY,
  until,
} from '../support/cache-nodes';
import { describeWithRedis } from '../support/redis';

/** What every level in every profile promises. */
function conformance(start: () => Promise<CacheNodes>, shared: boolean) {
  let nodes: CacheNodes;
  let a: Cache;
  let b: Cache;

  beforeAll(async () => {
    nodes = await start();
    a = (await nodes.node()).cache;
    b = (await nodes.node()).cache;
  });
  afterAll(() => nodes.stop());

  /** Levels a hit can come from: memory where it was computed, Redis for another node. */
  const levels = shared ? (['memory', 'redis'] as const) : (['memory'] as const);

  describe.each(levels)('%s level', (level) => {
    const reader = () => (level === 'memory' ? a : b);

    it('gives the bytes that were computed, whatever they are, without computing again', async () => {
      for (const bytes of [Buffer.alloc(0), Buffer.from('0'), Buffer.from('null'), randomBytes(5_000)]) {
        const key = aKey();
        await a.getOrLoad(key, {}, async () => bytes);
        const hit = await found(reader(), key);
        expect(hit).toMatchObject({ state: 'HIT', level });
        expect(hit.value.equals(bytes)).toBe(true);
        await reader().getOrLoad(key, {}, () => Promise.reject(new Error('computed again')));
      }
    });

    it('keeps the gzip of answers over 1 KiB, and gives one ETag to one answer', async () => {
      const key = aKey();
      const text = JSON.stringify(Array.from({ length: 500 }, (_, i) => ({ row: i })));
      const first = await a.getOrLoad(key, {}, async () => Buffer.from(text));
      const hit = await found(reader(), key);
      expect(hit.value.toString()).toBe(text);
      expect(hit.gzip?.byteLength).toBeLessThan(text.length / 2);
      expect(gunzipSync(hit.gzip as Buffer).toString()).toBe(text);
      expect(hit.etag).toBe(first.etag);
      const short = aKey();
      await a.getOrLoad(short, {}, aLoader().load);
      expect((await found(reader(), short)).gzip).toBeUndefined();
    });

    it('finds nothing after the time to live', async () => {
      const key = aKey();
      await a.getOrLoad(key, { ttlMs: 80 }, aLoader().load);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await reader().get(key, {})).toBeUndefined();
    });

    it('ends an entry by tag, by deletion and by a change of its days, and no other', async () => {
      const options = { tags: ['dashboard:1' as const], versions: days('m', TODAY - 500, TODAY) };
      const others = [
        { tags: ['dashboard:2' as const] },
        { versions: days('m', TODAY - 399, TODAY) },
        { versions: days('another', TODAY - 500, TODAY) },
      ];
      const ends = [
        () => b.invalidateTags(['dashboard:1']),
        () => b.pointsChanged(days('m', TODAY - 400)),
        (key: CacheKey) => b.delete(key),
      ];
      for (const end of ends) {
        const key = aKey();
        const kept = others.map((other) => ({ other, key: aKey() }));
        await a.getOrLoad(key, options, aLoader().load);
        for (const { other, key } of kept) await a.getOrLoad(key, other, aLoader().load);
        await found(reader(), key, options);
        for (const { other, key } of kept) await found(reader(), key, other);
        await end(key);
        await until(async () => (await reader().get(key, options)) === undefined, 'the entry has ended');
        for (const { other, key } of kept)
          expect(await reader().get(key, other)).toMatchObject({ state: 'HIT' });
      }
    });

    it('stores what was computed elsewhere, fresh as of the moment that it was begun', async () => {
      const [fresh, late] = [aKey(), aKey()];
      const options = { versions: days('set') };
      const asOf = await a.moment(fresh, options);
      await a.set(fresh, Buffer.from('1'), { ...options, asOf });
      expect(await reader().get(fresh, options)).toMatchObject({ value: Buffer.from('1'), state: 'HIT' });
      const before = await a.moment(late, options);
      await a.pointsChanged(days('set'));
      await a.set(late, Buffer.from('2'), { ...options, asOf: before });
      expect(await reader().get(late, options)).toBeUndefined();
    });
  });

  it('computes once for all who ask at the same time', async () => {
    const key = aKey();
    const loader = aLoader();
    const nodesAsking = shared ? [a, b] : [a];
    const gate = Promise.withResolvers<void>();
    loader.gate = gate.promise;
    const asked = Array.from({ length: 1_000 }, (_, i) => {
      const node = nodesAsking[i % nodesAsking.length] as Cache;
      return node.getOrLoad(key, {}, loader.load);
    });
    await until(() => loader.calls > 0, 'the computation runs');
    gate.resolve();
    const answers = await Promise.all(asked);
    expect(loader.calls).toBe(1);
    expect(new Set(answers.map(({ value }) => value.toString()))).toEqual(new Set(['answer']));
  });

  it('gives an error to those who waited, keeps none, and lets the next one try', async () => {
    const key = aKey();
    await expect(Promise.all([a.getOrLoad(key, {}, failing), a.getOrLoad(key, {}, failing)])).rejects.toThrow(
      'the database is away',
    );
    expect(await b.getOrLoad(key, {}, aLoader().load)).toMatchObject({ state: 'MISS' });
  });

  it('goes on for the others when one caller leaves, and stops when all have', async () => {
    const key = aKey();
    const loader = aLoader();
    const gate = Promise.withResolvers<void>();
    loader.gate = gate.promise;
    const [first, second] = [new AbortController(), new AbortController()];
    const one = a.getOrLoad(key, { signal: first.signal }, loader.load);
    const two = a.getOrLoad(key, { signal: second.signal }, loader.load);
    const left = expect(one).rejects.toThrow('gone');
    await until(() => loader.calls === 1, 'the computation runs');
    first.abort(new Error('gone'));
    await left;
    gate.resolve();
    expect((await two).value.toString()).toBe('answer');
    expect(loader.calls).toBe(1);

    let state = 'idle';
    const alone = new AbortController();
    const never = a.getOrLoad(aKey(), { signal: alone.signal }, (signal) => {
      state = 'running';
      signal.addEventListener('abort', () => (state = 'aborted'));
      return new Promise(() => {});
    });
    const gone = expect(never).rejects.toThrow('gone too');
    await until(() => state === 'running', 'the computation runs');
    alone.abort(new Error('gone too'));
    await gone;
    expect(state).toBe('aborted');
  });

  it('gives a stale answer at once within the bound while one refresh runs, and none beyond it', async () => {
    const key = aKey();
    const options = { versions: days('stale'), maxStaleMs: 300 };
    let version = 1;
    const loader = aLoader(() => `v${version}`);
    await a.getOrLoad(key, options, loader.load);
    version = 2;
    await a.pointsChanged(days('stale'));
    const gate = Promise.withResolvers<void>();
    loader.gate = gate.promise;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => a.getOrLoad(key, options, loader.load)),
    );
    expect(answers.every(({ state, value }) => state === 'STALE' && value.toString() === 'v1')).toBe(true);
    const strict = a.getOrLoad(key, { versions: days('stale') }, loader.load);
    await until(() => loader.calls === 2, 'the refresh runs');
    gate.resolve();
    expect((await strict).value.toString()).toBe('v2');
    expect(loader.calls).toBe(2);
    await a.pointsChanged(days('stale'));
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await a.getOrLoad(key, options, loader.load)).toMatchObject({ state: 'MISS' });
  });

  it('computes anew when asked to', async () => {
    const key = aKey();
    let version = 1;
    const loader = aLoader(() => `v${version++}`);
    await a.getOrLoad(key, {}, loader.load);
    expect((await a.getOrLoad(key, { refresh: true }, loader.load)).value.toString()).toBe('v2');
    expect((await a.getOrLoad(key, {}, loader.load)).value.toString()).toBe('v2');
    if (shared) {
      const other = async () => (await b.get(key, {}))?.value.toString();
      await until(async () => (await other()) === 'v2', 'the other node has it too');
    }
  });

  it('never runs more than two computations of one key at once, however fast its points change', async () => {
    const key = aKey();
    let running = 0;
    let most = 0;
    const load = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running--;
      return Buffer.from('x');
    };
    const asked: Promise<unknown>[] = [];
    for (let i = 0; i < 40; i++) {
      asked.push(a.getOrLoad(key, { versions: days('busy') }, load));
      await a.pointsChanged(days('busy'));
    }
    await Promise.all(asked);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('counts what it did', async () => {
    const before = a.stats().classes.widgetData;
    const key = {
      class: 'widgetData' as const,
      organizationId: 'o',
      widgetId: randomBytes(4).toString('hex'),
      policy: 'p',
      query: 'q',
    };
    await a.getOrLoad(key, {}, aLoader().load);
    await a.getOrLoad(key, {}, aLoader().load);
    const after = a.stats();
    expect(after.classes.widgetData.misses).toBe(before.misses + 1);
    expect(after.classes.widgetData.memoryHits).toBe(before.memoryHits + 1);
    expect(after.classes.widgetData.bytes).toBe(before.bytes + 2 * 'answer'.length);
    expect(after.memory.bytes).toBeGreaterThan(0);
    expect(after.memory.bytes).toBeLessThanOrEqual(after.memory.maxBytes);
    expect(after.errors).toBe(0);
  });
}

function failing(): Promise<Buffer> {
  return Promise.reject(new Error('the database is away'));
}

/** The cached answer. Callers do not wait until Redis has it, so that another node may find it a moment later. */
async function found(cache: Cache, key: CacheKey, options: ReadOptions = {}): Promise<CacheResult> {
  let result: CacheResult | undefined;
  await until(async () => (result = await cache.get(key, options)) !== undefined, 'the answer is cached');
  return result as CacheResult;
}

describe('cache in the embedded profile', () => conformance(embeddedNodes, false));
describeWithRedis('cache in the server profile', () => conformance(serverNodes, true));
