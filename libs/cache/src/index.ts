export type { BroadcastTransport } from './bus/broadcast-transport';
export { type CacheEvents, EventTransport } from './bus/event-transport';
export { InProcessChannel, InProcessTransport } from './bus/in-process-transport';
export { RedisTransport } from './bus/redis-transport';
export {
  Cache,
  type CacheDependencies,
  type CacheDrop,
  type CacheMoment,
  type CacheNews,
  type CacheResult,
  type LoadOptions,
  type ReadOptions,
} from './cache';
export { CACHE_TTL_MS, type CacheClass } from './cache-class';
export { type CacheKey, keyTags } from './cache-key';
export { CacheModule, type CacheModuleOptions } from './cache.module';
export type { CacheLevel, CacheStats, ClassStats } from './cache-stats';
export type { CacheTag, CacheTagKind } from './cache-tag';
export { type CacheParts, createCache, type RunningCache } from './create-cache';
export type { Loaded } from './entry/cache-entry';
export { COMPRESS_OVER_BYTES, COMPRESSION_LEVEL } from './entry/compress';
export { MEMORY_TTL_MS } from './memory/memory-store';
export { CACHE_IDENTITY, type CacheIdentity, type IdentifyForCache } from './http/cache-identity';
export { type CacheDirectives, parseCacheControl, RequestCacheControl } from './http/cache-directives';
export { CacheResponse } from './http/cache-response';
export { CachedResult, type Repeat } from './http/cached-result';
export { CachedResultInterceptor } from './http/cached-result.interceptor';
export { type CachedAnswer } from './http/cached-answer';
export { HitLane, type Repeated } from './http/hit-lane';
export type { ResponseClass } from './http/response-cache-settings';
export type { MetricDays } from './versions/dependency';
export { CircuitBreaker } from './redis/circuit-breaker';
export type { RedisPlace } from './redis/redis-place';
export { type UtcDay, utcDay } from './versions/day-fields';
