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

export interface CachedResultOptions {
  /** Default: JSON. */
  contentType?: string;
  /** Whether the content type was chosen by the request's `Accept`. */
  negotiated?: boolean;
  /** If given, the same request may be answered from memory without asking the handler. */
  repeat?: Repeat | undefined;
}

/** What a handler returns to answer with cached bytes; {@link CachedResultInterceptor} sends them. */
export class CachedResult {
  readonly contentType: string;
  readonly negotiated: boolean;
  readonly repeat: Repeat | undefined;

  constructor(
    readonly result: CacheResult,
    { contentType = JSON_TYPE, negotiated = false, repeat }: CachedResultOptions = {},
  ) {
    this.contentType = contentType;
    this.negotiated = negotiated;
    this.repeat = repeat;
  }
}
