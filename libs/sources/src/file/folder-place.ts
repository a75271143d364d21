import { constants } from 'node:fs';
import { lstat, open, opendir, readlink, realpath, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { SourceError } from '../source-error';
import { wildcard } from './folder-pattern';
import type { FilePlace, OpenedFile, OpenedFiles } from './opened-files';

const MOST_FILES = 100;
const MOST_ENTRIES = 10_000;
/** File systems that are made of the kernel's words: proc and sysfs. */
const OF_THE_KERNEL = new Set([0x9fa0, 0x62656572]);
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * Files below a folder that whoever runs this server set aside for sources. No name leads out of it: a path with a symbolic link in it
 * is none, and what is not a plain file is not read.
 */
export class FolderPlace implements FilePlace {
  /** @param root of the folder; undefined: there is none. @param parts of the pattern below it */
  constructor(
    private readonly root: string | undefined,
    private readonly parts: readonly string[],
  ) {}

  async identity(): Promise<string> {
    const { root, names } = await this.names();
    const found = await Promise.all(
      names.map(async (name) => identityOf(name, await lstat(path.join(root, name)).catch(missing))),
    );
    return found.join('\n');
  }

  async open(): Promise<OpenedFiles> {
    const { root, names } = await this.names();
    const files: OpenedFile[] = [];
    const identities: string[] = [];
    try {
      for (const name of names) {
        const file = await openPlain(root, name);
        files.push(file);
        identities.push(identityOf(name, await file.handle.stat()));
      }
    } catch (error) {
      await Promise.all(files.map(({ handle }) => handle.close()));
      throw error;
    }
    return { files, identity: identities.join('\n') };
  }

  /** Names below the root that the pattern stands for, in order. @throws SourceError missing when there are none */
  private async names(): Promise<{ root: string; names: string[] }> {
    if (this.root === undefined)
      throw new SourceError('refused', 'This installation has no folder for sources (SOURCE_FILES_DIR).');
    const root = await realpath(this.root).catch(missing);
    let names = [''];
    for (const part of this.parts) {
      const like = wildcard(part);
      const deeper = like
        ? (await Promise.all(names.map((name) => matching(root, name, like)))).flat()
        : names.map((name) => path.join(name, part));
      if (deeper.length > MOST_FILES)
        throw new SourceError('too-large', `More than ${MOST_FILES} files have such a name.`);
      names = deeper;
    }
    if (names.length === 0) return missing();
    return { root, names: names.toSorted() };
  }
}

async function matching(root: string, folder: string, like: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  let seen = 0;
  // The folder may be a link out of the root; what is opened is checked once more.
  const entries = await opendir(path.join(root, folder)).catch(missing);
  for await (const entry of entries) {
    if (++seen > MOST_ENTRIES) throw new SourceError('too-large', 'There are too many files in the folder.');
    const isPlain = !entry.name.startsWith('.') && !entry.isSymbolicLink();
    if (isPlain && like(entry.name)) found.push(path.join(folder, entry.name));
  }
  return found;
}

/** Opens a file, and then looks at what was opened: whoever exchanges it for another in between gains nothing. */
async function openPlain(root: string, name: string): Promise<OpenedFile> {
  const wanted = path.join(root, name);
  // NONBLOCK: opening a pipe would wait for whoever writes to it.
  const handle = await open(wanted, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(missing);
  try {
    const found = await handle.stat();
    if (!found.isFile() || !(await isWhereItSeems(handle.fd, wanted, found.ino))) return missing();
    return { name, path: wanted, handle, bytes: found.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function isWhereItSeems(descriptor: number, wanted: string, inode: number): Promise<boolean> {
  if (process.platform === 'linux') {
    const own = `/proc/self/fd/${descriptor}`;
    return (await readlink(own)) === wanted && !OF_THE_KERNEL.has((await statfs(own)).type);
  }
  return (await realpath(wanted)) === wanted && (await stat(wanted)).ino === inode;
}

function identityOf(
  name: string,
  { ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number },
): string {
  return `${name} ${ino} ${size} ${mtimeMs}`;
}

/** One answer to all that is not there or must not be seen. */
function missing(cause?: unknown): never {
  throw new SourceError('missing', 'No plain file of that path lies in the folder for sources.', { cause });
}
