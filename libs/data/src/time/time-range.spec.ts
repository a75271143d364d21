import { AppError } from '@app/platform';
import * as fc from 'fast-check';
import { INTERVALS, type Interval, type TimeRange } from '../query/metric-query';
import { bucketBoundaries, resolveTimeRange, startOfBucket } from './time-range';

const NOW = new Date('2026-11-25T12:34:56.789Z');
const resolve = (range: TimeRange, interval?: Interval, timezone = 'UTC', now = NOW): string[] => {
  const { from, to } = resolveTimeRange(range, interval, timezone, 'monday', now);
  return [from.toISOString(), to.toISOString()];
};
const complaint = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('resolveTimeRange', () => {
  it('takes 30d by day as today and the 29 days before', () => {
    expect(resolve('30d', '1d')).toEqual(['2026-10-27T00:00:00.000Z', '2026-11-26T00:00:00.000Z']);
    expect(resolve('30d', '1d', 'Europe/Berlin')).toEqual([
      '2026-10-26T23:00:00.000Z',
      '2026-11-25T23:00:00.000Z',
    ]);
  });

  it('ends at the next full minute without an interval', () => {
    expect(resolve('1h')).toEqual(['2026-11-25T11:35:00.000Z', '2026-11-25T12:35:00.000Z']);
    expect(resolve('15m', undefined, 'UTC', new Date('2026-11-25T12:00:00Z'))[1]).toBe(
      '2026-11-25T12:00:00.000Z',
    );
  });

  it('ends at the next full minute with an interval that is longer than the range', () => {
    const lastHour = ['2026-11-25T11:35:00.000Z', '2026-11-25T12:35:00.000Z'];
    expect(resolve('1h', '1d')).toEqual(lastHour);
    expect(resolve('60m', '6h', 'Asia/Kathmandu')).toEqual(lastHour);
    expect(resolve('3d', '1w')).toEqual(['2026-11-22T12:35:00.000Z', '2026-11-25T12:35:00.000Z']);
    // As long as the interval: the bucket that holds now.
    expect(resolve('1w', '1w')).toEqual(['2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z']);
    expect(resolve('24h', '1d')).toEqual(['2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z']);
  });

  it('counts days, months and years on the calendar of the zone', () => {
    expect(resolve('1mo', '1mo')).toEqual(['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']);
    expect(resolve('1y', '1mo', 'America/New_York')).toEqual([
      '2025-12-01T05:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
    ]);
    expect(resolve('1d', undefined, 'Europe/Berlin', new Date('2026-03-29T12:00:00Z'))[0]).toBe(
      '2026-03-28T13:00:00.000Z',
    );
    expect(resolve('24h', undefined, 'Europe/Berlin', new Date('2026-03-29T12:00:00Z'))[0]).toBe(
      '2026-03-28T12:00:00.000Z',
    );
    expect(resolve('1mo', undefined, 'UTC', new Date('2026-03-31T10:00:00Z'))[0]).toBe(
      '2026-02-28T10:00:00.000Z',
    );
  });

  it('keeps whole days where midnight is in a gap', () => {
    const now = new Date('2018-11-03T15:00:00Z');
    expect(resolve('2d', '1d', 'America/Sao_Paulo', now)).toEqual([
      '2018-11-02T03:00:00.000Z',
      '2018-11-04T03:00:00.000Z',
    ]);
    expect(resolve('1d', '1d', 'Pacific/Apia', new Date('2011-12-30T05:00:00Z'))).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
    ]);
  });

  it('cuts n intervals for a relative range of n of the same unit, in every zone', () => {
    const pairs = [
      ['m', '1m'],
      ['d', '1d'],
      ['w', '1w'],
      ['mo', '1mo'],
    ] as const;
    // Two zones left out a whole day, in 1993 and 2011; only there are n days not n buckets.
    const nows = fc
      .integer({ min: Date.UTC(2013, 0, 1), max: Date.UTC(2037, 0, 1) })
      .map((ms) => new Date(ms));
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.constantFrom(...pairs),
        fc.integer({ min: 1, max: 12 }),
        nows,
        fc.constantFrom('monday' as const, 'sunday' as const),
        (zone, [unit, interval], n, now, weekStart) => {
          const { from, to } = resolveTimeRange(`${n}${unit}`, interval, zone, weekStart, now);
          expect(to.getTime()).toBeGreaterThanOrEqual(now.getTime());
          const boundaries = bucketBoundaries(from, to, interval, zone, weekStart);
          expect(boundaries).toHaveLength(n + 1);
          expect(startOfBucket(from, interval, zone, weekStart)).toEqual(from);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads dates in the zone and times by their offset', () => {
    expect(resolve({ from: '2001-01-01', to: '2001-01-08' })).toEqual([
      '2001-01-01T00:00:00.000Z',
      '2001-01-08T00:00:00.000Z',
    ]);
    expect(resolve({ from: '2001-01-01', to: '2001-01-08' }, '1d', 'Asia/Tokyo')[0]).toBe(
      '2000-12-31T15:00:00.000Z',
    );
    expect(resolve({ from: '2001-01-01T00:00:00+02:00', to: '2001-01-01T00:00:00.5Z' })).toEqual([
      '2000-12-31T22:00:00.000Z',
      '2001-01-01T00:00:00.500Z',
    ]);
  });

  it.each<[TimeRange, string, RegExp]>([
    ['30', '/timeRange', /"30" is no time range; give <n>m/],
    ['0d', '/timeRange', /no time range/],
    ['-1d', '/timeRange', /no time range/],
    ['30D', '/timeRange', /no time range/],
    [{ from: '2001-01-01T00:00:00', to: '2001-01-08' }, '/timeRange/from', /has no offset/],
    [{ from: '2001-01-01', to: '2001-01-08T00:00:00 02:00' }, '/timeRange/to', /%2B/],
    [{ from: '2001-02-30', to: '2001-03-08' }, '/timeRange/from', /no day of the calendar/],
    [{ from: '2001-01-01T24:00:00Z', to: '2001-03-08' }, '/timeRange/from', /is no time/],
    [{ from: '2001-01-08', to: '2001-01-08' }, '/timeRange', /must be before/],
  ])('refuses %j', (range, pointer, message) => {
    const error = complaint(() => resolve(range));
    expect(error.code).toBe('VALIDATION_FAILED');
    expect(error.errors[0]?.pointer).toBe(pointer);
    expect(error.errors[0]?.message).toMatch(message);
  });

  it('names a zone that is none', () => {
    const error = complaint(() => resolve('1d', undefined, 'Mars/Olympus'));
    expect(error.errors).toEqual([
      { pointer: '/timezone', message: expect.stringContaining('"Mars/Olympus" is no time zone') },
    ]);
  });

  it('takes any interval with any unit', () => {
    for (const interval of INTERVALS) {
      for (const unit of ['m', 'h', 'd', 'w', 'mo', 'y']) {
        const [from = '', to = ''] = resolve(`3${unit}`, interval, 'Australia/Lord_Howe');
        expect(from < to).toBe(true);
      }
    }
  });

  it('refuses a range of thousands of years at once', () => {
    expect(complaint(() => resolve('999999y')).code).toBe('LIMIT_EXCEEDED');
  });
});
