import type { InvalidationBus } from './bus/invalidation-bus';
import {
  Cache,
  type CacheDependencies,
  type CacheDrop,
  type CacheMoment,
  type CacheNews,
  type CacheResult,
  type LoadOptions,
  type ReadOptions,
  type Shortcut,
} from './cache';
import { CACHE_TTL_MS, withJitter } from './cache-class';
import { type CacheKey, keyName, keyTags } from './cache-key';
import { type CacheLevel, type CacheStats, StatsCounter } from './cache-stats';
import type { CacheTag } from './cache-tag';
import { createEntry, type CacheEntry, type Loaded } from './entry/cache-entry';
import { FlightBoard } from './flight/flight-board';
import type { MemoryLevel, MemoryMoment, Stamp } from './memory/memory-level';
import { bounded } from './redis/bounded';
import type { RedisLevel } from './redis/redis-level';
import type { RedisLock } from './redis/redis-lock';
import {
  changeOf,
  deletionOf,
  dependenciesOf,
  dropOfMetric,
  dropOfTag,
  type Fields,
  invalidationOf,
  type MetricDays,
} from './versions/dependency';

/** How long a caller waits for the answer that another process computes before it computes its own. */
const LONGEST_WAIT_MS = 15_000;
/** Answers that may be stale are computed anew at most this often, however fast their points change. */
const REFRESH_EVERY_MS = 1_000;
/** A writer does not wait longer than this until the others are told; what does not arrive they notice as a gap. */
const PUBLISH_TIMEOUT_MS = 100;

interface Outcome {
  entry: CacheEntry;
  level: CacheLevel;
}

type Named = Pick<CacheResult, 'name' | 'class'>;

/** One call as its steps see it. */
interface Work extends Named {
  key: CacheKey;
  dependencies: Fields[];
  options: LoadOptions;
  load: (signal: AbortSignal) => Promise<Loaded>;
}

/** {@link Cache} over the memory of this process and, where given, Redis. */
export class TwoLevelCache extends Cache {
  private readonly counter = new StatsCounter();
  private readonly flights = new FlightBoard<Outcome, Stamp>();

  constructor(
    private readonly memory: MemoryLevel,
    private readonly bus: InvalidationBus,
    private readonly redis: RedisLevel | undefined,
  ) {
    super();
  }

  /** Begins to listen to the other processes. Until then nothing in memory is believed. */
  start(): void {
    this.bus.start({
      onChanges: (changes) => this.memory.touch(changes),
      onGap: () => this.forgetMemory(),
    });
  }

  /** Holds all that is in memory for stale, here and in the other processes. */
  async forgetEverywhere(): Promise<void> {
    this.forgetMemory();
    await this.told(this.bus.publishEverything());
  }

  async close(): Promise<void> {
    await this.bus.close();
    await this.redis?.close();
  }

  async getOrLoad(
    key: CacheKey,
    options: LoadOptions,
    load: (signal: AbortSignal) => Promise<Loaded>,
  ): Promise<CacheResult> {
    const work: Work = { key, class: key.class, name: keyName(key), dependencies: [], options, load };
    if (!options.refresh) {
      const maxStaleMs = options.maxStaleMs ?? 0;
      const found = await this.memory.find(work.name, maxStaleMs);
      if (found?.fresh) return this.answer(work, found.entry, 'HIT', 'memory');
      if (found) {
        if (found.ageMs >= Math.min(maxStaleMs, REFRESH_EVERY_MS)) this.refreshInBackground(work);
        return this.answer(work, found.entry, 'STALE', 'memory');
      }
    }
    const { entry, level } = await this.fly(work).join(options.signal);
    return this.answer(work, entry, level === 'loader' ? 'MISS' : 'HIT', level);
  }

