import type { CacheEntry } from '../entry/cache-entry';
import { DROPPED, droppedBy, type Fields } from '../versions/dependency';
import { type Stamped, TouchClock } from '../versions/touch-clock';
import type { MemoryRecord } from './memory-record';
import { MEMORY_TTL_MS, type MemoryStore } from './memory-store';

/** The clock of changes, read before a computation begins, and when it was read, in monotonic ms. */
export interface MemoryMoment {
  clock: number;
  at: number;
}

/** The moment of a computation that others may want to join. */
export interface Stamp extends Stamped, MemoryMoment {
  clock: number;
}

/**
 * What this process remembers, and how it knows what of that is fresh. Nothing is while `listening` says that changes
 * of other processes may go unheard.
 */
export class MemoryLevel {
  /** Failures of the store that callers did not notice. */
  errors = 0;
  private readonly touches = new TouchClock();
  /** The clock at the last two turns of {@link MEMORY_TTL_MS}: what was touched before the older one has no entry left. */
  private turns = { at: 0, clock: 0, before: 0 };

  constructor(
    private readonly store: MemoryStore,
    private readonly listening: () => boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  moment(): MemoryMoment {
    return { clock: this.touches.now, at: this.now() };
  }

  stamp(dependencies: readonly Fields[]): Stamp {
    const { clock, at } = this.moment();
    return { clock, at, checkedAt: clock, dependencies };
  }

  /** Moves a stamp to now, before its computation begins again. */
  restamp(stamp: Stamp): void {
    Object.assign(stamp, this.stamp(stamp.dependencies));
  }

  touch(changes: readonly Fields[]): void {
    this.touches.touch(changes);
    const dropped = droppedBy(changes);
    if (dropped.size > 0)
      this.store.drop(({ dependencies }) => dependencies.some(({ subject }) => dropped.has(subject)));
    const now = this.now();
    if (now - this.turns.at < MEMORY_TTL_MS) return;
    this.touches.raiseFloor(this.turns.before);
    this.turns = { at: now, clock: this.touches.now, before: this.turns.clock };
  }

  touchEverything(): void {
    this.touches.touchEverything();
  }

  believes(stamped: Stamped): boolean {
    return this.listening() && this.touches.isFresh(stamped);
  }

  /** Whether a computation with this stamp may answer a caller who comes now and takes what is so many ms stale. */
  admits(stamp: Stamp, maxStaleMs: number): boolean {
    return this.believes(stamp) || this.now() - stamp.at < maxStaleMs;
  }

  /** The entry if it is fresh, or was certainly fresh `maxStaleMs` ago or later. `ageMs`: since its computation began. */
  async find(
    name: string,
    maxStaleMs: number,
  ): Promise<{ entry: CacheEntry; fresh: boolean; ageMs: number } | undefined> {
    const record = await this.store.get(name).catch(() => this.failed());
    if (record === undefined) return undefined;
    const now = this.now();
    const fresh = this.believes(record);
    if (fresh) record.freshAt = now;
    else if (now - record.freshAt > maxStaleMs || maxStaleMs <= 0) return undefined;
    return { entry: record.entry, fresh, ageMs: now - record.begunAt };
  }

  /** The entry if it is fresh, at once. */
  peek(name: string): CacheEntry | undefined {
    const record = this.store.peek(name);
    if (!record || !this.believes(record)) return undefined;
    record.freshAt = this.now();
    return record.entry;
  }

  /** Keeps an entry that was computed, or found fresh, after `moment`. */
  async keep(
    name: string,
    entry: CacheEntry,
    dependencies: readonly Fields[],
    { clock, at }: MemoryMoment,
  ): Promise<void> {
    const ttlMs = entry.expiresAt - Date.now();
    if (ttlMs < 1 || this.touches.wasTouched({ clock, dependencies }, DROPPED)) return;
    const record: MemoryRecord = { entry, dependencies, clock, checkedAt: clock, begunAt: at, freshAt: at };
    await this.store.set(name, record, ttlMs).catch(() => this.failed());
  }

  stats(): { entries: number; bytes: number; maxBytes: number; touches: number } {
    const { entries, bytes, maxBytes } = this.store;
    return { entries, bytes, maxBytes, touches: this.touches.size };
  }

  private failed(): undefined {
    this.errors++;
    return undefined;
  }
}
