import {
  CACHE_TTL_MS,
  type CacheStats,
  COMPRESS_OVER_BYTES,
  COMPRESSION_LEVEL,
  keyTags,
  MEMORY_TTL_MS,
} from '@app/cache';
import type { CachePlan } from '../../query/data-pipeline';
import type { ValidQuery } from '../../query/valid-query';
import type { ExplainedCache } from './query-explanation';

const DAY_MS = 86_400_000;

/** How the answer of a question is kept. */
export function explainedCache(
  { key, versions, ttlMs = CACHE_TTL_MS[key.class] }: CachePlan,
  { metrics }: ValidQuery,
  { redis }: CacheStats,
): ExplainedCache {
  const names = new Map([...metrics.values()].map(({ id, name }) => [id, name]));
  const day = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);
  return {
    key,
    ttlSeconds: ttlMs / 1_000,
    memoryTtlSeconds: MEMORY_TTL_MS / 1_000,
    levels: redis ? ['memory', 'redis'] : ['memory'],
    tags: [...keyTags(key)],
    versions: versions.map(({ metric, fromDay, toDay }) => ({
      metric: names.get(metric as number) ?? '',
      from: day(fromDay),
      to: day(toDay),
    })),
    compression: { algorithm: 'gzip', level: COMPRESSION_LEVEL, overBytes: COMPRESS_OVER_BYTES },
  };
}
