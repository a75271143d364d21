import { setImmediate } from 'node:timers/promises';
import type { StoreAnswer, StorePlan } from '../metric-store';
import type { Branch, ReadPlan } from '../plan/read-plan';
import { MOST_SKETCHES, type ReadStatement } from '../sql/read-statement';
import { tooManyRows, tooManySketches } from './limits';
import { RangeRows } from './range-rows';
import type { StoredSketch } from './sketch-sum';

/** What PostgreSQL answers: `tag, metric_id, bucket, other, …groups, …values[, sketch, its keys, its counts]`. */
export type ReadRow = [
  tag: number,
  metricId: number,
  bucket: number | null,
  other: boolean,
  ...rest: (string | number | Buffer | null)[],
];

/** Merging so many sketches takes a few milliseconds; then other work of the process gets a turn. */
const SKETCHES_PER_TURN = 200;
const ROWS_PER_TURN = 5_000;

/**
 * Brings the rows of the branches together: one row per bucket and group, with a value per measure.
 * @throws AppError LIMIT_EXCEEDED
 */
export async function readRows(
  rows: readonly ReadRow[],
  statement: Pick<ReadStatement, 'maxRows' | 'firstValue' | 'sketch'>,
  { plan, read }: { plan: StorePlan; read: ReadPlan },
): Promise<Pick<StoreAnswer, 'rows' | 'totals' | 'previous'>> {
  if (rows.length > statement.maxRows) throw tooManyRows(plan.maxRows);
  const ranges = read.ranges.map((range) => new RangeRows(plan, range));
  const metrics = read.branches.map(
    (branch) => new Map(branch.metrics.map((metric) => [metric.metricId, metric])),
  );
  let sketches = 0;
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await setImmediate();
    const [tag, metricId, bucket, other] = row;
    const range = ranges[(tag >> 1) & 1] as RangeRows;
    const branch = read.branches[tag >> 2] as Branch;
    const slots = metrics[tag >> 2]?.get(metricId)?.slots ?? [];
    const groups = (): (string | null)[] => row.slice(4, statement.firstValue) as (string | null)[];
    if (branch.kind === 'sketch') {
      if (++sketches > MOST_SKETCHES) throw tooManySketches(MOST_SKETCHES);
      if (sketches % SKETCHES_PER_TURN === 0) await setImmediate();
      const sketch = sketchOf(row, statement);
      if (plan.totals) range.addSketch(range.totals(), metricId, slots, sketch);
      if (other && !plan.top?.other) continue;
      range.addSketch(range.row(bucket as number, groups(), other), metricId, slots, sketch);
    } else {
      const target = tag & 1 ? range.totals() : range.row(bucket as number, groups(), other);
      range.set(target, slots, (column) => row[statement.firstValue + column] as number | null);
    }
  }
  const [main, earlier] = await Promise.all(ranges.map((range) => finished(range, plan)));
  return { ...(main as Finished), ...(earlier && { previous: earlier }) };
}

type Finished = Pick<StoreAnswer, 'rows' | 'totals'>;

async function finished(range: RangeRows, { totals }: StorePlan): Promise<Finished> {
  const rows: StoreAnswer['rows'] = [];
  for (const row of range.finish()) {
    if (rows.push(row) % SKETCHES_PER_TURN === 0) await setImmediate();
  }
  return { rows, ...(totals && { totals: range.finishTotals() }) };
}

/** The sketch of a row, and the least and greatest value that it stands for. */
export function sketchOf(
  row: ReadRow,
  { firstValue, sketch }: Pick<ReadStatement, 'firstValue' | 'sketch'>,
): { lo: number; hi: number; sketch: StoredSketch } {
  const bytes = row[sketch] as Buffer | null;
  return {
    lo: row[firstValue] as number,
    hi: row[firstValue + 1] as number,
    sketch: bytes ?? { keys: row[sketch + 1] as string, counts: row[sketch + 2] as string },
  };
}
