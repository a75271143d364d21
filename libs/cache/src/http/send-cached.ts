import { notModified } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from './accept-encoding';
import type { CachedResult } from './cached-result';

/**
 * Writes the headers of a cached answer and gives the body: the bytes as they lie in the cache, as gzip where the
 * client takes it, or nothing with 304 when the client has them.
 */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  cached: CachedResult,
): Buffer | undefined {
  const { value, gzip, etag, headers, state, ageMs } = cached.result;
  const zipped = gzip !== undefined && acceptsGzip(request.headers['accept-encoding']);
  reply.headers({
    ...headers,
    etag,
    vary: vary(reply, cached),
    'x-cache': state,
    age: String(Math.floor(ageMs / 1_000)),
    'cache-control': 'private, no-cache',
  });
  if (notModified(request.headers['if-none-match'], etag.replace(/^W\//, ''))) {
    void reply.status(304);
    return undefined;
  }
  reply.header('content-type', cached.contentType);
  if (zipped) reply.header('content-encoding', 'gzip');
  return zipped ? gzip : value;
}

/** Adds to what a CORS hook may have written. */
function vary(reply: FastifyReply, { negotiated }: CachedResult): string {
  const own = negotiated ? 'Accept, Accept-Encoding' : 'Accept-Encoding';
  const already = reply.getHeader('vary');
  return already ? `${String(already)}, ${own}` : own;
}
