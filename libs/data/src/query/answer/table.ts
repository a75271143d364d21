import type { StoreAnswer, StoreMeasure, StoreRow } from '../../store/metric-store';

/** Aggregates on their way through the transformations. */
export interface Table {
  /** Their values are the measures first, then what transformations add. */
  rows: StoreRow[];
  /** The rows of the earlier range, until `compare` brings them together. */
  previous: StoreRow[];
  /** Over everything; absent when nobody asked. */
  totals?: (number | null)[];
  /** The totals of the earlier range. */
  previousTotals?: (number | null)[];
  /** Whether `limit` cut rows off. */
  truncated: boolean;
}

/** What transformations need to know of a table. */
export interface TableShape {
  /** For each measure what stands where no point is: no points are a count of 0, and no value of anything else. */
  empty: readonly (0 | null)[];
  /** How many measures were asked for; what is beyond serves a transformation. */
  measures: number;
  /** How many values a row has when it is compared: the measures and the share. */
  width: number;
  /** Dimensions of a group. */
  dimensions: number;
  /** How many buckets the range has; 1 when it is not cut. */
  buckets: number;
  /** How many the earlier range has. */
  previousBuckets: number;
  /** Most rows that a transformation may make. */
  maxRows: number;
}

/** What stands where no point is, for each measure. */
export function emptyValues(measures: readonly StoreMeasure[]): (0 | null)[] {
  return measures.map(({ aggregation }) =>
    aggregation === 'count' || aggregation === 'countDistinct' ? 0 : null,
  );
}

/** The store's answer, with 0 for each count of nothing. */
export function toTable({ rows, previous, totals }: StoreAnswer, { empty }: TableShape): Table {
  const values = (given: (number | null)[]): (number | null)[] =>
    given.map((value, index) => value ?? empty[index] ?? null);
  const complete = (given: StoreRow[]): StoreRow[] =>
    empty.includes(0) ? given.map((row) => ({ ...row, values: values(row.values) })) : given;
  return {
    rows: complete(rows),
    previous: complete(previous?.rows ?? []),
    ...(totals && { totals: values(totals) }),
    ...(previous?.totals && { previousTotals: values(previous.totals) }),
    truncated: false,
  };
}

/** A text that the rows of one group share. The group of the rest is another than that of a value `$other`. */
export function groupKey({ groups, other }: Pick<StoreRow, 'groups' | 'other'>): string {
  // Lengths keep apart what a separator could not, in a fraction of the time of JSON.
  let key = other ? 'rest' : '';
  for (const label of groups) key += label === null ? '-' : `${label.length}:${label}`;
  return key;
}

/** The rows of each group by their buckets; where a group has none the list has a hole. */
export function byGroup(rows: readonly StoreRow[]): Map<string, StoreRow[]> {
  const result = new Map<string, StoreRow[]>();
  for (const row of rows) {
    const key = groupKey(row);
    let own = result.get(key);
    if (!own) result.set(key, (own = []));
    own[row.bucket] = row;
  }
  return result;
}
