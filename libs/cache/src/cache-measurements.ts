import { MEASUREMENTS, Telemetry } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Cache } from './cache';
import type { CacheStats } from './cache-stats';

/** Answers asked of the cache, by class and where they came from. */
@Injectable()
export class CacheMeasurements {
  constructor(telemetry: Telemetry, cache: Cache) {
    telemetry.reading(MEASUREMENTS.cacheLookups, () =>
      Object.entries(cache.stats().classes).flatMap(([name, { memoryHits, redisHits, stale, misses }]) =>
        Object.entries({ memory: memoryHits, redis: redisHits, stale, miss: misses }).map(
          ([outcome, value]) => ({ value, labels: { cache: name, outcome } }),
        ),
      ),
    );
    telemetry.reading(MEASUREMENTS.cacheHitRatio, () => hitRatios(cache.stats()));
  }
}

/** Of the classes that were asked for; Redis only where there is one. An answer that was allowed to be stale is one of memory. */
function hitRatios({ classes, redis }: CacheStats): { value: number; labels: Record<string, string> }[] {
  return Object.entries(classes).flatMap(([name, { memoryHits, redisHits, stale, misses }]) => {
    const beyondMemory = redisHits + misses;
    const levels = [
      { level: 'memory', hits: memoryHits + stale, asked: memoryHits + stale + beyondMemory },
      ...(redis ? [{ level: 'redis', hits: redisHits, asked: beyondMemory }] : []),
    ];
    return levels
      .filter(({ asked }) => asked > 0)
      .map(({ level, hits, asked }) => ({ value: hits / asked, labels: { cache: name, level } }));
  });
}
