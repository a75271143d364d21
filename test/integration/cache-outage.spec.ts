import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cache, RunningCache } from '@app/cache';
import { Redis } from 'ioredis';
import { aKey, aLoader, createRedisCache, days, ready, until } from '../support/cache-nodes';
import { describeWithRedis, type RunningRedis, startRedis } from '../support/redis';
import { TcpProxy } from '../support/tcp-proxy';
import { TrackedRow } from '../support/tracked-row';

/** Two operations on Redis in a row may each take 100 ms; the rest is for a busy machine. */
const NO_HANG_MS = 1_500;
/** A lock whose owner was cut off ends by itself after half a second. */
const ORPHANED_LOCK_MS = 500;

describeWithRedis('cache while Redis is away', () => {
  let redis: RunningRedis;
  let proxy: TcpProxy & { url: string };
  const nodes: RunningCache[] = [];
  const redisPrefix = `t${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    redis = (await startRedis()) as RunningRedis;
    proxy = await TcpProxy.to(redis.url);
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await proxy.close();
    await redis.stop();
  });

  const start = (redisUrl: string): RunningCache => {
    const node = createRedisCache({ url: redisUrl, prefix: redisPrefix });
    nodes.push(node);
    node.start();
    return node;
  };

  it('starts and answers without Redis, and uses it as soon as it is there', async () => {
    proxy.cut();
    const { cache, ...node } = start(proxy.url);
    expect(await cache.getOrLoad(aKey(), {}, aLoader().load)).toMatchObject({ state: 'MISS' });
    proxy.restore();
    await ready({ cache, ...node });
    const key = aKey();
    await cache.getOrLoad(key, {}, aLoader().load);
    expect(await cache.getOrLoad(key, {}, aLoader().load)).toMatchObject({ state: 'HIT' });
  });

  it('makes up for what was changed before the first connection', async () => {
    const reader = start(redis.url);
    await ready(reader);
    const key = aKey();
    const options = { versions: days('early') };
    await reader.cache.getOrLoad(key, options, aLoader(() => 'old').load);
    proxy.cut();
    const writer = start(proxy.url);
    await writer.cache.pointsChanged(days('early'));
    proxy.restore();
    await ready(writer);
    const read = (node: RunningCache) => node.cache.getOrLoad(key, options, aLoader(() => 'new').load);
    expect((await read(writer)).value.toString()).toBe('new');
    await until(async () => (await read(reader)).value.toString() === 'new', 'the reader was told', 1_500);
  });

  it('goes on without waiting while Redis does not answer, and uses it again afterwards', async () => {
    const node = start(redis.url);
    await ready(node);
    const admin = new Redis(redis.url);
    await admin.client('PAUSE', 2_500, 'ALL');
    const slowest = { read: 0, write: 0 };
    for (const end = performance.now() + 2_000; performance.now() < end;) {
      const began = performance.now();
      await node.cache.getOrLoad(aKey(), { versions: days('p') }, aLoader().load);
      const read = performance.now();
      await node.cache.pointsChanged(days('p'));
      slowest.read = Math.max(slowest.read, read - began);
      slowest.write = Math.max(slowest.write, performance.now() - read);
    }
    expect(slowest.read).toBeLessThan(NO_HANG_MS);
    expect(slowest.write).toBeLessThan(NO_HANG_MS);
    await ready(node);
    await admin.quit();
    expect(node.cache.stats().redis?.errors).toBeGreaterThan(0);
  });

  it('gives no stale answer, whatever is read, changed and cut off at which moment', async () => {
    const caches = [start(proxy.url), start(proxy.url)];
    await Promise.all(caches.map(ready));
    const row = new TrackedRow();
    const key = aKey();
    const stop = performance.now() + 8_000;
    const going = () => performance.now() < stop;
    let slowest = 0;

    const reading = caches.map(async ({ cache }) => {
      while (going()) slowest = Math.max(slowest, await row.read(cache, key));
    });
    const writing = caches.map(async ({ cache }) => {
      while (going()) {
        await row.change(cache);
        await pause(Math.random() * 40);
      }
    });
    while (going()) {
      await pause(Math.random() * 1_500);
      proxy.cut();
      await pause(Math.random() * 1_500);
      proxy.restore();
    }
    await Promise.all([...reading, ...writing]);
    expect(row.staleAnswers).toEqual([]);
    expect(slowest).toBeLessThan(NO_HANG_MS + ORPHANED_LOCK_MS);
    expect(row.reads).toBeGreaterThan(500);
    await Promise.all(caches.map(ready));
    expect(await row.read(caches[0]?.cache as Cache, key)).toBeLessThan(NO_HANG_MS);
  }, 30_000);

  it('closes at once while Redis is away', async () => {
    const node = createRedisCache({ url: proxy.url, prefix: redisPrefix });
    proxy.cut();
    node.start();
    const began = performance.now();
    await node.close();
    expect(performance.now() - began).toBeLessThan(NO_HANG_MS);
    proxy.restore();
  });
});
