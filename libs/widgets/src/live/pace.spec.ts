import * as fc from 'fast-check';
import { Pace } from './pace';

const EVERY_MS = 1_000;

describe('Pace', () => {
  let runs: number[];
  let lasts: number;

  beforeEach(() => {
    jest.useFakeTimers();
    runs = [];
    lasts = 0;
  });
  afterEach(() => jest.useRealTimers());

  const aPace = () =>
    new Pace(EVERY_MS, async () => {
      runs.push(performance.now());
      if (lasts > 0) await new Promise((resolve) => setTimeout(resolve, lasts));
    });
  const begun = () => runs.map((at) => at - (runs[0] as number));

  it('runs at once after a pause, and then once for all that is asked within its time', async () => {
    const pace = aPace();
    pace.ask();
    expect(runs).toHaveLength(1);
    for (let i = 0; i < 50; i++) {
      await jest.advanceTimersByTimeAsync(10);
      pace.ask();
    }
    expect(runs).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(begun()).toEqual([0, EVERY_MS]);
    pace.ask();
    expect(runs).toHaveLength(3);
  });

  it('runs never twice at once, and once more for what was asked meanwhile', async () => {
    lasts = 2_500;
    const pace = aPace();
    pace.ask();
    await jest.advanceTimersByTimeAsync(100);
    pace.ask();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(begun()).toEqual([0, lasts]);
  });

  it('takes what was asked for before it really began as done', async () => {
    let begin = () => {};
    const waiting = new Promise<void>((resolve) => (begin = resolve));
    const pace = new Pace(EVERY_MS, async (began) => {
      runs.push(performance.now());
      await waiting;
      began();
    });
    pace.ask();
    await jest.advanceTimersByTimeAsync(50);
    pace.ask();
    begin();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(runs).toHaveLength(1);
  });

  it('runs when the time comes that it was told, also weeks ahead, unless it is asked before', async () => {
    const pace = aPace();
    const month = 30 * 86_400_000;
    pace.askIn(month);
    await jest.advanceTimersByTimeAsync(month - 10);
    expect(runs).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(20);
    expect(runs).toHaveLength(1);
  });

  it('is not hurried by anybody while it is held', async () => {
    const pace = aPace();
    pace.hold(5_000);
    for (let i = 0; i < 40; i++) {
      pace.ask();
      await jest.advanceTimersByTimeAsync(100);
    }
    expect(runs).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(runs).toHaveLength(1);
  });

  it('runs nothing after it was stopped', async () => {
    const pace = aPace();
    pace.ask();
    pace.ask();
    pace.stop();
    pace.ask();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(runs).toHaveLength(1);
  });

  it('follows every change within its time, whenever changes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2_500 }), { minLength: 1, maxLength: 20 }),
        async (gaps) => {
          runs = [];
          const pace = aPace();
          for (const gap of gaps) {
            await jest.advanceTimersByTimeAsync(gap);
            pace.ask();
          }
          const last = performance.now();
          await jest.advanceTimersByTimeAsync(EVERY_MS);
          pace.stop();
          expect(runs.at(-1)).toBeGreaterThanOrEqual(last);
          for (const [index, at] of runs.slice(1).entries()) {
            expect(at - (runs[index] as number)).toBeGreaterThanOrEqual(EVERY_MS);
          }
        },
      ),
    );
  });
});
