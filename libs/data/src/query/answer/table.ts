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

export function toTable({ rows, previous, totals }: StoreAnswer, { empty }: TableShape): Table {
  const values = (given: (number | null)[]): (number | null)[] =>
    empty.map((nothing, index) => given[index] ?? nothing);
  const complete = (row: StoreRow): StoreRow => ({ ...row, values: values(row.values) });
  return {
    rows: rows.map(complete),
    previous: previous?.rows.map(complete) ?? [],
    ...(totals && { totals: values(totals) }),
    ...(previous?.totals && { previousTotals: values(previous.totals) }),
    truncated: false,
  };
}

/** A text that the rows of one group share. The group of the rest is another than that of a value `$other`. */
export function groupKey({ groups, other }: Pick<StoreRow, 'groups' | 'other'>): string {
  return `${other ? '…' : ''}${JSON.stringify(groups)}`;
}
