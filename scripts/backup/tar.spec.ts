import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TAR_END, readTar, tarEntry } from './tar';

const entries = [
  { name: 'manifest.json', body: Buffer.from('{}') },
  { name: 'data/0-public.user/0.copy', body: Buffer.alloc(512, 'x') },
  { name: 'data/1-empty/0.copy', body: Buffer.alloc(0) },
  { name: 'data/2-ümlaut/0.copy', body: Buffer.alloc(5000, 'ü') },
];
const archive = Buffer.concat([...entries.map(tarEntry), TAR_END]);

/** The archive in chunks that end anywhere. */
async function* chunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('tar', () => {
  it.each([1, 100, 512, 1_000_000])(
    'gives back what was written, read in chunks of %d bytes',
    async (size) => {
      expect(await all(readTar(chunks(archive, size)))).toEqual(entries);
    },
  );

  it('writes what the common tar can read', () => {
    const dir = mkdtempSync(join(tmpdir(), 'vitrine-tar-'));
    try {
      writeFileSync(join(dir, 'a.tar'), archive);
      const list = execFileSync('tar', ['-tf', join(dir, 'a.tar')], {
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      expect(list.toString().split('\n')).toHaveLength(entries.length + 1);
      const text = execFileSync('tar', ['-xOf', join(dir, 'a.tar'), 'manifest.json']);
      expect(text.toString()).toBe('{}');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('notices an archive that ends early and one that was changed', async () => {
    const short = archive.subarray(0, archive.length - 1100);
    await expect(all(readTar(chunks(short, 512)))).rejects.toThrow('not whole');
    const changed = Buffer.from(archive);
    changed.write('X', 3);
    await expect(all(readTar(chunks(changed, 512)))).rejects.toThrow('damaged');
  });
});
