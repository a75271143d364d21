import { createHash } from 'node:crypto';
import type { MetricQuery } from './metric-query';

/** A short text that equal normalized queries share and others do not. */
export function hashOf(query: MetricQuery): string {
  const { metrics, timeRange, interval, timezone, weekStart, groupBy, filters, orderBy, limit, share } =
    query;
  const measures = metrics.map(({ metric, aggregation, percentile, as }) => [
    metric,
    aggregation,
    percentile,
    as,
  ]);
  const range = typeof timeRange === 'string' ? timeRange : [timeRange.from, timeRange.to];
  const order = orderBy.map(({ column, direction }) => [column, direction]);
  const facts = [measures, range, interval, timezone, weekStart, groupBy, filters, order, limit, share];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}
