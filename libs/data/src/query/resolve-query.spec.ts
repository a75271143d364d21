import { type Principal, systemPrincipal } from '@app/auth';
import type { AppError } from '@app/platform';
import * as fc from 'fast-check';
import type { CatalogMetric } from '../catalog/catalog-metric';
import { INTERVAL_MS } from '../time/buckets';
import { cacheKey, queryDays } from './cache-key';
import { INTERVALS } from './metric-query';
import { parseMetricQuery } from './parsing/parse-metric-query';
import { QUERY_LIMITS } from './query-limits';
import { resolveQuery } from './resolve-query';

const NOW = new Date('2026-11-25T12:34:56.789Z');
const PRINCIPAL = systemPrincipal('test', '00000000-0000-7000-8000-000000000000', []);
const METRICS = new Map([['m', { id: 7, unit: null } as CatalogMetric]]);
const parse = (more: object = {}) =>
  parseMetricQuery({ metrics: [{ metric: 'm', aggregation: 'sum' }], ...more });
const resolve = (more: object = {}, now = NOW) => resolveQuery(parse(more), QUERY_LIMITS, now);
const auto = (timeRange: unknown, maxDataPoints?: number) =>
  resolve({ timeRange, interval: 'auto', ...(maxDataPoints && { maxDataPoints }) }).interval;
const failure = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    return error as AppError;
  }
  throw new Error('nothing was thrown');
};

describe('buckets', () => {
  it('are cut once for all requests of a range, and anew for any other', () => {
    const march = { timeRange: { from: '2026-03-01', to: '2026-04-01' }, interval: '1w' };
    const { buckets } = resolve(march);
    expect(resolve({ ...march, filters: [] }).buckets).toBe(buckets);
    const others = [
      { ...march, interval: '1d' },
      { ...march, timezone: 'Europe/Berlin' },
      { ...march, weekStart: 'sunday' },
      { ...march, timeRange: { from: '2026-03-02', to: '2026-04-01' } },
      { ...march, timeRange: { from: '2026-03-01', to: '2026-04-08' } },
    ];
    for (const other of others) expect(resolve(other).buckets).not.toEqual(buckets);
  });
});

describe('the buckets of an earlier range', () => {
  const lengths = (more: object): (number | undefined)[][] => {
    const { from, to, buckets = [], previous } = resolve({ compare: 'previous_period', ...more });
    const hours = (start: number, end: number, starts: readonly number[]): number[] =>
      starts.map((at, index) => ((starts[index + 1] ?? end) - Math.max(at, start)) / 3_600_000);
    const earlier = previous as NonNullable<typeof previous>;
    return [
      hours(from.getTime(), to.getTime(), buckets),
      hours(earlier.from.getTime(), earlier.to.getTime(), earlier.buckets ?? []),
    ];
  };

  it.each<[string, object, number[], number[]]>([
    [
      '30 days by week',
      { timeRange: '30d', interval: '1w' },
      [48, 168, 168, 168, 168],
      [48, 168, 168, 168, 168],
    ],
    ['36 hours by day', { timeRange: '36h', interval: '1d' }, [12, 24], [12, 24]],
    [
      'some time of a day by six hours',
      { timeRange: { from: '2026-11-10T10:20:00Z', to: '2026-11-10T22:50:00Z' }, interval: '6h' },
      [5 / 3, 6, 29 / 6],
      [5 / 3, 6, 29 / 6],
    ],
    [
      'a week beside one of more days before it',
      { timeRange: { from: '2026-10-05', to: '2026-10-12' }, interval: '1w', compare: { shift: '1mo' } },
      [168],
      [168],
    ],
    [
      'weeks in which the clock changes',
      {
        timeRange: { from: '2026-10-13', to: '2026-11-03' },
        interval: '1w',
        timezone: 'Europe/Berlin',
        compare: { shift: '3d' },
      },
      [144, 169, 168, 24],
      [144, 168, 169, 24],
    ],
  ])('are as long as those beside them: %s', (_what, more, own, earlier) => {
    expect(lengths(more)).toEqual([own, earlier]);
  });

  it('are those of the calendar where both begin equally far into one', () => {
    const months = {
      timeRange: { from: '2026-03-15', to: '2026-05-15' },
      interval: '1mo',
      compare: { shift: '2mo' },
    };
    expect(lengths(months)).toEqual([
      [17, 30, 14].map((days) => 24 * days),
      [17, 28, 14].map((days) => 24 * days),
    ]);
    const { previous } = resolve({ timeRange: '30d', interval: '1d', compare: 'previous_period' });
    expect(previous?.buckets).toHaveLength(30);
  });

  it('leave nothing of the earlier range beyond the last in it', () => {
    const more = {
      timeRange: { from: '2026-03-05', to: '2026-04-05' },
      interval: '1w',
      compare: { shift: '1mo' },
    };
    const [own = [], earlier = []] = lengths(more);
    expect([own.length, earlier.length]).toEqual([5, 5]);
    expect(earlier).toEqual([96, 168, 168, 168, 72]);
  });
});

