import { MEASUREMENTS, Telemetry } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Cache } from './cache';

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
  }
}
