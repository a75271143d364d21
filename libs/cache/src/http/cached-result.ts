import type { CacheResult } from '../cache';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What a handler returns to answer with cached bytes; {@link CachedResultInterceptor} sends them. */
export class CachedResult {
  constructor(
    readonly result: CacheResult,
    readonly contentType: string = JSON_TYPE,
    /** Whether the content type was chosen by the request's `Accept`. */
    readonly negotiated = false,
  ) {}
}
