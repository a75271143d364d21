import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { LeasedCounter } from '../../libs/auth/src/limits/leased-counter';
import type { Claim, LimitStore } from '../../libs/auth/src/limits/limit-store';
import { PostgresLimitStore } from '../../libs/auth/src/limits/postgres-limit-store';
import { RatePolicy, UNLIMITED, WINDOW_MS } from '../../libs/auth/src/limits/rate-policy';
import { RedisLimitStore } from '../../libs/auth/src/limits/redis-limit-store';
import { eventually } from '../support/eventually';
import { describeWithRedis, freePort, startRedis } from '../support/redis';
import { createDatabase } from '../support/test-database';

/** Stores of several processes on one count. */
interface Nodes {
  node(): Promise<LimitStore>;
  stop(): Promise<void>;
}

const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = WINDOW_MS.minute;

/** What every shared count promises. */
function conformance(start: () => Promise<Nodes>): void {
  let nodes: Nodes;
  let stores: LimitStore[];
  beforeAll(async () => {
    nodes = await start();
    stores = await Promise.all([nodes.node(), nodes.node(), nodes.node()]);
  });
  afterAll(() => nodes.stop());

  const newKey = (): string => randomBytes(8).toString('hex');
  const at = (node: number): LimitStore => stores[node] as LimitStore;
  const claim = (
    key: string,
    wanted: number,
    windows: [start: number, limit: number, correction?: number][],
  ): Claim => ({
    key,
    wanted,
    keepMs: WINDOW_MS.day,
    windows: windows.map(([begin, limit, correction = 0]) => ({ start: begin, limit, correction })),
  });

  it('grants what is asked for, then what is left, then nothing', async () => {
    const key = newKey();
    const ask = (node: number) => at(node).take(claim(key, 4, [[NOON, 10]]));
    expect(await ask(0)).toEqual({ granted: 4, windows: [{ start: NOON, used: 4 }] });
    expect(await ask(1)).toEqual({ granted: 4, windows: [{ start: NOON, used: 8 }] });
    expect(await ask(2)).toEqual({ granted: 2, windows: [{ start: NOON, used: 10 }] });
    expect(await ask(0)).toEqual({ granted: 0, windows: [{ start: NOON, used: 10 }] });
  });

  it('takes of all windows or of none', async () => {
    const key = newKey();
    const ask = (minute: number) =>
      at(0).take(
        claim(key, 6, [
          [NOON + minute * MINUTE, 8],
          [NOON, 10],
          [NOON - WINDOW_MS.hour, 1_000],
        ]),
      );
    expect((await ask(0)).granted).toBe(6);
    expect((await ask(1)).windows.map(({ used }) => used)).toEqual([4, 10, 10]);
    expect(await ask(2)).toMatchObject({ granted: 0 });
    expect((await ask(2)).windows.map(({ used }) => used)).toEqual([0, 10, 10]);
  });

  it('begins anew with a later window, and lets no earlier one begin again', async () => {
    const key = newKey();
    const ask = (begin: number) => at(0).take(claim(key, 5, [[begin, 5]]));
    await ask(NOON);
    expect(await ask(NOON + MINUTE)).toEqual({ granted: 5, windows: [{ start: NOON + MINUTE, used: 5 }] });
    expect(await ask(NOON)).toEqual({ granted: 0, windows: [{ start: NOON + MINUTE, used: 5 }] });
  });

  it('corrects the count of the same window alone, and never below nothing', async () => {
    const key = newKey();
    const ask = (begin: number, correction: number) => at(0).take(claim(key, 1, [[begin, 10, correction]]));
    await at(0).take(claim(key, 9, [[NOON, 10]]));
    expect((await ask(NOON, -5)).windows[0]?.used).toBe(5);
    expect((await ask(NOON, 3)).windows[0]?.used).toBe(9);
    expect((await ask(NOON, -50)).windows[0]?.used).toBe(1);
    expect((await ask(NOON, 50)).granted).toBe(0);
    expect((await ask(NOON + MINUTE, -5)).windows[0]?.used).toBe(1);
    expect((await ask(NOON, -1)).windows[0]).toEqual({ start: NOON + MINUTE, used: 2 });
    expect((await at(0).take(claim(newKey(), 8, [[NOON, 10, 4]]))).granted).toBe(6);
  });

  it('counts a window that is not limited', async () => {
    const key = newKey();
    const ask = (minute: number, limits: [number, number]) =>
      at(0).take(
        claim(key, 5, [
          [NOON + minute * MINUTE, limits[0]],
          [NOON, limits[1]],
        ]),
      );
    expect(await ask(0, [5, UNLIMITED])).toMatchObject({ granted: 5 });
    expect(await ask(1, [5, UNLIMITED])).toMatchObject({ granted: 5 });
    expect(await ask(1, [UNLIMITED, 12])).toEqual({
      granted: 2,
      windows: [
        { start: NOON + MINUTE, used: 7 },
        { start: NOON, used: 12 },
      ],
    });
  });

  it('goes on with the same count under another limit', async () => {
    const key = newKey();
    await at(0).take(claim(key, 8, [[NOON, 10]]));
    expect((await at(1).take(claim(key, 1, [[NOON, 5]]))).granted).toBe(0);
    expect((await at(1).take(claim(key, 5, [[NOON, 12]]))).granted).toBe(4);
  });

  it.each([
    ['one by one', 40],
    ['by leases', 500],
  ])('never admits more than the limit, however many processes ask at once, %s', async (_how, limit) => {
    const windows = [
      { name: 'minute', limit, ms: WINDOW_MS.minute },
      { name: 'hour', limit: limit * 2, ms: WINDOW_MS.hour },
      { name: 'day', limit: limit + 7, ms: WINDOW_MS.day },
    ];
    let now = NOON;
    const key = newKey();
    const counters = stores.map((store) => new LeasedCounter(key, new RatePolicy(windows), store, () => now));
    const flood = async (): Promise<number> => {
      const verdicts = await Promise.all(
        Array.from({ length: limit * 2 }, async (_, i) => (counters[i % 3] as LeasedCounter).take()),
      );
      return verdicts.filter(({ admitted }) => admitted).length;
    };
    const first = await flood();
    const lease = new RatePolicy(windows).lease;
    expect(first).toBeLessThanOrEqual(limit);
    // A process may sit on the rest of one lease.
    expect(first).toBeGreaterThanOrEqual(limit - 2 * (lease - 1));
    now += MINUTE;
    expect(first + (await flood())).toBe(limit + 7);
  });
}

