import { InProcessTransport } from './bus/in-process-transport';
import { InvalidationBus } from './bus/invalidation-bus';
import type { CacheKey } from './cache-key';
import { MemoryLevel } from './memory/memory-level';
import { MemoryStore } from './memory/memory-store';
import { TwoLevelCache } from './two-level-cache';

const KEY: CacheKey = {
  class: 'dashboardData',
  organizationId: 'o',
  dashboardId: 'd',
  policy: 'p',
  query: 'q',
};
const CHANGED = [{ metric: 'm', fromDay: 1, toDay: 1 }];
const MAX_STALE_MS = 1_000;

describe('an answer that may be a second old, while its points change all the time', () => {
  let now: number;
  let version: number;
  let computations: number;
  /** When each version was committed. */
  let committedAt: number[];
  let slow: Promise<void>;
  let cache: TwoLevelCache;

  beforeEach(() => {
    now = 0;
    version = 0;
    computations = 0;
    committedAt = [0];
    slow = Promise.resolve();
    const memory = new MemoryLevel(
      new MemoryStore(1_048_576),
      () => true,
      () => now,
    );
    cache = new TwoLevelCache(memory, new InvalidationBus(new InProcessTransport()), undefined);
  });

  const ingest = async (): Promise<void> => {
    committedAt[++version] = now;
    await cache.pointsChanged(CHANGED);
  };
  const ask = async (maxStaleMs = MAX_STALE_MS): Promise<number> => {
    const { value } = await cache.getOrLoad(KEY, { versions: CHANGED, maxStaleMs }, async () => {
      computations++;
      const seen = version;
      await slow;
      return Buffer.from(String(seen));
    });
    return Number(value.toString());
  };
  /** Since when the answer is not the newest any more; 0 when it is. */
  const staleFor = (answered: number): number =>
    answered === version ? 0 : now - (committedAt[answered + 1] as number);

  it('is computed at most once a second, and is never older than that', async () => {
    await ask();
    for (; now < 10_000; now += 10) {
      await ingest();
      expect(staleFor(await ask())).toBeLessThanOrEqual(MAX_STALE_MS);
    }
    expect(computations).toBeGreaterThan(5);
    expect(computations).toBeLessThanOrEqual(11);
  });

  it('is computed once at a time when that takes long: who comes meanwhile waits for it, or gets the last one', async () => {
    await ask();
    const gate = Promise.withResolvers<void>();
    slow = gate.promise;
    const asked: Promise<number>[] = [];
    for (now = 500; now < 1_900; now += 10) {
      await ingest();
      asked.push(ask());
      await Promise.resolve();
    }
    gate.resolve();
    await Promise.all(asked);
    expect(computations).toBe(2);
  });

  it('is computed for each change for a caller who takes nothing stale', async () => {
    for (let round = 0; round < 20; round++) {
      await ingest();
      expect(await ask(0)).toBe(version);
    }
    expect(computations).toBe(20);
  });

  it('is computed anew at once when it was older than a second already', async () => {
    await ask();
    now = 30_000;
    await ask();
    await ingest();
    expect(await ask()).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(computations).toBe(2);
    expect(await ask()).toBe(1);
  });
});
