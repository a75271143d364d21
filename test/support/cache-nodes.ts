import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type CacheKey,
  createCache,
  InProcessChannel,
  InProcessTransport,
  type RedisPlace,
  RedisTransport,
  type RunningCache,
  utcDay,
} from '@app/cache';
import { createLogger } from '@app/platform';
import { startRedis } from './redis';

/** Caches of several nodes that hear each other, as several processes do. */
export interface CacheNodes {
  node(): Promise<RunningCache>;
  stop(): Promise<void>;
}

export const logger = createLogger({ level: 'silent', name: 'api' });
export const MEMORY_BYTES = 10_000_000;

/** The embedded profile: memory alone. */
export async function embeddedNodes(): Promise<CacheNodes> {
  const channel = new InProcessChannel();
  const nodes: RunningCache[] = [];
  return {
    node: async () => {
      const node = createCache(
        { memoryBytes: MEMORY_BYTES, transport: new InProcessTransport(channel) },
        logger,
      );
      nodes.push(node);
      node.start();
      await until(() => node.cache.stats().memory.believed, 'the node hears itself');
      return node;
    },
    stop: async () => void (await Promise.all(nodes.map((node) => node.close()))),
  };
}

/** The server profile: memory and a Redis of the test's own, changes over its pub/sub. */
export async function serverNodes(): Promise<CacheNodes & { url: string; prefix: string }> {
  const redis = await startRedis();
  if (!redis)
    throw new Error('no redis-server: install it (apt-get install redis-server) or set TEST_REDIS_URL');
  const prefix = `t${randomBytes(6).toString('hex')}`;
  const nodes: RunningCache[] = [];
  return {
    url: redis.url,
    prefix,
    node: async () => {
      const node = createRedisCache({ url: redis.url, prefix });
      nodes.push(node);
      node.start();
      await ready(node);
      return node;
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.close()));
      await redis.stop();
    },
  };
}

/** A cache in memory and Redis, as in the server profile. */
export function createRedisCache(redis: RedisPlace, memoryBytes = MEMORY_BYTES): RunningCache {
  return createCache({ memoryBytes, redis, transport: RedisTransport.at(redis) }, logger);
}

/** Waits until the node uses all that it has. */
export async function ready({ cache }: RunningCache): Promise<void> {
  await until(() => {
    const { memory, redis } = cache.stats();
    return memory.believed && (redis?.ready ?? true);
  }, 'the node is ready');
}

export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 8_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await delay(5);
  }
}

/** A key of a test's own. */
export function aKey(query: string = randomBytes(8).toString('hex')): CacheKey {
  return {
    class: 'aggregation',
    organizationId: 'org',
    policy: 'all',
    query,
    representation: 'application/json',
  };
}

export const TODAY = utcDay(Date.now());

/** Days of a metric, today alone unless said otherwise. */
export function days(metric: string, fromDay = TODAY, toDay = fromDay) {
  return [{ metric, fromDay, toDay }];
}

/** A loader that counts its calls and can be held back. */
export function aLoader(text: () => string = () => 'answer') {
  const loader = {
    calls: 0,
    gate: Promise.resolve(),
    load: async (signal: AbortSignal): Promise<Buffer> => {
      loader.calls++;
      const value = text();
      await Promise.race([
        loader.gate,
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error)),
        ),
      ]);
      return Buffer.from(value);
    },
  };
  return loader;
}
