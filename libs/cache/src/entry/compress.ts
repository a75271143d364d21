import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ownBuffer } from './own-buffer';

/** Answers up to this many bytes stay as they are. */
export const COMPRESS_OVER_BYTES = 1_024;
/** gzip is what every HTTP client takes; level 1 costs half the time of 3 for 2 % more bytes (docs/caching.md). */
export const COMPRESSION_LEVEL = 1;
/** Less gain than this is not worth the room of a second copy. */
const WORTH_IT = 0.9;

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/** The bytes as gzip, off the main thread; undefined where it does not pay. */
export async function compress(bytes: Buffer): Promise<Buffer | undefined> {
  if (bytes.byteLength <= COMPRESS_OVER_BYTES) return undefined;
  const compressed = await gzipAsync(bytes, { level: COMPRESSION_LEVEL });
  return compressed.byteLength <= bytes.byteLength * WORTH_IT ? ownBuffer(compressed) : undefined;
}

/** @throws when the bytes are not gzip */
export async function decompress(compressed: Buffer): Promise<Buffer> {
  return ownBuffer(await gunzipAsync(compressed));
}
