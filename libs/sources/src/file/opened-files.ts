import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

/** How much of the beginning of a file tells whether it is still the same file. */
const HEAD_BYTES = 4_096;

/** A file that is open, so that it stays the one that was checked. */
export interface OpenedFile {
  /** What it is called in errors and positions: never a path of this machine. */
  name: string;
  /** Where it lies, for systems on which open files have no name. */
  path: string;
  handle: FileHandle;
  bytes: number;
}

export interface OpenedFiles {
  files: OpenedFile[];
  /** Changes when any of them does. */
  identity: string;
}

/** Where the files of a source are. */
export interface FilePlace {
  /**
   * Opens them all.
   * @param folder of the reader, for copies
   * @throws SourceError
   */
  open(folder: string, signal: AbortSignal | undefined): Promise<OpenedFiles>;
  /** The identity that they would have if they were opened now. */
  identity(): Promise<string>;
}

/** A digest of the first bytes of a file, at most of so many. */
export async function headOf({ handle, bytes }: OpenedFile, most = HEAD_BYTES): Promise<string> {
  const head = Buffer.alloc(Math.min(bytes, most, HEAD_BYTES));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  return createHash('sha256').update(head.subarray(0, bytesRead)).digest('base64url').slice(0, 22);
}
