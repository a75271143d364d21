import type { Logger } from 'pino';
import { LeasedCounter } from './leased-counter';
import { type Claim, type Grant, LimitStore } from './limit-store';
import { PatientLimitStore } from './patient-limit-store';
import { RatePolicy } from './rate-policy';

/** A count that can go away. */
class Flaky extends LimitStore {
  asked = 0;
  isAway = true;

  async take({ wanted, windows }: Claim): Promise<Grant> {
    this.asked++;
    if (this.isAway) throw new Error('ECONNREFUSED');
    return { granted: wanted, windows: windows.map(({ start }) => ({ start, used: wanted })) };
  }
}

describe('PatientLimitStore', () => {
  let now: number;
  beforeEach(() => {
    now = 10_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('lets each process count for itself while the count is away, asks once a second, and says so once', async () => {
    const flaky = new Flaky();
    const said: string[] = [];
    const log = (_facts: unknown, text?: string): number => said.push(text ?? String(_facts));
    const store = new PatientLimitStore(flaky, { warn: log, info: log } as unknown as Logger);
    const policy = new RatePolicy([{ name: 'minute', limit: 60, ms: 60_000 }]);
    const counter = new LeasedCounter('k', policy, store, () => 0);
    const admitted = async (requests: number): Promise<number> => {
      let count = 0;
      for (let i = 0; i < requests; i++) if ((await counter.take()).admitted) count++;
      return count;
    };
    expect(await admitted(20)).toBe(20);
    expect(flaky.asked).toBe(3);
    now += 1_000;
    expect(await admitted(20)).toBe(20);
    expect(flaky.asked).toBe(4);
    expect(await admitted(40)).toBe(20);
    flaky.isAway = false;
    now += 1_000;
    expect((await new LeasedCounter('other', policy, store, () => 0).take()).admitted).toBe(true);
    expect(said).toEqual([
      'each process counts requests for itself',
      'requests are counted over all processes again',
    ]);
  });
});
