import { AppError } from '@app/platform';
import type { StoreRow } from '../../store/metric-store';
import type { Fill } from '../metric-query';
import { byGroup, groupKey, type Table, type TableShape } from './table';

/**
 * Gives every group of the answer a row in every bucket, of the range and of the earlier one, and every measure without
 * points there what `fill` says: null, 0, or the group's last value before (null before the first). Counts are never
 * without a value: they are 0.
 * @throws AppError LIMIT_EXCEEDED when buckets times groups are more rows than allowed
 */
export function fillTable(table: Table, fill: Fill, shape: TableShape): Table {
  const rows = byGroup(table.rows);
  const previous = byGroup(table.previous);
  const groups = groupsOf([rows, previous], shape);
  const cells = groups.size * Math.max(shape.buckets, shape.previousBuckets);
  if (cells > shape.maxRows) throw tooManyRows(cells, shape.maxRows);
  const filled = (known: ReadonlyMap<string, StoreRow[]>, buckets: number): StoreRow[] =>
    [...groups].flatMap(([key, group]) => fillGroup(group, known.get(key), { buckets, fill, shape }));
  return {
    ...table,
    rows: filled(rows, shape.buckets),
    previous: filled(previous, shape.previousBuckets),
  };
}

type Group = Pick<StoreRow, 'groups' | 'other'>;

function groupsOf(ranges: Map<string, StoreRow[]>[], { dimensions }: TableShape): Map<string, Group> {
  // Without dimensions there is one group, also when it has no points at all.
  const one: Group = { groups: [] };
  if (dimensions === 0) return new Map([[groupKey(one), one]]);
  // The last of a list is no hole.
  return new Map(ranges.flatMap((range) => [...range].map(([key, rows]) => [key, rows.at(-1) as Group])));
}

function fillGroup(
  { groups, other }: Group,
  known: readonly StoreRow[] | undefined,
  { buckets, fill, shape }: { buckets: number; fill: Fill; shape: TableShape },
): StoreRow[] {
  const last: (number | null)[] = shape.empty.map(() => (fill === 'zero' ? 0 : null));
  return Array.from({ length: buckets }, (_, bucket): StoreRow => {
    const given = known?.[bucket]?.values;
    const values = shape.empty.map((nothing, index) => {
      const value = given?.[index] ?? nothing;
      if (value !== null && nothing === null && fill === 'previous') last[index] = value;
      return value ?? (last[index] as number | null);
    });
    return other ? { bucket, groups, other, values } : { bucket, groups, values };
  });
}

/** The error for an answer of more rows than allowed. */
export function tooManyRows(count: number, limit: number): AppError {
  const message = `The answer would have ${count} rows (buckets times groups), and ${limit} are the most. Ask for a shorter time range, a longer interval, fewer dimensions, or top.`;
  return new AppError('LIMIT_EXCEEDED', message);
}
