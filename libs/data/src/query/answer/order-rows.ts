import type { StoreRow } from '../../store/metric-store';
import { compareCodePoints } from '../../store/rows/code-point-order';
import type { OrderKey } from '../data-pipeline';

type Comparison = (a: StoreRow, b: StoreRow) => number;

/**
 * Sorts by the keys in turn. Nulls are last either way, and in the order of groups the rest that `top` has left over
 * comes after them.
 */
export function orderRows(rows: readonly StoreRow[], keys: readonly OrderKey[]): StoreRow[] {
  const comparisons = keys.map(comparison);
  return rows.toSorted((a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function comparison({ of, index, direction }: OrderKey): Comparison {
  const sign = direction === 'desc' ? -1 : 1;
  if (of === 'bucket') return (a, b) => sign * (a.bucket - b.bucket);
  if (of === 'value') return (a, b) => nullsLast(a.values[index] ?? null, b.values[index] ?? null, sign);
  return (a, b) =>
    Number(a.other ?? false) - Number(b.other ?? false) ||
    nullsLast(a.groups[index] ?? null, b.groups[index] ?? null, sign);
}

function nullsLast<K extends string | number>(left: K | null, right: K | null, sign: 1 | -1): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  if (typeof left === 'string') return sign * compareCodePoints(left, right as string);
  return left < right ? -sign : sign;
}
