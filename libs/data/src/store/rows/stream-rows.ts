import type { RowSink, StorePlan, StoreRow, StreamKey } from '../metric-store';
import type { Branch, ReadPlan } from '../plan/read-plan';
import type { Snapshot } from '../snapshot';
import type { ReadStatement } from '../sql/read-statement';
import { RangeRows } from './range-rows';
import { type ReadRow, sketchOf } from './read-rows';

/** ORDER BY of a stream: the keys that are asked for, then bucket and groups, in the order of code points. */
export function streamOrder(order: readonly StreamKey[]): (groups: readonly string[]) => string[] {
  return (groups) => {
    const group = (index: number, direction: string): string[] => [
      'other',
      `${groups[index]} COLLATE "C" ${direction} NULLS LAST`,
    ];
    const asked = order.flatMap(({ of, index, direction }) =>
      of === 'bucket' ? [`bucket ${direction} NULLS LAST`] : group(index, direction),
    );
    return [
      ...asked,
      'bucket ASC NULLS LAST',
      'other',
      ...groups.flatMap((_, index) => group(index, 'asc').slice(1)),
    ];
  };
}

/**
 * Brings the rows of the branches together as they come: those of one bucket and group follow each other.
 * @returns the totals, when the plan asks for them
 */
export async function streamRows(
  snapshot: Snapshot<unknown>,
  statement: ReadStatement | undefined,
  { plan, read }: { plan: StorePlan; read: ReadPlan },
  sink: RowSink<StoreRow>,
): Promise<(number | null)[] | undefined> {
  const range = new RangeRows(plan, read.ranges[0] ?? plan);
  if (!statement) return plan.totals ? range.finishTotals() : undefined;
  const { firstValue } = statement;
  const metrics = read.branches.map(
    (branch) => new Map(branch.metrics.map((metric) => [metric.metricId, metric])),
  );
  let previous: ReadRow | undefined;
  const take = (row: ReadRow): void => {
    const [tag, metricId, bucket, other] = row;
    const branch = read.branches[tag >> 2] as Branch;
    const slots = metrics[tag >> 2]?.get(metricId)?.slots ?? [];
    const groups = row.slice(4, firstValue) as (string | null)[];
    if (branch.kind !== 'sketch') {
      const target = tag & 1 ? range.totals() : range.row(bucket as number, groups, other);
      return range.set(target, slots, (column) => row[firstValue + column] as number | null);
    }
    const own = sketchOf(row, statement);
    if (plan.totals) range.addSketch(range.totals(), metricId, slots, own);
    if (!other || plan.top?.other)
      range.addSketch(range.row(bucket as number, groups, other), metricId, slots, own);
  };
  await snapshot.each<ReadRow>(statement, async (rows) => {
    const done: StoreRow[] = [];
    for (const row of rows) {
      if (previous && !isSameRow(previous, row, firstValue)) done.push(...range.flush());
      take(row);
      previous = row;
    }
    if (done.length > 0) await sink(done);
  });
  const last = range.flush();
  if (last.length > 0) await sink(last);
  return plan.totals ? range.finishTotals() : undefined;
}

/** Whether two rows are of one bucket and group. */
function isSameRow(a: ReadRow, b: ReadRow, firstValue: number): boolean {
  for (let index = 2; index < firstValue; index++) if (a[index] !== b[index]) return false;
  return true;
}