describe('the interval auto', () => {
  it('is the shortest that makes at most maxDataPoints buckets, by default 500', () => {
    expect(auto('1h')).toBe('1m');
    expect(auto('7d')).toBe('1h');
    expect(auto('30d')).toBe('6h');
    expect(auto('30d', 30)).toBe('1d');
    expect(auto({ from: '2026-01-01', to: '2026-01-02' }, 24)).toBe('1h');
    expect(auto({ from: '2026-01-01T00:30:00Z', to: '2026-01-02T00:30:00Z' }, 24)).toBe('6h');
    expect(auto('5y', 1)).toBe('1mo');
  });

  it('never makes more, and no shorter one would do, in any zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.constantFrom('90m', '7h', '1d', '25h', '9d', '3w', '1mo', '14mo', '2y'),
        fc.integer({ min: 60, max: 1_000 }),
        fc.integer({ min: Date.UTC(2013, 0, 1), max: Date.UTC(2037, 0, 1) }),
        (timezone, timeRange, maxDataPoints, at) => {
          const now = new Date(at);
          const { interval, buckets } = resolve(
            { timeRange, timezone, interval: 'auto', maxDataPoints },
            now,
          );
          expect(buckets?.length).toBeLessThanOrEqual(maxDataPoints);
          const shorter = INTERVALS[INTERVALS.indexOf(interval!) - 1];
          if (!shorter) return;
          const work = () => resolve({ timeRange, timezone, interval: shorter }, now).buckets?.length;
          if (INTERVAL_MS[shorter] >= 3_600_000) expect(work()).toBeGreaterThan(maxDataPoints);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('shares its answer with the interval that it becomes', () => {
    const key = (more: object) => keyOf({ timeRange: '30d', ...more });
    expect(key({ interval: 'auto', maxDataPoints: 30 })).toEqual(key({ interval: '1d' }));
    expect(key({ interval: 'auto' })).not.toEqual(key({ interval: '1d' }));
  });
});

describe('limits', () => {
  it.each([
    [{ timeRange: { from: '1926-01-01', to: '2026-01-01' }, interval: '1m' }, '/timeRange'],
    [{ timeRange: '100y', interval: '1m' }, '/timeRange'],
    [{ timeRange: '999999y', interval: 'auto' }, '/timeRange'],
    [{ timeRange: '999999y' }, '/timeRange'],
    [{ timeRange: '1y', interval: '1m' }, '/interval'],
    [{ timeRange: '1y', interval: '1m', compare: 'previous_period' }, '/interval'],
  ])('of %j are told before any bucket is made', (more, pointer) => {
    const error = failure(() => resolve(more));
    expect([error.code, error.errors[0]?.pointer]).toEqual(['LIMIT_EXCEEDED', pointer]);
    expect(error.detail).toMatch(/at most 5 years|more than 50000 buckets/);
  });

  it('allow five years, by day and compared with the five before', () => {
    const { buckets, previous } = resolve({ timeRange: '5y', interval: '1d', compare: { shift: '5y' } });
    expect([buckets?.length, previous?.buckets?.length]).toEqual([1_826, 1_826]);
  });

  it.each(['0001-01-01', '0999-12-31', '9000-01-01', '0000-01-01'])('know no year of %s', (from) => {
    expect(failure(() => parse({ timeRange: { from, to: '2026-01-01' } })).errors[0]?.message).toContain(
      'years 1000 to 8999',
    );
  });

  it('leave room around the first year for zones, weeks and comparisons', () => {
    const timeRange = { from: '1000-01-02', to: '1000-01-05' };
    const { previous } = resolve({
      timeRange,
      timezone: 'Pacific/Apia',
      interval: '1w',
      compare: { shift: '5y' },
    });
    expect(previous?.from.toISOString()).toMatch(/^099[45]-/);
  });
});

describe('the name of an answer', () => {
  it('is another for each thing that changes the answer', () => {
    const base = { timeRange: '30d', interval: '1d', groupBy: ['g'] };
    const keys = [
      {},
      { fill: 'zero' },
      { totals: true },
      { top: { n: 3 } },
      { top: { n: 3, other: true } },
      { compare: 'previous_period' },
      { compare: { shift: '7d' } },
      { having: [{ column: 'm', operator: 'gt', value: 1 }] },
      { metrics: [{ metric: 'm', aggregation: 'last' }] },
      { metrics: [{ metric: 'm', aggregation: 'countDistinct', dimension: 'a' }] },
      { metrics: [{ metric: 'm', aggregation: 'countDistinct', dimension: 'b' }] },
    ].map((more) => JSON.stringify(keyOf({ ...base, ...more })));
    expect(new Set(keys).size).toBe(keys.length);
    const [json, csv] = (['application/json', 'text/csv'] as const).map((representation) =>
      cacheKey(PRINCIPAL, { query: parse(), metrics: METRICS, time: resolve() }, { representation }),
    );
    expect(csv).not.toEqual(json);
  });

  it('depends on the days that are compared with', () => {
    const days = daysOf({ timeRange: { from: '2026-11-10', to: '2026-11-12' }, compare: { shift: '1mo' } });
    expect(days).toEqual([
      { metric: 7, fromDay: day('2026-11-10'), toDay: day('2026-11-11') },
      { metric: 7, fromDay: day('2026-10-10'), toDay: day('2026-10-11') },
    ]);
  });

  it('of a rate lasts a second while its range has not ended, and for good when it has', () => {
    const metrics = [{ metric: 'm', aggregation: 'rate' }];
    const at = (time: string, more: object = {}) =>
      keyOf({ metrics, interval: '1h', ...more }, new Date(time));
    expect(at('2026-11-25T12:34:56.100Z')).toEqual(at('2026-11-25T12:34:56.900Z'));
    expect(at('2026-11-25T12:34:56.100Z')).not.toEqual(at('2026-11-25T12:34:57.100Z'));
    const past = { timeRange: { from: '2026-11-24', to: '2026-11-25' } };
    expect(at('2026-11-25T12:34:56Z', past)).toEqual(at('2026-11-26T00:00:00Z', past));
    const sum = { metrics: [{ metric: 'm', aggregation: 'sum' }] };
    expect(at('2026-11-25T12:34:56Z', sum)).toEqual(at('2026-11-25T12:50:00Z', sum));
  });

  it('of a rate is asked as of the end of the second, but never of the range', () => {
    const metrics = [{ metric: 'm', aggregation: 'rate' }];
    expect(resolve({ metrics, interval: '1h' }).now).toEqual(new Date('2026-11-25T12:34:57Z'));
    const ending = { from: '2026-11-25', to: '2026-11-25T12:34:56.900Z' };
    expect(resolve({ metrics, timeRange: ending }).now).toEqual(new Date('2026-11-25T12:34:56.900Z'));
    expect(resolve({ metrics, timeRange: { from: '2026-11-24', to: '2026-11-25' } })).not.toHaveProperty(
      'now',
    );
    expect(resolve()).not.toHaveProperty('now');
  });
});

function keyOf(more: object, now = NOW, principal: Principal = PRINCIPAL) {
  return cacheKey(principal, { query: parse(more), metrics: METRICS, time: resolve(more, now) });
}

function daysOf(more: object) {
  return queryDays({ query: parse(more), metrics: METRICS, time: resolve(more) });
}

function day(text: string): number {
  return Date.parse(text) / 86_400_000;
}
