import fc from 'fast-check';
import { LeasedCounter, type Verdict } from './leased-counter';
import type { Claim, Grant } from './limit-store';
import { RatePolicy, type RateWindow, UNLIMITED, WINDOW_MS } from './rate-policy';

/** The shared count in its plainest form. Times out, or answers nothing, when told. */
class PlainStore {
  readonly claims: Claim[] = [];
  fails: 'never' | 'before' | 'after' = 'never';
  private readonly counts = new Map<string, { start: number; used: number }[]>();

  async take(claim: Claim): Promise<Grant> {
    this.claims.push(claim);
    if (this.fails === 'before') throw new Error('away');
    const before = this.counts.get(claim.key) ?? [];
    const now = claim.windows.map(({ start, correction }, i) => {
      const kept = before[i];
      if (kept && kept.start > start) return kept;
      return { start, used: Math.max(0, (kept?.start === start ? kept.used : 0) + correction) };
    });
    const left = claim.windows.map(({ limit }, i) => limit - (now[i]?.used ?? 0));
    const granted = Math.max(0, Math.min(claim.wanted, ...left));
    const windows = now.map(({ start, used }) => ({ start, used: used + granted }));
    this.counts.set(claim.key, windows);
    if (this.fails === 'after') throw new Error('too late');
    return { granted, windows };
  }
}

const policy = (limits: Partial<Record<keyof typeof WINDOW_MS, number>>): RatePolicy =>
  new RatePolicy(
    Object.entries(limits).map(([name, limit]) => ({
      name,
      limit,
      ms: WINDOW_MS[name as keyof typeof WINDOW_MS],
    })),
  );

const MIDNIGHT = Date.UTC(2026, 10, 24);

