import type { Logger } from 'pino';
import type { BroadcastTransport } from './bus/broadcast-transport';
import { InProcessTransport } from './bus/in-process-transport';
import { InvalidationBus } from './bus/invalidation-bus';
import { RedisTransport } from './bus/redis-transport';
import type { CacheConfig } from './cache-config';
import { MemoryLevel } from './memory/memory-level';
import { MemoryStore } from './memory/memory-store';
import { RedisLevel } from './redis/redis-level';
import { RedisLink } from './redis/redis-link';
import { TwoLevelCache } from './two-level-cache';

/** A cache with its stores. It answers before `start` too, then from Redis and the loader alone. */
export interface RunningCache {
  cache: TwoLevelCache;
  memory: MemoryStore;
  redis: RedisLevel | undefined;
  start(): void;
  close(): Promise<void>;
}

/**
 * Puts the levels together: memory, and Redis where `redisUrl` is set. Changes travel on `transport`; without one on
 * Redis pub/sub, and without Redis not beyond this process.
 */
export function createCache(
  config: CacheConfig,
  logger: Logger,
  transport?: BroadcastTransport,
): RunningCache {
  const prefix = config.redisPrefix ?? 'vitrine';
  const bus = new InvalidationBus(transport ?? defaultTransport(config, prefix));
  const memory = new MemoryStore(config.cacheMemoryBytes);
  const level = new MemoryLevel(memory, () => bus.listening);
  const link = config.redisUrl
    ? new RedisLink(config.redisUrl, prefix, logger, () => void cache.forgetEverywhere())
    : undefined;
  const redis = link && new RedisLevel(link);
  const cache: TwoLevelCache = new TwoLevelCache(level, bus, redis);
  return {
    cache,
    memory,
    redis,
    start: () => {
      link?.start();
      cache.start();
    },
    close: () => cache.close(),
  };
}

function defaultTransport(config: CacheConfig, prefix: string): BroadcastTransport {
  if (!config.redisUrl) return new InProcessTransport();
  return new RedisTransport(config.redisUrl, `${prefix}:cache:changes`, () => {
    // The cache's own connection reports that Redis is away, once and not at every attempt.
  });
}
