import type { AppConfig } from '@app/platform';

/** How the cache is run; `AppConfig` is one. */
export interface CacheConfig extends Pick<AppConfig, 'redisUrl' | 'cacheMemoryBytes'> {
  /** Begins the names of all keys in Redis; default `vitrine`. */
  redisPrefix?: string;
}
