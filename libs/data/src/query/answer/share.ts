import type { StoreMeasure, StoreRow } from '../../store/metric-store';
import type { Table, TableShape } from './table';

const ADDITIVE: ReadonlySet<StoreMeasure['aggregation']> = new Set(['sum', 'count', 'rate']);

/**
 * What to compute beside a measure, so that its share can be told: the number of points, where the values of groups do
 * not add up to the value of the whole. Rates of one range do.
 */
export function measuresForShare({ metricId, aggregation, source }: StoreMeasure): StoreMeasure[] {
  return ADDITIVE.has(aggregation) ? [] : [{ metricId, aggregation: 'count', ...(source && { source }) }];
}

/**
 * Adds each row's part of the total behind its measure: of the sum or count; for averages, extremes and percentiles,
 * whose values do not add up, of the number of points. Null where the total is 0.
 */
export function addShare(table: Table, { measures, empty }: TableShape): Table {
  // What was computed for the share alone comes after the measures.
  const index = empty.length > measures ? measures : 0;
  const part = ({ values }: StoreRow): number => values[index] ?? 0;
  const total = table.rows.reduce((sum, row) => sum + part(row), 0);
  const rows = table.rows.map((row) => {
    const share = part(row) / total;
    return { ...row, values: [...row.values.slice(0, measures), Number.isFinite(share) ? share : null] };
  });
  return { ...table, rows };
}
