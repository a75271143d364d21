import * as fc from 'fast-check';
import { joinRaw, mostRawSegments } from './join-raw';
import type { Segment } from './level';
import { segmentsOf } from './segments';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

const lists = fc.uniqueArray(fc.nat(10 * 1_440 - 1), { maxLength: 40 }).map((minutes): Segment[] =>
  segmentsOf(
    { from: 0, to: 10 * DAY },
    minutes.toSorted((a, b) => a - b).map((minute) => ({ from: minute * MINUTE, to: (minute + 1) * MINUTE })),
  ),
);

describe('joinRaw', () => {
  it('still covers each instant once, and makes nothing rolled up of what was raw', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 2, max: 10 }), (segments, most) => {
        const joined = joinRaw(segments, most);
        expect(joined[0]?.from).toBe(0);
        expect(joined.at(-1)?.to).toBe(10 * DAY);
        for (const [index, { from }] of joined.entries())
          if (index > 0) expect(from).toBe(joined[index - 1]?.to);
        const raw = joined.filter(({ level }) => level === 'raw');
        expect(raw.length).toBeLessThanOrEqual(most);
        for (const { level, from, to } of segments) {
          if (level === 'raw') expect(raw.some((each) => each.from <= from && to <= each.to)).toBe(true);
        }
      }),
    );
  });

  it('reads near minutes as one and far ones by themselves', () => {
    const minute = (at: number): Segment => ({ level: 'raw', from: at * MINUTE, to: (at + 1) * MINUTE });
    const rolled = (from: number, to: number): Segment => ({
      level: 'rollup_1m',
      from: from * MINUTE,
      to: to * MINUTE,
    });
    const segments = [minute(0), rolled(1, 5), minute(5), rolled(6, 50), minute(50)];
    expect(joinRaw(segments, 24)).toEqual([
      { level: 'raw', from: 0, to: 6 * MINUTE },
      rolled(6, 50),
      minute(50),
    ]);
  });

  it('reads fewer segments of more series', () => {
    expect([1, 2_500, 10_000, 1_000_000].map(mostRawSegments)).toEqual([24, 24, 6, 4]);
  });
});
