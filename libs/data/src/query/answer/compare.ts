import type { StoreRow } from '../../store/metric-store';
import { tooManyRows } from './fill';
import { byGroup, groupKey, type Table, type TableShape } from './table';

type Value = number | null;

/**
 * Puts beside each row what the same group had in the bucket of the same number of the earlier range, and for each
 * measure that value, the difference to it and the quotient with it. A group that only the earlier range has in a
 * bucket gets a row too. Buckets of the earlier range beyond the last of the range are left out; where it has fewer,
 * nothing is beside.
 * @throws AppError LIMIT_EXCEEDED when that makes more rows than allowed
 */
export function compareTable(table: Table, shape: TableShape): Table {
  const { rows, previous, totals, previousTotals } = table;
  const earlier = byGroup(previous);
  const joined = rows.map((row) => {
    const own = earlier.get(groupKey(row));
    const values = own?.[row.bucket]?.values;
    delete own?.[row.bucket];
    return beside(row, values, shape);
  });
  for (const { values, ...row } of [...earlier.values()].flat()) {
    if (row.bucket < shape.buckets)
      joined.push(beside({ ...row, values: nothing(shape, shape.width) }, values, shape));
  }
  if (joined.length > shape.maxRows) throw tooManyRows(joined.length, shape.maxRows);
  return {
    rows: joined,
    previous: [],
    ...(totals && {
      totals: [...totals.slice(0, shape.measures), ...compared(totals, previousTotals ?? [], shape)],
    }),
    truncated: table.truncated,
  };
}

function beside(row: StoreRow, previous: Value[] | undefined, shape: TableShape): StoreRow {
  const before = previous ?? (row.bucket < shape.previousBuckets ? nothing(shape, shape.measures) : []);
  return { ...row, values: [...row.values, ...compared(row.values, before, shape)] };
}

function nothing({ empty, measures }: TableShape, width: number): Value[] {
  return Array.from({ length: width }, (_, index) => (index < measures ? (empty[index] ?? null) : null));
}

function compared(values: readonly Value[], previous: readonly Value[], { measures }: TableShape): Value[] {
  const result: Value[] = [];
  for (let index = 0; index < measures; index++) {
    const value = values[index] ?? null;
    const before = previous[index] ?? null;
    if (value === null || before === null) result.push(before, null, null);
    else result.push(before, finite(value - before), finite(value / before));
  }
  return result;
}

/** A quotient with 0 is none, and a difference may be beyond what a double holds. */
function finite(value: number): Value {
  return Number.isFinite(value) ? value : null;
}
