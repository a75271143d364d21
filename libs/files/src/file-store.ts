/** What is known of a stored file. */
export interface FileInfo {
  key: string;
  bytes: number;
  modifiedAt: Date;
}

/** A part of a file, both ends included, as in an HTTP range. */
export interface ByteRange {
  first: number;
  last: number;
}

export interface WriteOptions {
  /** Aborting it ends the writing; nothing is stored then. */
  signal?: AbortSignal;
  /** For stores that keep it; ours tells it itself. */
  contentType?: string;
}

/**
 * Files that are written once, whole, and then read. A key is a path of names made of letters, digits, `.`, `_` and `-`,
 * such as `exports/2026/a.csv`; no name begins with a dot. Every method throws AppError DEPENDENCY_UNAVAILABLE when the
 * store cannot be reached or has no room.
 */
export abstract class FileStore {
  /**
   * Stores all that `content` gives under the key, in the place of what was there. It takes no more from `content` than it
   * can write. Until it resolves nobody sees anything of it, and if it rejects, or the process ends, nobody ever does;
   * once it has resolved, it survives whatever the store survives.
   * @throws what `content` throws; the signal's reason when it aborts
   */
  abstract write(
    key: string,
    content: AsyncIterable<Uint8Array>,
    options?: WriteOptions,
  ): Promise<{ bytes: number }>;

  /**
   * The bytes of a file, or of a range of it, which must lie within the file. The caller reads it to its end or leaves the loop.
   * @throws AppError NOT_FOUND, before it resolves
   */
  abstract read(key: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array>>;

  /** Undefined when there is no such file. */
  abstract stat(key: string): Promise<FileInfo | undefined>;

  /** Afterwards there is no such file, whether there was one or not. */
  abstract delete(key: string): Promise<void>;

  /** The files whose keys begin with the prefix, a path such as `exports/`, in no order. What is being written is not among them. */
  abstract list(prefix: string): AsyncIterable<FileInfo>;

  /** Removes what writers left unfinished that ended before they could, if it is older than `olderThanMs`. */
  abstract sweep(olderThanMs: number): Promise<void>;
}
