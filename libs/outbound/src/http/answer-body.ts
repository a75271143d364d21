import { type Readable, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { OutboundError } from './outbound-error';
import type { OutboundRequest } from './outbound-request';

/**
 * A body as it was before it was compressed, a piece at a time.
 * @throws OutboundError encoding
 */
export function decoded(body: Readable, encoding = 'identity'): Readable {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return body;
  if (name !== 'gzip' && name !== 'x-gzip' && name !== 'br') throw new OutboundError('encoding');
  // What goes wrong is told to whoever reads the result.
  return pipeline(body, name === 'br' ? createBrotliDecompress() : createGunzip(), () => {});
}

/** The pieces of a body; what keeps them from coming in the words of this library. */
export async function* explained(
  body: AsyncIterable<Buffer>,
  explain: (error: unknown) => OutboundError,
): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* body;
  } catch (error) {
    throw explain(error);
  }
}

/** The whole of a body, or its beginning. @throws OutboundError too-large */
export async function readBody(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
  beyond: OutboundRequest['beyond'],
): Promise<{ bytes: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= maxBytes) continue;
    if (beyond !== 'cut') throw new OutboundError('too-large');
    return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), cut: true };
  }
  return { bytes: Buffer.concat(chunks), cut: false };
}
