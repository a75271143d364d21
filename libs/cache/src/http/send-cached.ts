import type { FastifyReply, FastifyRequest } from 'fastify';
import { cachedAnswer } from './cached-answer';
import type { CachedResult } from './cached-result';

/** Writes status and headers of a cached answer and gives the body. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  cached: CachedResult,
): Buffer | undefined {
  // A CORS hook may have said what else the answer depends on.
  const already = reply.getHeader('vary');
  const { status, headers, body } = cachedAnswer(
    request.headers,
    cached,
    already === undefined ? undefined : String(already),
  );
  void reply.headers(headers);
  if (status === 304) void reply.status(status);
  return body;
}
