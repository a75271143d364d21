import { CACHE_CLASSES, type CacheClass } from './cache-class';

/** Where an answer came from. */
export type CacheLevel = 'memory' | 'redis' | 'loader';

/** Counts since the process started. `bytes` are those of the answers given. */
export interface ClassStats {
  memoryHits: number;
  redisHits: number;
  stale: number;
  misses: number;
  /** Callers that shared a computation which another caller had begun; counted beside its outcome. */
  joined: number;
  /** Computations that failed. */
  loadErrors: number;
  bytes: number;
}

export interface CacheStats {
  classes: Record<CacheClass, ClassStats>;
  memory: { entries: number; bytes: number; maxBytes: number; touches: number; believed: boolean };
  /** Undefined where there is no Redis. */
  redis: { ready: boolean; errors: number } | undefined;
  /** Failures of the cache itself that callers did not notice. */
  errors: number;
  /** How often everything in memory was held for stale because changes may have been missed. */
  epochs: number;
}

export class StatsCounter {
  readonly classes = Object.fromEntries(
    CACHE_CLASSES.map((name) => [
      name,
      { memoryHits: 0, redisHits: 0, stale: 0, misses: 0, joined: 0, loadErrors: 0, bytes: 0 },
    ]),
  ) as Record<CacheClass, ClassStats>;
  errors = 0;
  epochs = 0;

  answered(name: CacheClass, state: 'HIT' | 'MISS' | 'STALE', level: CacheLevel, bytes: number): void {
    const stats = this.classes[name];
    stats.bytes += bytes;
    if (state === 'STALE') stats.stale++;
    else if (state === 'MISS') stats.misses++;
    else if (level === 'memory') stats.memoryHits++;
    else stats.redisHits++;
  }
}
