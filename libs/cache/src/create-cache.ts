import type { Logger } from 'pino';
import type { BroadcastTransport } from './bus/broadcast-transport';
import { InvalidationBus } from './bus/invalidation-bus';
import { MemoryLevel } from './memory/memory-level';
import { MemoryStore } from './memory/memory-store';
import type { RedisLevel } from './redis/redis-level';
import type { RedisLink } from './redis/redis-link';
import type { RedisPlace } from './redis/redis-place';
import { TwoLevelCache } from './two-level-cache';

/** What a cache is made of. */
export interface CacheParts {
  /** Most bytes that answers may take in the memory of this process. */
  memoryBytes: number;
  /** The level that all processes share; without it memory works alone. */
  redis?: RedisPlace | undefined;
  /** What changes travel on between processes. */
  transport: BroadcastTransport;
}

/** A cache with its stores. It answers before `start` too, then from Redis and the loader alone. */
export interface RunningCache {
  cache: TwoLevelCache;
  memory: MemoryStore;
  redis: RedisLevel | undefined;
  start(): void;
  close(): Promise<void>;
}

/** Puts the levels together. */
export function createCache(
  { memoryBytes, redis: place, transport }: CacheParts,
  logger: Logger,
): RunningCache {
  const bus = new InvalidationBus(transport);
  const memory = new MemoryStore(memoryBytes);
  const level = new MemoryLevel(memory, () => bus.listening);
  const { link, redis } = place ? onRedis(place, logger, () => void cache.forgetEverywhere()) : nowhere;
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

interface RedisSide {
  link: RedisLink | undefined;
  redis: RedisLevel | undefined;
}

const nowhere: RedisSide = { link: undefined, redis: undefined };

/** Loads the clients of Redis only where there is one: they take 20 MB and half a second. */
function onRedis(place: RedisPlace, logger: Logger, onEpoch: () => void): RedisSide {
  const links = require('./redis/redis-link') as typeof import('./redis/redis-link');
  const levels = require('./redis/redis-level') as typeof import('./redis/redis-level');
  const link = new links.RedisLink(place, logger, onEpoch);
  return { link, redis: new levels.RedisLevel(link) };
}