describe('LeasedCounter', () => {
  let now: number;
  let store: PlainStore;
  beforeEach(() => {
    now = MIDNIGHT;
    store = new PlainStore();
  });

  const counter = (limits: Parameters<typeof policy>[0], shared: PlainStore | undefined = store) =>
    new LeasedCounter('k', policy(limits), shared, () => now);
  const admitted = async (one: LeasedCounter, requests: number): Promise<number> => {
    let count = 0;
    for (let i = 0; i < requests; i++) if ((await one.take()).admitted) count++;
    return count;
  };

  it('admits the limit and not one more, asking once per lease', async () => {
    expect(await admitted(counter({ minute: 640 }), 700)).toBe(640);
    expect(store.claims.length).toBeLessThanOrEqual(33);
  });

  it('answers at once from a lease, and at once when nothing is left', async () => {
    const one = counter({ minute: 64 });
    expect(one.take()).toBeInstanceOf(Promise);
    await one.take();
    await admitted(one, 63);
    const asked = store.claims.length;
    expect(one.take()).toMatchObject({ admitted: false, retryAfterSeconds: 60 });
    expect(store.claims).toHaveLength(asked);
  });

  it('knows with the last of a limit that it was the last', async () => {
    const one = counter({ minute: 3 });
    await admitted(one, 2);
    expect(one.peek().admitted).toBe(true);
    await admitted(one, 1);
    expect(one.peek()).toMatchObject({ admitted: false, remaining: 0 });
    expect(store.claims).toHaveLength(3);
  });

  it('begins anew with the window of the clock', async () => {
    now += 59_001;
    const one = counter({ minute: 3 });
    expect(await admitted(one, 5)).toBe(3);
    expect(one.take()).toMatchObject({ admitted: false, header: '"minute";r=0;t=1', retryAfterSeconds: 1 });
    now += 999;
    expect(await admitted(one, 5)).toBe(3);
  });

  it('says what is left, one less with every request', async () => {
    const one = counter({ minute: 100, day: 1_000 });
    const headers: string[] = [];
    for (let i = 0; i < 5; i++) headers.push((await one.take()).header);
    expect(headers).toEqual(
      [99, 98, 97, 96, 95].map((left) => `"minute";r=${left};t=60, "day";r=${left + 900};t=86400`),
    );
  });

  it('asks for the first, then once for all who wait, and serves them in order', async () => {
    const one = counter({ minute: 5 });
    const verdicts = await Promise.all(Array.from({ length: 8 }, async () => one.take()));
    expect(verdicts.map((verdict) => verdict.admitted)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(store.claims.map(({ wanted }) => wanted)).toEqual([1, 7]);
  });

  it('tells to wait for the longest of the windows that are full', async () => {
    now += 30_000;
    const one = counter({ minute: 10, hour: 4 });
    expect(await admitted(one, 6)).toBe(4);
    expect(await one.take()).toMatchObject({ admitted: false, retryAfterSeconds: 3_570 });
  });

  it('counts windows without a limit too, for the day that they get one', async () => {
    const windows = [
      { name: 'minute', limit: 100, ms: WINDOW_MS.minute },
      { name: 'day', limit: UNLIMITED, ms: WINDOW_MS.day },
    ];
    const one = new LeasedCounter('k', new RatePolicy(windows), store, () => now);
    expect(await admitted(one, 90)).toBe(90);
    expect(await one.take()).toMatchObject({
      header: '"minute";r=9;t=60',
      policy: { header: '"minute";q=100;w=60' },
    });
    now += 60_000;
    await admitted(one, 1);
    const limited = [
      { ...(windows[0] as RateWindow), limit: UNLIMITED },
      { ...(windows[1] as RateWindow), limit: 100 },
    ];
    const other = new LeasedCounter('k', new RatePolicy(limited), store, () => now);
    expect(await admitted(other, 20)).toBe(6);
  });

  it('gives back to the longer windows what was not used of a lease', async () => {
    const one = counter({ minute: 6_000, day: 10_000 });
    for (let minute = 0; minute < 1_000; minute++) {
      expect((await one.take()).admitted).toBe(true);
      now += 60_000;
    }
    expect((await one.take()).header).toContain('"day";r=8999;');
  });

  it('counts with the others in the later window when its clock is behind', async () => {
    const ahead = counter({ minute: 3 });
    now += 60_000;
    await admitted(ahead, 2);
    now -= 1_000;
    expect(await admitted(counter({ minute: 3 }), 3)).toBe(1);
  });

  it('goes on by itself while the shared count is away, and tells what it admitted once that is back', async () => {
    const one = counter({ minute: 60, hour: 100 });
    expect(await admitted(one, 10)).toBe(10);
    store.fails = 'before';
    expect(await admitted(one, 30)).toBe(30);
    store.fails = 'never';
    // The other one has used ten of those meanwhile: 60 are left of the hour for the next minute.
    now += 60_000;
    expect(await admitted(one, 70)).toBe(60);
    expect((await counter({ minute: 60, hour: 100 }).take()).admitted).toBe(false);
  });

  it('stays within the limit by itself too', async () => {
    store.fails = 'before';
    expect(await admitted(counter({ minute: 640 }), 700)).toBe(640);
    expect(await admitted(new LeasedCounter('k', policy({ minute: 640 }), undefined, () => now), 700)).toBe(
      640,
    );
  });

  it('never admits more than the limit, whatever the nodes do and whenever they do it', async () => {
    const step = fc.record({
      node: fc.nat(3),
      requests: fc.integer({ min: 1, max: 40 }),
      wait: fc.constantFrom(0, 0, 7_000, 61_000),
      fails: fc.constantFrom('never', 'never', 'never', 'after'),
    });
    const limits = fc.record({
      minute: fc.integer({ min: 1, max: 300 }),
      hour: fc.integer({ min: 1, max: 600 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 60 }), async (quotas, steps) => {
        now = MIDNIGHT;
        store = new PlainStore();
        const nodes = Array.from({ length: 4 }, () => counter(quotas));
        const byMinute = new Map<number, number>();
        let inHour = 0;
        for (const { node, requests, wait, fails } of steps) {
          now += wait;
          // A lost answer makes the others refuse earlier, never admit more; who lost it goes on by itself, so it is left out.
          if (fails === 'after') {
            store.fails = 'after';
            await new LeasedCounter('k', policy(quotas), store, () => now).take();
            store.fails = 'never';
          }
          const verdicts = await Promise.all(
            Array.from({ length: requests }, async () => (nodes[node] as LeasedCounter).take()),
          );
          const count = verdicts.filter((verdict: Verdict) => verdict.admitted).length;
          const minute = Math.floor(now / 60_000);
          byMinute.set(minute, (byMinute.get(minute) ?? 0) + count);
          if (now < MIDNIGHT + WINDOW_MS.hour) inHour += count;
        }
        expect(Math.max(0, ...byMinute.values())).toBeLessThanOrEqual(quotas.minute);
        expect(inHour).toBeLessThanOrEqual(quotas.hour);
      }),
    );
  });
});
