import { AppError } from '@app/platform';
import type { StoreRow } from '../../store/metric-store';
import type { Fill } from '../metric-query';
import { groupKey, type Table, type TableShape } from './table';

/**
 * Gives every group of the answer a row in every bucket, of the range and of the earlier one, and every measure without
 * points there what `fill` says: null, 0, or the group's last value before (null before the first). Counts are never
 * without a value: they are 0.
 * @throws AppError LIMIT_EXCEEDED when buckets times groups are more rows than allowed
 */
export function fillTable(table: Table, fill: Fill, shape: TableShape): Table {
  const groups = groupsOf([...table.rows, ...table.previous], shape);
  const cells = groups.size * Math.max(shape.buckets, shape.previousBuckets);
  if (cells > shape.maxRows) throw tooManyRows(cells, shape.maxRows);
  return {
    ...table,
    rows: filled(table.rows, groups, shape.buckets, fill, shape.empty),
    previous: filled(table.previous, groups, shape.previousBuckets, fill, shape.empty),
  };
}

type Group = Pick<StoreRow, 'groups' | 'other'>;

function groupsOf(rows: readonly StoreRow[], { dimensions }: TableShape): Map<string, Group> {
  // Without dimensions there is one group, also when it has no points at all.
  const one: Group = { groups: [] };
  if (dimensions === 0) return new Map([[groupKey(one), one]]);
  return new Map(rows.map(({ groups, other }) => [groupKey({ groups, other }), { groups, other }]));
}

function filled(
  rows: readonly StoreRow[],
  groups: ReadonlyMap<string, Group>,
  buckets: number,
  fill: Fill,
  empty: TableShape['empty'],
): StoreRow[] {
  const known = new Map<string, StoreRow[]>([...groups.keys()].map((key) => [key, []]));
  for (const row of rows) (known.get(groupKey(row)) as StoreRow[])[row.bucket] = row;
  return [...groups].flatMap(([key, { groups: labels, other }]) => {
    const last: (number | null)[] = empty.map(() => (fill === 'zero' ? 0 : null));
    return Array.from({ length: buckets }, (_, bucket): StoreRow => {
      const given = known.get(key)?.[bucket]?.values;
      const values = empty.map((nothing, index) => {
        const value = given?.[index] ?? nothing;
        if (value !== null && nothing === null && fill === 'previous') last[index] = value;
        return value ?? (last[index] as number | null);
      });
      return { bucket, groups: labels, ...(other && { other }), values };
    });
  });
}

/** The error for an answer of more rows than allowed. */
export function tooManyRows(count: number, limit: number): AppError {
  const message = `The answer would have ${count} rows (buckets times groups), and ${limit} are the most. Ask for a shorter time range, a longer interval, fewer dimensions, or top.`;
  return new AppError('LIMIT_EXCEEDED', message);
}
