import { KeyvAdapter } from 'cache-manager';
import { redisInsStore } from 'cache-manager-redis-yet';
import { Keyv } from 'keyv';
import type { RedisClient } from './redis-link';

type YetClient = Parameters<typeof redisInsStore>[0];

/** The stock adapter, without its `clear`: that would flush the whole database, which may not be the cache's alone. */
class NeverFlushed extends KeyvAdapter {
  override clear(): Promise<void> {
    return Promise.reject(
      new Error('The cache in Redis is never cleared: entries end by version, tag and time.'),
    );
  }
}

/**
 * Redis as a Keyv that `@nestjs/cache-manager` holds as a store, through `cache-manager-redis-yet`. Values are JSON, so
 * bytes go as base64. Names carry their prefix already: the library forgets its own in mget and mdel. TTLs are ms.
 */
export function keyvOnRedis<Value>(client: RedisClient): Keyv<Value> {
  const store = redisInsStore(client as unknown as YetClient);
  return new Keyv<Value>({
    store: new NeverFlushed(store),
    serialize: undefined,
    deserialize: undefined,
    namespace: undefined,
    useKeyPrefix: false,
    throwOnErrors: true,
  });
}
