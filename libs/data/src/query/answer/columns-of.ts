import type { CatalogMetric } from '../../catalog/catalog-metric';
import type { Column, MetricQuery } from '../metric-query';

/** The columns of a query's answer: time if there is an interval, dimensions, measures, share. */
export function columnsOf(
  query: MetricQuery,
  metrics: ReadonlyMap<string, CatalogMetric> = new Map(),
): Column[] {
  const measures = query.metrics.map(({ metric, aggregation, as }): Column => {
    const unit = aggregation === 'count' ? null : metrics.get(metric)?.unit;
    return { name: as, type: 'number', ...(unit && { unit }) };
  });
  return [
    ...(query.interval ? [{ name: 'time', type: 'datetime' } as const] : []),
    ...query.groupBy.map((name) => ({ name, type: 'string' }) as const),
    ...measures,
    ...(query.share ? [{ name: 'share', type: 'number' } as const] : []),
  ];
}
