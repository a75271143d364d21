import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningCache } from '@app/cache';
import { aKey, createRedisCache, ready } from '../support/cache-nodes';
import { describeWithRedis, freePort, type RunningRedis, startRedis } from '../support/redis';
import { TrackedRow } from '../support/tracked-row';

const AWAY_MS = 30_000;
/** Without an answer for so long a request would hang, on however busy a machine. */
const HANGS_MS = 5_000;

describeWithRedis('cache whose Redis is away for half a minute', () => {
  let port: number;
  let redis: RunningRedis;
  let nodes: RunningCache[];

  beforeAll(async () => {
    port = await freePort();
    redis = (await startRedis({ port })) as RunningRedis;
    const place = { url: redis.url, prefix: `t${randomBytes(6).toString('hex')}` };
    nodes = [createRedisCache(place), createRedisCache(place)];
    for (const node of nodes) node.start();
    await Promise.all(nodes.map(ready));
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await redis.stop();
  });

  it('answers go on without hanging, and none is stale, neither meanwhile nor after its return', async () => {
    const row = new TrackedRow();
    const keys = [aKey(), aKey(), aKey()];
    const reads = { before: 0, away: 0, after: 0 };
    let phase: keyof typeof reads = 'before';
    const end = new AbortController();
    let slowest = 0;
    const reading = nodes.flatMap(({ cache }) =>
      keys.map(async (key) => {
        while (!end.signal.aborted) {
          slowest = Math.max(slowest, await row.read(cache, key));
          reads[phase]++;
        }
      }),
    );
    const writing = nodes.map(async ({ cache }) => {
      while (!end.signal.aborted) {
        await row.change(cache);
        await pause(Math.random() * 100);
      }
    });
    await pause(1_000);
    await redis.stop();
    phase = 'away';
    await pause(AWAY_MS);
    expect(nodes.map(({ cache }) => cache.stats().redis?.ready)).toEqual([false, false]);
    redis = (await startRedis({ port })) as RunningRedis;
    await Promise.all(nodes.map(ready));
    phase = 'after';
    await pause(2_000);
    end.abort();
    await Promise.all([...reading, ...writing]);

    expect(row.staleAnswers).toEqual([]);
    expect(slowest).toBeLessThan(HANGS_MS);
    for (const count of Object.values(reads)) expect(count).toBeGreaterThan(20);
    expect(reads.away).toBeGreaterThan(AWAY_MS / 100);

    // It is used again: what the one computes the other takes from it.
    const key = aKey();
    const [first, second] = nodes as [RunningCache, RunningCache];
    const asOf = await first.cache.moment(key, {});
    await first.cache.set(key, Buffer.from('shared'), { asOf });
    expect(await second.cache.get(key, {})).toMatchObject({ level: 'redis', state: 'HIT' });
  }, 90_000);
});
