import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What a client's `Cache-Control` asks of the cache. */
export interface CacheDirectives {
  /** `no-cache` or `max-age=0`: compute anew. */
  refresh: boolean;
  /** `max-stale=n`: how stale the answer may be, in ms; undefined when the client says nothing. */
  maxStaleMs: number | undefined;
}

/** A bare `max-stale` takes an answer of any age; the memory level keeps none longer than this. */
const ANY_AGE_MS = 60_000;

/** Reads a request's `Cache-Control`; what cannot be read is ignored, as RFC 9111 says. */
export function parseCacheControl(header: string | undefined): CacheDirectives {
  const directives: CacheDirectives = { refresh: false, maxStaleMs: undefined };
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name, value] = part.split('=').map((text) => text.trim());
    const seconds =
      value !== undefined && /^"?\d{1,9}"?$/.test(value) ? Number(value.replaceAll('"', '')) : undefined;
    if (name === 'no-cache' || name === 'no-store' || (name === 'max-age' && seconds === 0))
      directives.refresh = true;
    else if (name === 'max-stale' && value === undefined) directives.maxStaleMs = ANY_AGE_MS;
    else if (name === 'max-stale' && seconds !== undefined) directives.maxStaleMs = seconds * 1_000;
  }
  return directives;
}

/** Gives a handler the {@link CacheDirectives} of its request. */
export const RequestCacheControl = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  parseCacheControl(context.switchToHttp().getRequest<FastifyRequest>().headers['cache-control']),
);
