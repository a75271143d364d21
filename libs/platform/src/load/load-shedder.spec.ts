import { EventLoopGauge } from './event-loop-gauge';
import { type LoadGauge, TICK_MS } from './load-gauge';
import { LoadShedder } from './load-shedder';
import { QueueGauge } from './queue-gauge';

function ticks(gauge: LoadGauge, lagsMs: number[]): number[] {
  return lagsMs.map((lag) => {
    gauge.tick(TICK_MS + lag);
    return gauge.level();
  });
}

describe('EventLoopGauge', () => {
  it('forgives a short pause, sees a lasting lag, and forgets within two seconds', () => {
    expect(ticks(new EventLoopGauge(400), [0, 150, 0]).every((level) => level < 0.5)).toBe(true);
    const lasting = new EventLoopGauge(400);
    const levels = ticks(
      lasting,
      Array.from({ length: 10 }, () => 500),
    );
    expect(levels.at(-1)).toBeGreaterThan(1);
    expect(
      ticks(
        lasting,
        Array.from({ length: 20 }, () => 0),
      ).at(-1),
    ).toBeLessThan(0.05);
  });

  it('sees one pause that is as long as many', () => {
    expect(ticks(new EventLoopGauge(400), [2_000])[0]).toBeGreaterThan(1);
  });
});

describe('QueueGauge', () => {
  it('counts a queue that stands, and not a burst that drains', () => {
    let waiting = 0;
    const gauge = new QueueGauge('database', () => waiting, 10);
    const seen = [0, 30, 0, 12, 15, 10].map((now) => {
      waiting = now;
      gauge.tick();
      return gauge.level();
    });
    expect(seen.slice(0, 3)).toEqual([0, 0.75, 0]);
    expect(seen.at(-1)).toBe(1);
    waiting = 0;
    expect(gauge.level()).toBe(0);
    waiting = 40;
    expect(gauge.level()).toBe(1);
  });
});

describe('LoadShedder', () => {
  const at = (...levels: number[]) => {
    const gauges = levels.map((level, i) => ({ name: `gauge ${i}`, tick: () => {}, level: () => level }));
    return new LoadShedder(gauges);
  };
  const refusedOf = (shedder: LoadShedder) =>
    Array.from({ length: 100 }, () => shedder.refuses()).filter((name) => name !== undefined);

  it.each([
    [0, 0],
    [0.5, 0],
    [0.75, 50],
    [0.95, 90],
    [1, 100],
    [7, 100],
  ])('at level %d refuses %d of 100', (level, refused) => {
    const count = refusedOf(at(level)).length;
    expect(Math.abs(count - refused)).toBeLessThanOrEqual(1);
  });

  it('follows the fullest gauge and says which it is', () => {
    expect(new Set(refusedOf(at(0.2, 1.5, 0.9)))).toEqual(new Set(['gauge 1']));
  });

  it('hands the time that has passed to its gauges', () => {
    let now = 1_000;
    const passed: number[] = [];
    const gauge = { name: 'x', tick: (ms: number) => void passed.push(ms), level: () => 0 };
    const shedder = new LoadShedder([gauge], () => now);
    shedder.start();
    for (const step of [100, 350]) {
      now += step;
      shedder.tick();
    }
    shedder.stop();
    expect(passed).toEqual([100, 350]);
  });
});