  async get(key: CacheKey, options: ReadOptions): Promise<CacheResult | undefined> {
    const name = keyName(key);
    const found = await this.memory.find(name, options.maxStaleMs ?? 0);
    const named = { name, class: key.class };
    if (found) return this.answer(named, found.entry, found.fresh ? 'HIT' : 'STALE', 'memory');
    const dependencies = dependenciesOf(name, withOwnTags(key, options));
    const moment = this.memory.moment();
    const entry = (await this.redis?.read(name, dependencies))?.entry;
    if (!entry) return undefined;
    await this.memory.keep(name, entry, dependencies, moment);
    return this.answer(named, entry, 'HIT', 'redis');
  }

  async moment(key: CacheKey, dependencies: CacheDependencies): Promise<CacheMoment> {
    const name = keyName(key);
    const moment = this.memory.moment();
    const shared = await this.redis?.read(name, dependenciesOf(name, withOwnTags(key, dependencies)));
    return { ...moment, shared: shared?.moment };
  }

  async set(
    key: CacheKey,
    value: Loaded,
    options: CacheDependencies & { asOf: CacheMoment; ttlMs?: number },
  ): Promise<void> {
    const name = keyName(key);
    const entry = await createEntry(value, Date.now(), options.ttlMs ?? withJitter(CACHE_TTL_MS[key.class]));
    const dependencies = dependenciesOf(name, withOwnTags(key, options));
    await this.memory.keep(name, entry, dependencies, options.asOf);
    if (options.asOf.shared !== undefined) await this.redis?.write(name, entry, options.asOf.shared);
  }

  delete(key: CacheKey): Promise<void> {
    return this.changed([deletionOf(keyName(key))]);
  }

  invalidateTags(tags: readonly CacheTag[]): Promise<void> {
    return this.changed(tags.map(invalidationOf));
  }

  pointsChanged(changes: readonly MetricDays[]): Promise<void> {
    return this.changed(changes.map(changeOf));
  }

  drop({ tags = [], metrics = [] }: CacheDrop): Promise<void> {
    return this.changed([...tags.map(dropOfTag), ...metrics.map(dropOfMetric)]);
  }

  heard(news: CacheNews): void {
    if (news === 'everything') this.forgetMemory();
    else if ('tags' in news) this.memory.touch(news.tags.map(invalidationOf));
    else this.memory.touch(news.versions.map(changeOf));
  }

  get now(): number {
    return this.memory.moment().clock;
  }

  shortcut(result: CacheResult, tags: readonly CacheTag[], since: number): Shortcut {
    const dependencies = dependenciesOf(result.name, { tags });
    return { name: result.name, class: result.class, clock: since, checkedAt: since, dependencies };
  }

  recall(shortcut: Shortcut): CacheResult | undefined {
    if (!this.memory.believes(shortcut)) return undefined;
    const entry = this.memory.peek(shortcut.name);
    return entry && this.answer(shortcut, entry, 'HIT', 'memory');
  }

  stats(): CacheStats {
    const { classes, errors, epochs } = this.counter;
    return {
      classes: structuredClone(classes),
      memory: { ...this.memory.stats(), believed: this.bus.listening },
      redis: this.redis && { ready: this.redis.ready, errors: this.redis.errors },
      errors: errors + this.memory.errors,
      epochs,
    };
  }

  /**
   * Redis before the bus: who hears of the change reads versions that have it. Memory is touched on both sides of it,
   * because an entry that Redis still calls fresh may be read into memory in between.
   */
  private async changed(changes: readonly Fields[]): Promise<void> {
    if (changes.length === 0) return;
    this.memory.touch(changes);
    if (this.redis) {
      await this.redis.raise(changes);
      this.memory.touch(changes);
    }
    await this.told(this.bus.publish(changes));
  }

  private async told(publishing: Promise<void>): Promise<void> {
    await bounded(publishing, PUBLISH_TIMEOUT_MS).catch(() => {
      this.counter.errors++;
    });
  }

  private forgetMemory(): void {
    this.counter.epochs++;
    this.memory.touchEverything();
  }

