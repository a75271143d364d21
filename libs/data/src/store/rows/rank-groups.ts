import type { StoreRow } from '../metric-store';
import { compareCodePoints } from './code-point-order';

type Label = (string | null)[];

/** The groups with the greatest first value; then by label in the order of code points. Nulls are last either way. */
export function rankGroups(rows: readonly StoreRow[], n: number): Label[] {
  return rows
    .toSorted(
      (a, b) => compareValues(a.values[0] ?? null, b.values[0] ?? null) || compareLabels(a.groups, b.groups),
    )
    .slice(0, n)
    .map(({ groups }) => groups);
}

function compareValues(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
}

function compareLabels(a: Label, b: Label): number {
  for (const [index, own] of a.entries()) {
    const other = b[index] ?? null;
    if (own === other) continue;
    if (own === null || other === null) return own === null ? 1 : -1;
    return compareCodePoints(own, other);
  }
  return 0;
}
