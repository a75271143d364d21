import type { StorePlan } from '../metric-store';
import type { GroupingFacts, MetricSize } from './metric-facts';
import { LEVEL_MS, type Segment, type Span } from './level';

/** Below so many points a scan of them is as fast as anything. */
const FEW_POINTS = 2_000;
/** Reading a rollup row, whose sketch makes it wide, takes as long as reading so many points from their index. */
const POINTS_PER_ROW = 3;
/** A sketch goes to Node to be merged; sorting so many points for an exact percentile takes as long. */
const POINTS_PER_SKETCH = 40;
/** More sketches than this are not brought to Node when points can answer. */
const MOST_SKETCHES = 20_000;

/** Decides whether rollups pay. Being wrong costs time, never a wrong answer. */
export interface Weigh {
  rollupsPay(question: {
    plan: StorePlan;
    kind: 'stats' | 'distinct' | 'percentile';
    segments: readonly Segment[];
    grouping: GroupingFacts;
    size: MetricSize;
  }): boolean;
}

/** Weighs by how many rows there are to read, as far as that is known. */
export const weighBySize: Weigh = {
  rollupsPay({ kind, segments, grouping, size }) {
    const { months } = size;
    if (!months || segments.length === 0) return true;
    const points = sum(segments.map((segment) => pointsIn(segment, months)));
    if (points < FEW_POINTS) return false;
    const rolled = segments.filter(({ level }) => level !== 'raw');
    const groups = size.groups.get(grouping.id) ?? 1;
    const rows = sum(
      rolled.map((segment) =>
        Math.min(
          pointsIn(segment, months),
          (groups * (segment.to - segment.from)) / LEVEL_MS[segment.level as keyof typeof LEVEL_MS],
        ),
      ),
    );
    if (kind === 'percentile') return rows <= MOST_SKETCHES && rows * POINTS_PER_SKETCH < points;
    return rows * POINTS_PER_ROW < points;
  },
};

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
