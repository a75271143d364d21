import { promisify } from 'node:util';
import { gunzip, gzip, gzipSync } from 'node:zlib';
import { ownBuffer } from './own-buffer';

/** Answers up to this many bytes stay as they are. */
export const COMPRESS_OVER_BYTES = 1_024;
/** gzip is what every HTTP client takes; level 1 costs half the time of 3 for 2 % more bytes (docs/caching.md). */
export const COMPRESSION_LEVEL = 1;
/** Less gain than this is not worth the room of a second copy. */
const WORTH_IT = 0.9;

/** What is this short takes less time than the way to another thread and back. */
const AT_ONCE_BYTES = 16_384;

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/** The bytes as gzip, off the main thread where they are many; undefined where it does not pay. */
export async function compress(bytes: Buffer): Promise<Buffer | undefined> {
  if (bytes.byteLength <= COMPRESS_OVER_BYTES) return undefined;
  const options = { level: COMPRESSION_LEVEL };
  const compressed =
    bytes.byteLength <= AT_ONCE_BYTES ? gzipSync(bytes, options) : await gzipAsync(bytes, options);
  return compressed.byteLength <= bytes.byteLength * WORTH_IT ? ownBuffer(compressed) : undefined;
}

/** @throws when the bytes are not gzip */
export async function decompress(compressed: Buffer): Promise<Buffer> {
  return ownBuffer(await gunzipAsync(compressed));
}
