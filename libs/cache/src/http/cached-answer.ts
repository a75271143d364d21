import type { IncomingHttpHeaders } from 'node:http';
import { notModified } from '@app/platform';
import { acceptsGzip } from './accept-encoding';
import type { CachedResult } from './cached-result';

/** An HTTP answer. */
export interface CachedAnswer {
  status: 200 | 304;
  headers: Record<string, string>;
  /** The bytes as they lie in the cache; nothing with 304. */
  body: Buffer | undefined;
}

/**
 * What a cached result is sent as: its bytes, as gzip where the client takes it, or 304 when the client has them.
 * @param vary what the answer depends on besides
 */
export function cachedAnswer(
  asked: IncomingHttpHeaders,
  { result, contentType, negotiated }: CachedResult,
  vary?: string,
): CachedAnswer {
  const { value, gzip, etag, headers: more, state, ageMs } = result;
  const own = negotiated ? 'Accept, Accept-Encoding' : 'Accept-Encoding';
  const headers: Record<string, string> = {
    ...more,
    etag,
    vary: vary ? `${vary}, ${own}` : own,
    'x-cache': state,
    age: String(Math.floor(ageMs / 1_000)),
    'cache-control': 'private, no-cache',
  };
  if (notModified(asked['if-none-match'], etag.replace(/^W\//, '')))
    return { status: 304, headers, body: undefined };
  headers['content-type'] = contentType;
  if (gzip === undefined || !acceptsGzip(asked['accept-encoding']))
    return { status: 200, headers, body: value };
  headers['content-encoding'] = 'gzip';
  return { status: 200, headers, body: gzip };
}
