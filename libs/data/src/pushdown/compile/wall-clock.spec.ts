import { TimeZone } from '@app/platform';
import * as fc from 'fast-check';
import { instantOf, wallRange } from './wall-clock';

const HOUR = 3_600_000;
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'UTC',
];

describe('wallRange', () => {
  it('begins a bucket where the clock begins it, whether it is set forward or back', () => {
    const day = (date: string): number => Date.parse(`${date}T00:00:00Z`);
    const midnights = ['2024-03-30T23:00Z', '2024-03-31T22:00Z'].map((text) => Date.parse(text));
    const [from = 0, to = 0] = midnights;
    expect(wallRange({ from, to, buckets: [from] }, 'Europe/Berlin')).toEqual({
      from: day('2024-03-31'),
      to: day('2024-04-01'),
      buckets: [day('2024-03-31')],
    });
  });

  it('lets a local time into a range exactly where the instant that it means lies within', () => {
    const changes = [
      '2024-03-31T01:00Z',
      '2024-10-27T01:00Z',
      '2024-03-10T07:00Z',
      '2024-11-03T06:00Z',
      '2024-10-05T15:30Z',
    ];
    const near = fc
      .tuple(fc.constantFrom(...changes.map((text) => Date.parse(text))), fc.integer({ min: -180, max: 180 }))
      .map(([change, minutes]) => change + minutes * 60_000);
    const moments = fc.oneof(near, fc.integer({ min: Date.UTC(1980), max: Date.UTC(2035) }));
    fc.assert(
      fc.property(
        moments,
        moments,
        fc.integer({ min: -6 * 60, max: 6 * 60 }),
        fc.constantFrom(...ZONES),
        (a, b, offset, name) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          const zone = TimeZone.find(name) as TimeZone;
          const wall = wallRange({ from, to }, name);
          for (const end of [from, to]) {
            const local = zone.toLocal(end) + offset * 60_000;
            const instant = instantOf(local, name);
            expect(local >= wall.from && local < wall.to).toBe(instant >= from && instant < to);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('leaves a bucket without times that the clock never shows', () => {
    const from = Date.parse('2024-10-26T22:00Z');
    const buckets = Array.from({ length: 5 }, (_, hour) => from + hour * HOUR);
    const { buckets: wall = [] } = wallRange({ from, to: from + 5 * HOUR, buckets }, 'Europe/Berlin');
    // 00:00, 01:00, 02:00 of summer; what is shown at 02:00 again belongs to the first time.
    expect(wall.map((at) => new Date(at).getUTCHours())).toEqual([0, 1, 2, 3, 3]);
  });
});
