import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileStore, FolderFileStore, S3FileStore } from '@app/files';
import { AppError } from '@app/platform';
import { type S3Server, startS3 } from '../support/s3-server';
import { describeWithSwift, startSwift } from '../support/swift';

/** An adapter, and how many unfinished files it has. */
interface Place {
  store: FileStore;
  unfinished(): Promise<number>;
  close(): Promise<void>;
}

async function inFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-files-'));
  return {
    store: new FolderFileStore(join(folder, 'made', 'on', 'demand')),
    unfinished: async () => (await readdir(join(folder, 'made/on/demand/.unfinished'))).length,
    close: () => rm(folder, { recursive: true }),
  };
}

async function inBucket(start: () => Promise<S3Server>): Promise<Place> {
  const server = await start();
  const store = new S3FileStore({ ...server.place, prefix: 'ours/' });
  return {
    store,
    unfinished: () => server.unfinishedUploads(),
    close: async () => {
      await store.onApplicationShutdown();
      await server.close();
    },
  };
}

async function* chunks(...parts: (string | Buffer)[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function text(content: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of content) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

async function keys(store: FileStore, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found.toSorted();
}

/** What every adapter must do. */
function conformance(open: () => Promise<Place>): void {
  let place: Place;
  let store: FileStore;
  beforeAll(async () => {
    place = await open();
    store = place.store;
  });
  afterAll(() => place.close());

  it('are read as they were written, whole or in part', async () => {
    expect(await store.write('a/one.txt', chunks('Grüße, ', 'Welt'))).toEqual({ bytes: 13 });
    expect(await text(await store.read('a/one.txt'))).toBe('Grüße, Welt');
    expect(await text(await store.read('a/one.txt', { first: 9, last: 10 }))).toBe('We');
    const info = await store.stat('a/one.txt');
    expect(info).toMatchObject({ key: 'a/one.txt', bytes: 13 });
    expect(Math.abs(Date.now() - (info?.modifiedAt.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('may be empty, or larger than any one part, and are replaced as a whole', async () => {
    expect(await store.write('b', chunks())).toEqual({ bytes: 0 });
    expect(await text(await store.read('b'))).toBe('');
    const block = randomBytes(1_000_000);
    const blocks = Array.from({ length: 18 }, () => block);
    expect(await store.write('b', chunks(...blocks))).toEqual({ bytes: 18_000_000 });
    const read: Uint8Array[] = [];
    for await (const chunk of await store.read('b')) read.push(chunk);
    expect(Buffer.concat(read).equals(Buffer.concat(blocks))).toBe(true);
    expect(await store.stat('b')).toMatchObject({ bytes: 18_000_000 });
  });

  it('are there only once they are whole', async () => {
    const begun = Promise.withResolvers<void>();
    const rest = Promise.withResolvers<void>();
    async function* slow(): AsyncIterable<Uint8Array> {
      yield randomBytes(9_000_000);
      yield randomBytes(9_000_000);
      begun.resolve();
      await rest.promise;
      yield Buffer.from('end');
    }
    const writing = store.write('slow', slow());
    await begun.promise;
    expect(await store.stat('slow')).toBeUndefined();
    expect(await keys(store, '')).not.toContain('slow');
    rest.resolve();
    expect(await writing).toEqual({ bytes: 18_000_003 });
    expect(await keys(store, '')).toContain('slow');
  });

  it('leave nothing when their content fails or the signal aborts', async () => {
    const failure = new Error('no more');
    async function* broken(): AsyncIterable<Uint8Array> {
      yield randomBytes(9_000_000);
      yield randomBytes(9_000_000);
      throw failure;
    }
    await expect(store.write('never', broken())).rejects.toBe(failure);
    const controller = new AbortController();
    async function* endless(): AsyncIterable<Uint8Array> {
      for (let count = 0; ; count++) {
        if (count === 10) controller.abort(failure);
        yield randomBytes(1_000_000);
      }
    }
    await expect(store.write('never', endless(), { signal: controller.signal })).rejects.toBe(failure);
    await expect(store.write('never', chunks('x'), { signal: controller.signal })).rejects.toBe(failure);
    expect(await store.stat('never')).toBeUndefined();
    expect(await place.unfinished()).toBe(0);
  });

  it('are listed by prefix and deleted, once or again', async () => {
    for (const key of ['list/a', 'list/b/c', 'listed']) await store.write(key, chunks(key));
    expect(await keys(store, 'list/')).toEqual(['list/a', 'list/b/c']);
    expect(await keys(store, 'list/b/')).toEqual(['list/b/c']);
    expect(await keys(store, 'nothing/')).toEqual([]);
    await store.delete('list/a');
    await store.delete('list/a');
    expect(await keys(store, 'list/')).toEqual(['list/b/c']);
    expect(await store.stat('list/a')).toBeUndefined();
  });

  it('that are absent say so', async () => {
    await expect(store.read('absent')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await store.stat('absent/er')).toBeUndefined();
  });

  it.each(['', '/a', 'a/', '../a', 'a/../b', 'a//b', '.hidden', 'a b', 'a\0'])(
    'are never under %j',
    async (key) => {
      await expect(store.write(key, chunks('x'))).rejects.toThrow('is no key');
      await expect(store.read(key)).rejects.toThrow('is no key');
      await expect(store.delete(key)).rejects.toThrow('is no key');
    },
  );

  it('are swept when their writer died', async () => {
    const begun = Promise.withResolvers<void>();
    const death = Promise.withResolvers<never>();
    async function* dying(): AsyncIterable<Uint8Array> {
      yield randomBytes(9_000_000);
      yield randomBytes(9_000_000);
      begun.resolve();
      await death.promise;
    }
    const writing = store.write('dead', dying());
    await begun.promise;
    await store.sweep(60_000);
    expect(await place.unfinished()).toBe(1);
    await store.sweep(-1_000);
    expect(await place.unfinished()).toBe(0);
    death.reject(new Error('dead'));
    await expect(writing).rejects.toThrow('dead');
  });
}

describe('files in a folder', () => conformance(inFolder));
describe('files in a bucket', () => conformance(() => inBucket(startS3)));
describeWithSwift('files in a bucket of OpenStack Swift', () => conformance(() => inBucket(startSwift)));

describe('a folder of files', () => {
  it('keeps no folder that has none, and loses no file of who writes where another deletes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-files-'));
    try {
      const store = new FolderFileStore(folder);
      await store.write('a/b/c', chunks('x'));
      await store.write('a/d', chunks('x'));
      await store.delete('a/b/c');
      expect(await stat(join(folder, 'a/b')).catch(() => 'gone')).toBe('gone');
      expect(await keys(store, '')).toEqual(['a/d']);
      await store.delete('a/d');
      expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual([]);
      const again = async (key: string): Promise<void> => {
        for (let count = 0; count < 40; count++) {
          await store.write(key, chunks('x'));
          await store.delete(key);
        }
      };
      await Promise.all(['e/f/1', 'e/f/2', 'e/f/3'].map(again));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a store that is away', () => {
  const problem = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error.code : error),
    );

  it('is DEPENDENCY_UNAVAILABLE, in a bucket', async () => {
    const server = await startS3();
    const wrong = new S3FileStore({
      ...server.place,
      credentials: { accessKeyId: 'test-key', secretAccessKey: 'not the secret' },
      prefix: '',
    });
    expect(await problem(wrong.write('a', chunks('x')))).toBe('DEPENDENCY_UNAVAILABLE');
    await server.close();
    const gone = new S3FileStore({ ...server.place, prefix: '' });
    expect(await problem(gone.write('a', chunks('x')))).toBe('DEPENDENCY_UNAVAILABLE');
    expect(await problem(gone.stat('a'))).toBe('DEPENDENCY_UNAVAILABLE');
    await wrong.onApplicationShutdown();
    await gone.onApplicationShutdown();
  });

  it('is DEPENDENCY_UNAVAILABLE, in a folder', async () => {
    const blocked = new FolderFileStore('/dev/null/files');
    expect(await problem(blocked.write('a', chunks('x')))).toBe('DEPENDENCY_UNAVAILABLE');
  });
});
