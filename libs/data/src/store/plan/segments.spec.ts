import * as fc from 'fast-check';
import { bucketBoundaries } from '../../time/time-range';
import { LEVEL_MS, type Segment, type Span, unionOf } from './level';
import { segmentsOf } from './segments';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = Intl.supportedValuesOf('timeZone');
const INTERVALS = ['15m', '1h', '6h', '1d', '1w', '1mo'] as const;
const utc = (...parts: [number, number, number?, number?, number?]): number => Date.UTC(...parts);

const dirtyMinutes = fc
  .array(fc.tuple(fc.nat(12 * 24 * 60), fc.constantFrom(MINUTE, HOUR, DAY)), { maxLength: 12 })
  .map(
    (list) =>
      (from: number): Span[] =>
        unionOf(
          list.map(([minute, width]) => {
            const start = Math.floor((from + minute * MINUTE) / width) * width;
            return { from: start, to: start + width };
          }),
        ),
  );

/** What must hold of segments whatever they are. */
function expectCover(
  segments: readonly Segment[],
  { from, to, edges, dirty }: Span & { edges: readonly number[]; dirty: readonly Span[] },
): void {
  expect(segments[0]?.from).toBe(from);
  expect(segments.at(-1)?.to).toBe(to);
  for (const [index, { level, ...span }] of segments.entries()) {
    if (index > 0) expect(span.from).toBe(segments[index - 1]?.to);
    expect(span.from).toBeLessThan(span.to);
    if (level === 'raw') continue;
    const length = LEVEL_MS[level];
    expect([span.from % length, span.to % length]).toEqual([0, 0]);
    const inside = edges.filter((edge) => edge > span.from && edge < span.to);
    expect(inside.filter((edge) => edge % length !== 0)).toEqual([]);
    expect(dirty.filter((each) => each.from < span.to && each.to > span.from)).toEqual([]);
  }
}

describe('segments', () => {
  it('cover each instant once, with rows inside the range, one bucket and clean time, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...INTERVALS),
        fc.oneof(
          fc.integer({ min: utc(2026, 0), max: utc(2026, 11) }),
          fc.integer({ min: utc(1971, 0), max: utc(1971, 11) }),
        ),
        fc.integer({ min: 1, max: 12 * DAY }),
        fc.constantFrom(1, 1_000, MINUTE, HOUR, DAY),
        dirtyMinutes,
        (zone, interval, start, length, unit, dirtyFrom) => {
          const from = Math.floor(start / unit) * unit;
          const to = from + Math.ceil(length / unit) * unit;
          const edges = bucketBoundaries(new Date(from), new Date(to), interval, zone, 'monday').map(Number);
          const dirty = dirtyFrom(from);
          const segments = segmentsOf({ from, to, buckets: edges.slice(0, -1) }, dirty);
          expectCover(segments, { from, to, edges, dirty });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('take the coarsest level that fits: nothing finer is left where a whole coarser row is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: utc(2026, 0), max: utc(2026, 1) }),
        fc.integer({ min: 1, max: 6 * DAY }),
        dirtyMinutes,
        (from, length, dirtyFrom) => {
          const to = from + length;
          const dirty = dirtyFrom(from);
          const segments = segmentsOf({ from, to }, dirty);
          const levelAt = (time: number): string | undefined =>
            segments.find((segment) => segment.from <= time && time < segment.to)?.level;
          for (let day = Math.ceil(from / DAY) * DAY; day + DAY <= to; day += DAY) {
            const isFree = !dirty.some((span) => span.from < day + DAY && span.to > day);
            expect(levelAt(day) === 'rollup_1d').toBe(isFree);
          }
          for (let hour = Math.ceil(from / HOUR) * HOUR; hour + HOUR <= to; hour += HOUR) {
            const isFree = !dirty.some((span) => span.from < hour + HOUR && span.to > hour);
            if (isFree) expect(levelAt(hour)).toMatch(/^rollup_1[dh]$/);
          }
        },
      ),
    );
  });

  it.each([
    ['whole days are days', 'UTC', '1d', ['rollup_1d']],
    ['days of Berlin are hours', 'Europe/Berlin', '1d', ['rollup_1h']],
    ['weeks of Berlin are days but where they meet', 'Europe/Berlin', '1w', ['rollup_1d', 'rollup_1h']],
    ['days of Kathmandu, 5:45 ahead, need minutes', 'Asia/Kathmandu', '1d', ['rollup_1h', 'rollup_1m']],
  ] as const)('%s', (_, zone, interval, levels) => {
    const edges = bucketBoundaries(
      new Date('2026-03-02T00:00:00Z'),
      new Date('2026-04-13T00:00:00Z'),
      interval,
      zone,
      'monday',
    ).map(Number);
    const [from, to] = [edges[0] as number, edges.at(-1) as number];
    const segments = segmentsOf({ from, to, buckets: edges.slice(0, -1) }, []);
    const inner = segments.filter(
      (segment) => segment.from >= (edges[1] as number) && segment.to <= (edges.at(-2) as number),
    );
    expect([...new Set((inner.length > 0 ? inner : segments).map(({ level }) => level))].toSorted()).toEqual(
      levels,
    );
  });

  it('descend a level at a time around a dirty minute', () => {
    const minute = utc(2026, 0, 2, 10, 30);
    const segments = segmentsOf({ from: utc(2026, 0, 1), to: utc(2026, 0, 4) }, [
      { from: minute, to: minute + MINUTE },
    ]);
    expect(segments).toEqual([
      { level: 'rollup_1d', from: utc(2026, 0, 1), to: utc(2026, 0, 2) },
      { level: 'rollup_1h', from: utc(2026, 0, 2), to: utc(2026, 0, 2, 10) },
      { level: 'rollup_1m', from: utc(2026, 0, 2, 10), to: minute },
      { level: 'raw', from: minute, to: minute + MINUTE },
      { level: 'rollup_1m', from: minute + MINUTE, to: utc(2026, 0, 2, 11) },
      { level: 'rollup_1h', from: utc(2026, 0, 2, 11), to: utc(2026, 0, 3) },
      { level: 'rollup_1d', from: utc(2026, 0, 3), to: utc(2026, 0, 4) },
    ]);
  });

  it('are one where many buckets follow each other', () => {
    const from = utc(2021, 0, 1);
    const buckets = Array.from({ length: 43_800 }, (_, index) => from + index * HOUR);
    const to = from + 43_800 * HOUR;
    expect(segmentsOf({ from, to, buckets }, [])).toEqual([{ level: 'rollup_1h', from, to }]);
  });
});
