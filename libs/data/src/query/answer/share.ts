import type { StoreMeasure, StoreRow } from '../../store/metric-store';
import type { MetricQuery } from '../metric-query';

/** Whether the values of groups add up to the value of the whole. */
function isAdditive({ aggregation }: Pick<StoreMeasure, 'aggregation'>): boolean {
  return aggregation === 'sum' || aggregation === 'count';
}

/** What to compute beside a measure, so that its share can be told: the number of points where values do not add up. */
export function measuresForShare(measure: StoreMeasure): StoreMeasure[] {
  return isAdditive(measure) ? [] : [{ metricId: measure.metricId, aggregation: 'count' }];
}

/**
 * Adds each row's part of the total behind its measure: of the sum or count; for averages, extremes and percentiles,
 * whose values do not add up, of the number of points. Null where the total is 0.
 */
export function addShare(rows: readonly StoreRow[], query: MetricQuery): StoreRow[] {
  const [measure] = query.metrics;
  const part = (row: StoreRow): number => row.values[measure && isAdditive(measure) ? 0 : 1] ?? 0;
  const total = rows.reduce((sum, row) => sum + part(row), 0);
  return rows.map((row) => {
    const share = part(row) / total;
    return { ...row, values: [row.values[0] ?? null, Number.isFinite(share) ? share : null] };
  });
}