  private answer(
    named: Named,
    entry: CacheEntry,
    state: CacheResult['state'],
    level: CacheLevel,
  ): CacheResult {
    this.counter.answered(named.class, state, level, entry.bytes.byteLength);
    const { bytes: value, gzip, etag, headers } = entry;
    const ageMs = Math.max(0, Date.now() - entry.createdAt);
    return { name: named.name, class: named.class, value, gzip, etag, headers, state, ageMs, level };
  }

  private refreshInBackground(work: Work): void {
    this.fly(work)
      .keep()
      .catch(() => {
        // Counted where it was computed. The next caller within the bound gets the stale answer again, later ones the error.
      });
  }

  /** The running computation, if it began after the last change that the caller wants to be seen; else a new one. */
  private fly(work: Work) {
    const { refresh, maxStaleMs = 0 } = work.options;
    work.dependencies = dependenciesOf(work.name, withOwnTags(work.key, work.options));
    const running = this.flights.find(work.name, (stamp) =>
      this.memory.admits(stamp, refresh ? 0 : maxStaleMs),
    );
    if (running) {
      this.counter.classes[work.class].joined++;
      return running;
    }
    return this.flights.begin(
      work.name,
      () => this.memory.stamp(work.dependencies),
      (stamp, signal) => this.compute(work, stamp, signal),
    );
  }

  /** Redis, else the lock and the loader. `stamp` moves on with every look at Redis, so that others can join. */
  private async compute(work: Work, stamp: Stamp, signal: AbortSignal): Promise<Outcome> {
    if (!this.redis) return this.loaded(work, stamp, undefined, signal);
    const { name, dependencies } = work;
    const read = await this.redis.read(name, dependencies);
    if (read?.entry && !work.options.refresh) return this.found(work, read.entry, stamp);
    if (!read || work.options.refresh) return this.loaded(work, stamp, read?.moment, signal);
    const deadline = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      signal.throwIfAborted();
      this.memory.restamp(stamp);
      const own = await this.redis.acquire(name, dependencies);
      if (!own) return this.loaded(work, stamp, undefined, signal);
      if (own.entry) {
        own.lock?.release();
        return this.found(work, own.entry, stamp);
      }
      if (own.lock) return this.loaded(work, stamp, own.moment, signal, own.lock);
      const free = await this.redis.waitForOwner(name, deadline, signal);
      if (!free) {
        signal.throwIfAborted();
        this.memory.restamp(stamp);
        const last = await this.redis.read(name, dependencies);
        return this.loaded(work, stamp, last?.moment, signal);
      }
    }
  }

  private async found(work: Work, entry: CacheEntry, moment: MemoryMoment): Promise<Outcome> {
    await this.memory.keep(work.name, entry, work.dependencies, moment);
    return { entry, level: 'redis' };
  }

  private async loaded(
    work: Work,
    moment: MemoryMoment,
    shared: string | undefined,
    signal: AbortSignal,
    lock?: RedisLock,
  ): Promise<Outcome> {
    try {
      const value = await work.load(signal);
      const ttlMs = work.options.ttlMs ?? withJitter(CACHE_TTL_MS[work.class]);
      const entry = await createEntry(value, Date.now(), ttlMs);
      await this.memory.keep(work.name, entry, work.dependencies, moment);
      this.share(work.name, entry, shared, lock);
      return { entry, level: 'loader' };
    } catch (error) {
      this.counter.classes[work.class].loadErrors++;
      lock?.release();
      throw error;
    }
  }

  /** Gives the entry to the other processes, without making the caller wait, and then lets go of the lock. */
  private share(
    name: string,
    entry: CacheEntry,
    moment: string | undefined,
    lock: RedisLock | undefined,
  ): void {
    const written = moment === undefined ? undefined : this.redis?.write(name, entry, moment);
    if (written) void written.finally(() => lock?.release());
    else lock?.release();
  }
}

function withOwnTags(key: CacheKey, { tags = [], versions = [] }: CacheDependencies): CacheDependencies {
  return { tags: [...new Set([...keyTags(key), ...tags])], versions };
}
