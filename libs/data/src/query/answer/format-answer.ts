import type { CatalogMetric } from '../../catalog/catalog-metric';
import { columnsOf, numbersOf } from './columns-of';
import type { Cell, MetricQuery, QueryData } from '../metric-query';
import type { Table } from './table';

/** Columns and rows as clients see them: time as ISO 8601 in UTC, the start of the whole bucket. */
export function formatAnswer(
  { rows, totals }: Table,
  query: MetricQuery,
  metrics: ReadonlyMap<string, CatalogMetric>,
  buckets: readonly number[] | undefined,
): QueryData {
  const times: string[] = [];
  const timeOf = (bucket: number): string =>
    (times[bucket] ??= new Date(buckets?.[bucket] ?? 0).toISOString());
  return {
    columns: columnsOf(query, metrics),
    rows: rows.map(({ bucket, groups, values }): Cell[] =>
      buckets ? [timeOf(bucket), ...groups, ...values] : [...groups, ...values],
    ),
    ...(totals && {
      totals: Object.fromEntries(numbersOf(query).map(({ name }, index) => [name, totals[index] ?? null])),
    }),
    ...(query.top?.other && {
      otherRows: rows.flatMap(({ other }, index) => (other ? [index] : [])),
    }),
  };
}
