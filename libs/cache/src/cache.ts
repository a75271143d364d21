import type { CacheClass } from './cache-class';
import type { CacheKey } from './cache-key';
import type { CacheLevel, CacheStats } from './cache-stats';
import type { CacheTag } from './cache-tag';
import type { Loaded } from './entry/cache-entry';
import type { MetricDays } from './versions/dependency';
import type { Stamped } from './versions/touch-clock';

/** What an entry depends on: a change of any of it makes the entry stale at once, in all processes. */
export interface CacheDependencies {
  tags?: readonly CacheTag[];
  /** Days of metrics that the answer is computed from. */
  versions?: readonly MetricDays[];
}

/** What somebody else has changed and told of: days of metrics, tags, or nobody knows what. */
export type CacheNews =
  Required<Pick<CacheDependencies, 'versions'>> | Required<Pick<CacheDependencies, 'tags'>> | 'everything';

/** What to forget. */
export interface CacheDrop {
  tags?: readonly CacheTag[];
  /** As in {@link MetricDays}. */
  metrics?: readonly MetricDays['metric'][];
}

export interface ReadOptions extends CacheDependencies {
  /** How stale an answer may be, in ms; default 0. A stale one is given at once while one refresh runs. */
  maxStaleMs?: number;
}

export interface LoadOptions extends ReadOptions {
  /** Time to live in ms; default that of the key's class, with jitter. */
  ttlMs?: number;
  /** Compute anew whatever is cached: `Cache-Control: no-cache`. */
  refresh?: boolean;
  /** The caller's: when it aborts, the caller gets its reason. The computation stops when nobody waits for it any more. */
  signal?: AbortSignal;
}

/** An answer of the cache. Treat the buffers as read-only: they are the cached ones. */
export interface CacheResult {
  /** Name and class of the entry. */
  name: string;
  class: CacheClass;
  /** The answer's bytes. */
  value: Buffer;
  /** The same bytes as gzip; undefined for short answers and for those that do not shrink. */
  gzip: Buffer | undefined;
  /** The `ETag` header of the answer. */
  etag: string;
  /** Further headers of the answer. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** HIT: fresh and cached. STALE: not fresh, within `maxStaleMs`. MISS: computed for this call or for one that it joined. */
  state: 'HIT' | 'MISS' | 'STALE';
  /** Since it was computed, in ms. */
  ageMs: number;
  level: CacheLevel;
}

/** A way to an entry from something that stands for its key, such as a principal with a URL; stale like an entry. */
export interface Shortcut extends Stamped {
  readonly name: string;
  readonly class: CacheClass;
}

/** What was known of the dependencies when a computation began; see {@link Cache.moment}. */
export interface CacheMoment {
  readonly clock: number;
  /** Monotonic ms. */
  readonly at: number;
  readonly shared: string | undefined;
}

/**
 * Answers kept in memory and, where there is one, in Redis. A failure of the cache is never the caller's: it only
 * makes the answer slower. Errors of `load` reach those who wait for it and are not kept.
 */
export abstract class Cache {
  /**
   * The fresh answer of `key`: cached, or computed once for all who ask at the same time, in this process and, where
   * Redis is, in all. `load` gets a signal that aborts when nobody waits any more.
   */
  abstract getOrLoad(
    key: CacheKey,
    options: LoadOptions,
    load: (signal: AbortSignal) => Promise<Loaded>,
  ): Promise<CacheResult>;

  /** The cached answer, if there is a fresh one (or one that is stale within `maxStaleMs`). */
  abstract get(key: CacheKey, options: ReadOptions): Promise<CacheResult | undefined>;

  /** Take it before computing what `set` is to store: what changes after it makes the stored answer stale. */
  abstract moment(key: CacheKey, dependencies: CacheDependencies): Promise<CacheMoment>;

  abstract set(
    key: CacheKey,
    value: Loaded,
    options: CacheDependencies & { asOf: CacheMoment; ttlMs?: number },
  ): Promise<void>;

  /** Makes the entry stale in all processes, and also one that is being computed. */
  abstract delete(key: CacheKey): Promise<void>;

  /** Makes every entry with one of the tags stale in all processes. Await it after the commit and before the answer. */
  abstract invalidateTags(tags: readonly CacheTag[]): Promise<void>;

  /** Points of these days have changed. Await it after the commit and before the answer. */
  abstract pointsChanged(changes: readonly MetricDays[]): Promise<void>;

  /**
   * Forgets every entry that has one of the tags or is made of one of the metrics, in all processes and levels, and for those who
   * take stale answers too. What is being computed is not kept. Every entry has the tag of its organization.
   */
  abstract drop(what: CacheDrop): Promise<void>;

  /**
   * This process has heard of a change by another way than the caches' own, perhaps earlier: what it asks for from now on has the
   * change, as far as who made it has told the cache. Tells nobody else.
   */
  abstract heard(news: CacheNews): void;

  /** The clock of changes as of now. */
  abstract readonly now: number;

  /**
   * A way to the entry of an answer. Whoever follows it later gets nothing once one of `tags` was invalidated.
   * @param since {@link now} before the way was worked out
   */
  abstract shortcut(result: CacheResult, tags: readonly CacheTag[], since: number): Shortcut;

  /** The answer at the end of a shortcut, at once; undefined unless both are fresh and in the memory of this process. */
  abstract recall(shortcut: Shortcut): CacheResult | undefined;

  abstract stats(): CacheStats;
}
