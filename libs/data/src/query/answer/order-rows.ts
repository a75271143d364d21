import type { StoreRow } from '../../store/metric-store';
import { columnsOf } from './columns-of';
import type { MetricQuery } from '../metric-query';

type Key = string | number | null;
type Comparison = (a: StoreRow, b: StoreRow) => number;

/** Sorts by the query's orderBy, then by time and groups, so that equal data has one order. Nulls are last either way. */
export function orderRows(rows: readonly StoreRow[], query: MetricQuery): StoreRow[] {
  const names = columnsOf(query).map(({ name }) => name);
  const comparisons: Comparison[] = [
    ...query.orderBy.map(({ column, direction }) =>
      by(keyOf(names.indexOf(column), query), direction === 'desc' ? -1 : 1),
    ),
    by((row) => row.bucket, 1),
    ...query.groupBy.map((_, index) => by((row) => row.groups[index] ?? null, 1)),
  ];
  return rows.toSorted((a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function keyOf(column: number, query: MetricQuery): (row: StoreRow) => Key {
  const firstGroup = query.interval ? 1 : 0;
  const firstValue = firstGroup + query.groupBy.length;
  if (column < firstGroup) return (row) => row.bucket;
  if (column < firstValue) return (row) => row.groups[column - firstGroup] ?? null;
  return (row) => row.values[column - firstValue] ?? null;
}

function by(key: (row: StoreRow) => Key, sign: 1 | -1): Comparison {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  };
}
