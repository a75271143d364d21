import { type CacheEntry } from '../entry/cache-entry';
import { decompress } from '../entry/compress';

/** An entry as it lies in Redis. Field names are short because every entry carries them. */
export interface StoredEntry {
  /** Epoch and versions that were read before the answer was computed. */
  m: string;
  /** The answer in base64: gzip if `z`. */
  b: string;
  z: boolean;
  etag: string;
  h?: Readonly<Record<string, string>> | undefined;
  at: number;
  until: number;
}

export function storeEntry(entry: CacheEntry, moment: string): StoredEntry {
  return {
    m: moment,
    b: (entry.gzip ?? entry.bytes).toString('base64'),
    z: entry.gzip !== undefined,
    etag: entry.etag,
    h: entry.headers,
    at: entry.createdAt,
    until: entry.expiresAt,
  };
}

/** @throws when the value is not one of ours */
export async function restoreEntry(stored: StoredEntry): Promise<CacheEntry> {
  const payload = fromBase64(stored.b);
  return {
    bytes: stored.z ? await decompress(payload) : payload,
    gzip: stored.z ? payload : undefined,
    etag: stored.etag,
    ...(stored.h && { headers: stored.h }),
    createdAt: stored.at,
    expiresAt: stored.until,
  };
}

/** In memory of its own, not in the pool. */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text, 'base64'));
  bytes.write(text, 'base64');
  return bytes;
}
