import { hash } from 'node:crypto';
import { compress } from './compress';
import { ownBuffer } from './own-buffer';

/** A cached answer as bytes, ready to be sent: nothing of it is serialized or compressed again. */
export interface CacheEntry {
  readonly bytes: Buffer;
  /** The same bytes as gzip, where that is shorter; answers up to 1 KiB have none. */
  readonly gzip: Buffer | undefined;
  /** The `ETag` header of the answer. */
  readonly etag: string;
  /** Further headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When it was computed and until when it may be kept: milliseconds since 1970. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What a loader gives: the answer, and optionally an `ETag` of its own: `"3"`, and further headers. */
export type Loaded = Buffer | { bytes: Buffer; etag?: string; headers?: Readonly<Record<string, string>> };

const ETAG_LENGTH = 22;

export async function createEntry(loaded: Loaded, createdAt: number, ttlMs: number): Promise<CacheEntry> {
  const { bytes, etag, headers } = Buffer.isBuffer(loaded) ? { bytes: loaded } : loaded;
  return {
    bytes: ownBuffer(bytes),
    gzip: await compress(bytes),
    // Weak, because it stands for the bytes and for their gzip alike.
    etag: etag ?? `W/"${hash('sha256', bytes, 'base64url').slice(0, ETAG_LENGTH)}"`,
    ...(headers && { headers }),
    createdAt,
    expiresAt: createdAt + ttlMs,
  };
}
