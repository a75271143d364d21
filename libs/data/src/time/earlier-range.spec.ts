import { TimeZone } from '@app/platform';
import * as fc from 'fast-check';
import type { Comparison, Interval, TimeRange } from '../query/metric-query';
import { earlierRange } from './earlier-range';
import { bucketBoundaries, resolveTimeRange } from './time-range';

const DAY = 86_400_000;
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const zoneOf = (name: string): TimeZone => TimeZone.find(name) as TimeZone;

function earlier(
  timeRange: TimeRange,
  compare: Comparison,
  {
    zone = 'UTC',
    interval,
    now = '2026-11-25T12:34:00Z',
  }: { zone?: string; interval?: Interval; now?: string } = {},
) {
  const range = resolveTimeRange(timeRange, interval, zone, 'monday', new Date(now));
  return { range, previous: earlierRange(range, { compare, timeRange, zone: zoneOf(zone) }) };
}
const shown = (...given: Parameters<typeof earlier>): string[] => {
  const { from, to } = earlier(...given).previous;
  return [from.toISOString(), to.toISOString()];
};

describe('the range that another is compared with', () => {
  it('is n units earlier for a relative range', () => {
    expect(shown('30d', 'previous_period', { interval: '1d' })).toEqual([
      '2026-09-27T00:00:00.000Z',
      '2026-10-27T00:00:00.000Z',
    ]);
    expect(shown('1mo', 'previous_period', { interval: '1mo' })).toEqual([
      '2026-10-01T00:00:00.000Z',
      '2026-11-01T00:00:00.000Z',
    ]);
    expect(shown('1h', 'previous_period')).toEqual(['2026-11-25T10:34:00.000Z', '2026-11-25T11:34:00.000Z']);
  });

  it('is as many days for a range of whole days, also where the clock changes', () => {
    const zone = 'Europe/Berlin';
    expect(shown({ from: '2026-03-30', to: '2026-04-01' }, 'previous_period', { zone })).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect(shown({ from: '2026-03-30', to: '2026-04-01' }, { shift: '1d' }, { zone })).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-30T22:00:00.000Z',
    ]);
  });

  it('is as long for any other range', () => {
    const range = { from: '2026-03-29T00:30:00Z', to: '2026-03-29T06:31:00.500Z' };
    expect(shown(range, 'previous_period', { zone: 'Europe/Berlin' })).toEqual([
      '2026-03-28T18:28:59.500Z',
      '2026-03-29T00:30:00.000Z',
    ]);
  });

  it('goes back months on the calendar, to the last day of a shorter month', () => {
    expect(shown({ from: '2026-03-01', to: '2026-04-01' }, { shift: '1mo' })).toEqual([
      '2026-02-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ]);
    expect(shown({ from: '2024-02-29', to: '2024-03-01' }, { shift: '1y' })).toEqual([
      '2023-02-28T00:00:00.000Z',
      '2023-03-01T00:00:00.000Z',
    ]);
  });

  it('begins at midnight when the range begins at a midnight that the clock skips', () => {
    const zone = 'America/Sao_Paulo';
    expect(shown({ from: '2018-11-04', to: '2018-11-05' }, { shift: '7d' }, { zone })).toEqual([
      '2018-10-28T03:00:00.000Z',
      '2018-10-29T03:00:00.000Z',
    ]);
  });

  it('is the day before where the zone left a day out', () => {
    const { previous } = earlier(
      { from: '2011-12-31', to: '2012-01-01' },
      { shift: '1d' },
      { zone: 'Pacific/Apia' },
    );
    expect([previous.from, previous.to]).toEqual([
      new Date('2011-12-29T10:00:00Z'),
      new Date('2011-12-30T10:00:00Z'),
    ]);
  });

  // Two zones left out a whole day, in 1993 and 2011; only there do days not correspond.
  const instants = fc.integer({ min: Date.UTC(2013, 0, 1), max: Date.UTC(2037, 0, 1) });
  const zones = fc.constantFrom(...ZONES).map(zoneOf);
  const days = fc.integer({ min: 1, max: 40 });

  /** A range of `count` local days of a zone that begins with the day of an instant. */
  const localDays = (zone: TimeZone, instant: number, count: number) => {
    const midnight = Math.floor(zone.toLocal(instant) / DAY) * DAY;
    const date = (offset: number) => new Date(midnight + offset * DAY).toISOString().slice(0, 10);
    return { from: date(0), to: date(count) };
  };

  it('has the same days of the calendar, n earlier, in every zone and whatever the clock does', () => {
    fc.assert(
      fc.property(zones, instants, days, days, (zone, instant, count, shift) => {
        const timeRange = localDays(zone, instant, count);
        const { range, previous } = earlier(timeRange, { shift: `${shift}d` }, { zone: zone.name });
        const dates = ({ from, to }: typeof range): number[] =>
          bucketBoundaries(from, to, '1d', zone.name, 'monday').map((start) =>
            Math.round(zone.toLocal(start.getTime()) / DAY),
          );
        expect(dates(previous)).toEqual(dates(range).map((day) => day - shift));
      }),
      { numRuns: 500 },
    );
  });

  it('ends where the range begins and is as many days, as previous period', () => {
    fc.assert(
      fc.property(zones, instants, days, (zone, instant, count) => {
        const timeRange = localDays(zone, instant, count);
        const { range, previous } = earlier(timeRange, 'previous_period', { zone: zone.name });
        expect(previous.to).toEqual(range.from);
        const buckets = ({ from, to }: typeof range): number =>
          bucketBoundaries(from, to, '1d', zone.name, 'monday').length - 1;
        expect([buckets(previous), buckets(range)]).toEqual([count, count]);
      }),
      { numRuns: 500 },
    );
  });

  it('has as many weeks or months as the range, when it is shifted by whole ones', () => {
    fc.assert(
      fc.property(
        zones,
        instants,
        days,
        fc.constantFrom(['1w', 'w'] as const, ['1mo', 'mo'] as const),
        (zone, at, n, [interval, unit]) => {
          const now = new Date(at).toISOString();
          for (const compare of ['previous_period', { shift: `${n}${unit}` }] as const) {
            const { range, previous } = earlier(`${n}${unit}`, compare, { zone: zone.name, interval, now });
            const boundaries = bucketBoundaries(previous.from, previous.to, interval, zone.name, 'monday');
            expect(boundaries).toHaveLength(n + 1);
            expect(previous.to).toEqual(range.from);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never after its end, whatever range and shift', () => {
    fc.assert(
      fc.property(
        zones,
        instants,
        fc.integer({ min: 1, max: 10 * DAY }),
        fc.constantFrom('1m', '5h', '1d', '3w', '1mo', '2y'),
        (zone, from, length, shift) => {
          const range = { from: new Date(from), to: new Date(from + length) };
          const timeRange = { from: range.from.toISOString(), to: range.to.toISOString() };
          for (const compare of ['previous_period', { shift }] as const) {
            const previous = earlierRange(range, { compare, timeRange, zone });
            expect(previous.from.getTime()).toBeLessThanOrEqual(previous.to.getTime());
            expect(previous.to.getTime()).toBeLessThan(range.to.getTime());
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
