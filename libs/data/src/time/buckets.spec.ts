import { TimeZone } from '@app/platform';
import * as fc from 'fast-check';
import { INTERVALS, type Interval } from '../query/metric-query';
import { INTERVAL_MS, bucketStart, cut, roundUp } from './buckets';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const zoneOf = (name: string): TimeZone => TimeZone.find(name) as TimeZone;
const iso = (instant: number): string => new Date(instant).toISOString();
const at = (text: string): number => Date.parse(text);

const zones = fc.constantFrom(...ZONES).map(zoneOf);
const weekStarts = fc.constantFrom('monday' as const, 'sunday' as const);
const years = { min: Date.UTC(1971, 0, 1), max: Date.UTC(2037, 0, 1) };
/** Instants everywhere, and just as many near a change of offset, where the faults would be. */
const moments = fc
  .tuple(zones, fc.integer(years), fc.boolean(), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
  .map(([zone, instant, nearChange, delta]) => {
    const spans = nearChange ? zone.spans(instant, instant + 400 * DAY) : [];
    return { zone, instant: spans.length > 1 ? (spans[1]?.start ?? instant) + delta : instant };
  });
const calendars = fc
  .tuple(moments, fc.constantFrom(...INTERVALS), weekStarts, fc.integer({ min: 1, max: 60 }))
  .map(([{ zone, instant }, interval, weekStart, buckets]) => ({
    calendar: { interval, zone, weekStart },
    from: instant,
    to: instant + buckets * INTERVAL_MS[interval] + 1,
  }));

describe('cut', () => {
  it('gives boundaries that strictly increase and cover the range exactly, in every zone', () => {
    fc.assert(
      fc.property(calendars, ({ calendar, from, to }) => {
        const boundaries = cut(from, to, calendar);
        expect(boundaries[0]).toBe(from);
        expect(boundaries.at(-1)).toBe(to);
        for (let i = 1; i < boundaries.length; i++) {
          expect(boundaries[i] as number).toBeGreaterThan(boundaries[i - 1] as number);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cuts a part of a range where it cuts the whole', () => {
    fc.assert(
      fc.property(calendars, fc.double({ min: 0, max: 1, noNaN: true }), ({ calendar, from, to }, share) => {
        const middle = from + Math.floor((to - from) * share);
        fc.pre(middle > from && middle < to);
        const whole = cut(from, to, calendar).filter((boundary) => boundary > middle);
        expect(cut(middle, to, calendar).slice(1)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('begins buckets of six hours and more at multiples of the local wall clock, but after a gap', () => {
    fc.assert(
      fc.property(calendars, ({ calendar, from, to }) => {
        const { interval, zone } = calendar;
        fc.pre(INTERVAL_MS[interval] > HOUR);
        for (const boundary of cut(from, to, calendar).slice(1, -1)) {
          const changedHere = zone.offsetAt(boundary) > zone.offsetAt(boundary - 1);
          if (!changedHere)
            expect(isLocalMultiple(zone.toLocal(boundary), interval, calendar.weekStart)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives every local day one bucket that begins with its first instant', () => {
    fc.assert(
      fc.property(moments, ({ zone, instant }) => {
        const starts = cut(instant, instant + 5 * DAY, { interval: '1d', zone, weekStart: 'monday' }).slice(
          1,
          -1,
        );
        for (const start of starts) {
          expect(dayOf(zone, start)).toBeGreaterThan(dayOf(zone, start - 1));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has a day of 23 and one of 25 hours in Berlin, and hours that go on through both', () => {
    const zone = zoneOf('Europe/Berlin');
    const days = (from: string, to: string) =>
      cut(at(from), at(to), { interval: '1d', zone, weekStart: 'monday' });
    expect(days('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toHaveLength(2);
    expect(days('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toHaveLength(2);
    const hours = cut(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'), {
      interval: '1h',
      zone,
      weekStart: 'monday',
    });
    expect(hours).toHaveLength(24);
  });

  it('cuts six hours on the wall clock on the days of change', () => {
    const zone = zoneOf('America/New_York');
    const quarters = (from: string, to: string) =>
      cut(at(from), at(to), { interval: '6h', zone, weekStart: 'monday' }).map(iso);
    expect(quarters('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toEqual([
      '2026-03-08T05:00:00.000Z',
      '2026-03-08T10:00:00.000Z',
      '2026-03-08T16:00:00.000Z',
      '2026-03-08T22:00:00.000Z',
      '2026-03-09T04:00:00.000Z',
    ]);
    expect(quarters('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toEqual([
      '2026-11-01T04:00:00.000Z',
      '2026-11-01T11:00:00.000Z',
      '2026-11-01T17:00:00.000Z',
      '2026-11-01T23:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ]);
  });

  it('follows the offset in hours where it changes by half an hour', () => {
    const zone = zoneOf('Australia/Lord_Howe');
    const hours = cut(at('2026-10-03T14:30:00Z'), at('2026-10-03T17:00:00Z'), {
      interval: '1h',
      zone,
      weekStart: 'monday',
    });
    expect(hours.map(iso)).toEqual([
      '2026-10-03T14:30:00.000Z',
      '2026-10-03T15:30:00.000Z',
      '2026-10-03T16:00:00.000Z',
      '2026-10-03T17:00:00.000Z',
    ]);
  });

  it('leaves out a day that a zone left out', () => {
    const zone = zoneOf('Pacific/Apia');
    const days = cut(at('2011-12-29T10:00:00Z'), at('2011-12-31T10:00:00Z'), {
      interval: '1d',
      zone,
      weekStart: 'monday',
    });
    expect(days.map(iso)).toEqual([
      '2011-12-29T10:00:00.000Z',
      '2011-12-30T10:00:00.000Z',
      '2011-12-31T10:00:00.000Z',
    ]);
  });

  it('begins weeks on the day that was asked for and months on the first', () => {
    const zone = zoneOf('UTC');
    const first = (interval: Interval, weekStart: 'monday' | 'sunday') =>
      iso(bucketStart(at('2026-11-25T12:00:00Z'), { interval, zone, weekStart }));
    expect(first('1w', 'monday')).toBe('2026-11-23T00:00:00.000Z');
    expect(first('1w', 'sunday')).toBe('2026-11-22T00:00:00.000Z');
    expect(first('1mo', 'monday')).toBe('2026-11-01T00:00:00.000Z');
  });

  it('makes as many boundaries as an answer may have', () => {
    const zone = zoneOf('Europe/Berlin');
    const from = at('2020-01-01T00:00:00Z');
    const calendar = { interval: '1h', zone, weekStart: 'monday' } as const;
    expect(cut(from, from + 50_000 * HOUR, calendar)).toHaveLength(50_001);
  });
});

describe('bucketStart and roundUp', () => {
  it('agree with the boundaries', () => {
    fc.assert(
      fc.property(calendars, ({ calendar, from }) => {
        const start = bucketStart(from, calendar);
        const next = roundUp(from + 1, calendar).instant;
        expect(start).toBeLessThanOrEqual(from);
        expect(next).toBeGreaterThan(from);
        expect(cut(start, next, calendar)).toEqual([start, next]);
        expect(roundUp(start, calendar).instant).toBe(start);
      }),
      { numRuns: 300 },
    );
  });
});

function dayOf(zone: TimeZone, instant: number): number {
  return Math.floor(zone.toLocal(instant) / DAY);
}

function isLocalMultiple(local: number, interval: Interval, weekStart: 'monday' | 'sunday'): boolean {
  const date = new Date(local);
  if (local % (interval === '6h' ? 6 * HOUR : DAY) !== 0) return false;
  if (interval === '1w') return date.getUTCDay() === (weekStart === 'monday' ? 1 : 0);
  return interval !== '1mo' || date.getUTCDate() === 1;
}
