import * as fc from 'fast-check';
import { INTERVALS, resolveTimeRange } from '@app/data';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
];

/** Days on which one of the zones changes its offset, and any others. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 2, 9), max: Date.UTC(2024, 3, 8) }),
  fc.integer({ min: Date.UTC(2024, 9, 5), max: Date.UTC(2024, 10, 5) }),
  fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
);

/** A widget that is watched is evaluated again one millisecond after the end of its range: neither earlier nor later. */
describe('a relative range', () => {
  it('means the same up to its end, and something else a millisecond later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1h', '90m', '7d', '2w', '3mo', '1y'),
        fc.constantFrom(undefined, ...INTERVALS),
        fc.constantFrom(...zones),
        fc.constantFrom('monday' as const, 'sunday' as const),
        instants,
        (range, interval, zone, weekStart, instant) => {
          const at = (now: number) => resolveTimeRange(range, interval, zone, weekStart, new Date(now));
          const now = at(instant);
          const end = now.to.getTime();
          expect(end).toBeGreaterThanOrEqual(instant);
          expect(at(end)).toEqual(now);
          expect(at(Math.floor((instant + end) / 2))).toEqual(now);
          expect(at(end + 1).to.getTime()).toBeGreaterThan(end);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
