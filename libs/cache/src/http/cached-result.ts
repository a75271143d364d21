import type { CacheResult } from '../cache';
import type { CacheTag } from '../cache-tag';

const JSON_TYPE = 'application/json; charset=utf-8';

/** How long a principal's next request of the same URL means the same entry. */
export interface Repeat {
  /** Milliseconds since 1970. */
  until: number;
  /** Invalidating one of them ends it at once. */
  tags: readonly CacheTag[];
}

/** What a handler returns to answer with cached bytes; {@link CachedResultInterceptor} sends them. */
export class CachedResult {
  /** @param repeat if given, the same request may be answered from memory without asking the handler */
  constructor(
    readonly result: CacheResult,
    readonly contentType: string = JSON_TYPE,
    readonly repeat?: Repeat,
  ) {}
}
