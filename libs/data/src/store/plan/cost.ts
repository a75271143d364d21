import type { GroupingFacts, MetricSize } from './metric-facts';
import { type Level, LEVEL_MS, type Segment, type Span } from './level';

/** Below the cost of so many points nothing is faster than a plain scan of them. */
export const FEW_POINTS = 2_000;
/** Finding a series in a month's partition, or a group in a level, takes as long as reading so many points that follow each other. */
const POINTS_PER_LOOKUP = 6;
/** Reading a rollup row, whose sketch makes it wide, takes as long as reading so many points from their index. */
const POINTS_PER_ROW = 3;
/** A sketch goes to Node to be merged; sorting so many points for an exact percentile takes as long. */
const POINTS_PER_SKETCH = 20;
/** More sketches than this are not brought to Node when points can answer. */
const MOST_SKETCHES = 20_000;

/** A choice between rollups of a grouping and the points alone. */
export interface Choice {
  kind: 'stats' | 'distinct' | 'percentile';
  /** For each range: what the rollups would answer, with raw segments among them. */
  segments: readonly (readonly Segment[])[];
  grouping: GroupingFacts;
  seriesCount: number;
  size: MetricSize;
}

/** Decides whether rollups pay. Being wrong costs time, never a wrong answer. */
export interface Weigh {
  rollupsPay(choice: Choice): boolean;
}

/** What a choice costs either way, in units of one point that is read after another. */
export interface ReadCosts {
  rollups: number;
  points: number;
}

/** Counts the rows there are to read; undefined where it is not known how many points a metric has. */
export function readCosts({ kind, segments, grouping, seriesCount, size }: Choice): ReadCosts | undefined {
  const { months } = size;
  if (!months) return undefined;
  const groups = size.groups.get(grouping.id) ?? 1;
  const scan = (list: readonly Span[]): number =>
    sum(
      list.map(
        (segment) => pointsIn(segment, months) + POINTS_PER_LOOKUP * seriesCount * monthsIn(segment, months),
      ),
    );
  const all = segments.flat();
  const [raw, rolled] = [all.filter(isRaw), all.filter((segment) => !isRaw(segment))];
  const points = scan(
    segments.map(([first, ...rest]) => ({ from: first?.from ?? 0, to: (rest.at(-1) ?? first)?.to ?? 0 })),
  );
  const rows = sum(
    rolled.map(({ level, ...span }) =>
      Math.min(pointsIn(span, months), (groups * (span.to - span.from)) / LEVEL_MS[level as Level]),
    ),
  );
  if (kind === 'percentile' && rows > MOST_SKETCHES) return { rollups: Infinity, points };
  const perRow = kind === 'percentile' ? POINTS_PER_SKETCH : POINTS_PER_ROW;
  const rollups = rows * perRow + rolled.length * groups * POINTS_PER_LOOKUP + scan(raw);
  return { rollups, points };
}

/** Weighs by how many rows there are to read, as far as that is known. */
export const weighBySize: Weigh = {
  rollupsPay(choice) {
    const costs = readCosts(choice);
    return !costs || (costs.points >= FEW_POINTS && costs.rollups < costs.points);
  },
};

function isRaw({ level }: Segment): boolean {
  return level === 'raw';
}

/** How many partitions with points a stretch of time meets. */
function monthsIn({ from, to }: Span, months: ReadonlyMap<number, number>): number {
  return [...months.keys()].filter((start) => start < to && nextMonth(start) > from).length;
}

function pointsIn({ from, to }: Span, months: ReadonlyMap<number, number>): number {
  let points = 0;
  for (const [start, count] of months) {
    const end = nextMonth(start);
    const overlap = Math.min(to, end) - Math.max(from, start);
    if (overlap > 0) points += (count * overlap) / (end - start);
  }
  return points;
}

function nextMonth(start: number): number {
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
