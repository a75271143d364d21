import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type ByteRange, type FileInfo, FileStore, type WriteOptions } from './file-store';
import { validKey, validPrefix } from './file-key';
import { noSuchFile, unavailable } from './store-problems';

/** Where files are until they are whole; on the same disk, so that a rename is all that is left to do. */
const UNFINISHED = '.unfinished';
const MOST_ATTEMPTS = 10;

/**
 * {@link FileStore} in a folder. A file is written beside, flushed to the disk and then renamed, so that it survives a loss of power
 * once `write` has resolved, and half a file is never found under a key.
 */
export class FolderFileStore extends FileStore {
  private readonly folder: string;

  constructor(folder: string) {
    super();
    this.folder = resolve(folder);
  }

  override async write(
    key: string,
    content: AsyncIterable<Uint8Array>,
    { signal }: WriteOptions = {},
  ): Promise<{ bytes: number }> {
    const target = join(this.folder, validKey(key));
    const part = join(this.folder, UNFINISHED, randomUUID());
    const file = await ours(async () => {
      await mkdir(dirname(part), { recursive: true, mode: 0o700 });
      return open(part, 'wx', 0o600);
    });
    try {
      const bytes = await this.fill(file, content, signal);
      await ours(async () => {
        await file.sync();
        await file.close();
        await this.publish(part, target);
      });
      return { bytes };
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  override async read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    const path = join(this.folder, validKey(key));
    const file = await open(path, 'r').catch((error: unknown) => {
      throw isAbsent(error) ? noSuchFile(key) : unavailable(error);
    });
    return createReadStream(path, {
      fd: file,
      ...(range && { start: range.first, end: range.last }),
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Uint8Array>;
  }

  override async stat(key: string): Promise<FileInfo | undefined> {
    return this.info(join(this.folder, validKey(key)));
  }

  override async delete(key: string): Promise<void> {
    const path = join(this.folder, validKey(key));
    await ours(() => rm(path, { force: true }));
    await this.removeEmpty(dirname(path));
  }

  override async *list(prefix: string): AsyncIterable<FileInfo> {
    for await (const path of files(join(this.folder, validPrefix(prefix)))) {
      // Deleted while we were looking.
      const info = await this.info(path);
      if (info) yield info;
    }
  }

  override async sweep(olderThanMs: number): Promise<void> {
    const before = Date.now() - olderThanMs;
    for await (const path of files(join(this.folder, UNFINISHED), true)) {
      const found = await stat(path).catch(() => undefined);
      if (found && found.mtimeMs < before) await ours(() => rm(path, { force: true }));
    }
  }

  private async fill(
    file: FileHandle,
    content: AsyncIterable<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    let bytes = 0;
    signal?.throwIfAborted();
    for await (const chunk of content) {
      signal?.throwIfAborted();
      await ours(() => file.writeFile(chunk));
      bytes += chunk.byteLength;
    }
    signal?.throwIfAborted();
    return bytes;
  }

  private async publish(part: string, target: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(part, target);
        break;
      } catch (error) {
        // Who deleted the last file beside it took the folder away just now.
        if (!isAbsent(error) || attempt === MOST_ATTEMPTS) throw error;
      }
    }
    await syncFolder(dirname(target));
  }

  /** Folders are part of keys: without this there would be one for each file that ever was. */
  private async removeEmpty(folder: string): Promise<void> {
    for (let path = folder; path.startsWith(this.folder + sep); path = dirname(path)) {
      try {
        await rmdir(path);
      } catch {
        return;
      }
    }
  }

  private async info(path: string): Promise<FileInfo | undefined> {
    try {
      const { size, mtime } = await stat(path);
      const key = relative(this.folder, path).split(sep).join('/');
      return { key, bytes: size, modifiedAt: mtime };
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw unavailable(error);
    }
  }
}

/** Every file below a folder; none when there is no such folder. */
async function* files(folder: string, hidden = false): AsyncIterable<string> {
  const entries = await opendir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return [];
    throw unavailable(error);
  });
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory() && !hidden) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

/** So that the new name is on the disk too, not only what it names. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function ours<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(String((error as { code?: string }).code));
}