describe('the count in PostgreSQL', () => {
  conformance(async () => {
    const { url, drop } = await createDatabase();
    const pools: Pool[] = [];
    return {
      node: async () => {
        const pool = new Pool({ connectionString: url, max: 2 });
        pools.push(pool);
        return new PostgresLimitStore(pool);
      },
      stop: async () => {
        await Promise.all(pools.map((pool) => pool.end()));
        await drop();
      },
    };
  });
});

describeWithRedis('the count in Redis', () => {
  conformance(async () => {
    const redis = await startRedis();
    if (!redis) throw new Error('no redis-server');
    const started: RedisLimitStore[] = [];
    const prefix = `t${randomBytes(6).toString('hex')}`;
    return {
      node: async () => {
        const store = new RedisLimitStore({ url: redis.url, prefix });
        started.push(store);
        await store.start();
        return store;
      },
      stop: async () => {
        await Promise.all(started.map((store) => store.onApplicationShutdown()));
        await redis.stop();
      },
    };
  });

  it('fails while Redis is away, and counts again when it is back', async () => {
    const port = await freePort();
    const store = new RedisLimitStore({ url: `redis://127.0.0.1:${port}`, prefix: 't' });
    await store.start();
    const take = () =>
      store.take({
        key: 'k',
        wanted: 1,
        keepMs: MINUTE,
        windows: [{ start: NOON, limit: 5, correction: 0 }],
      });
    await expect(take()).rejects.toThrow();
    const redis = await startRedis({ port });
    const grant = await eventually(() => take().catch(() => undefined), 'it counts again');
    expect(grant.granted).toBe(1);
    await store.onApplicationShutdown();
    await redis?.stop();
  });
});
