import { createHash } from 'node:crypto';
import type { MetricQuery } from './metric-query';

/**
 * A short text that equal normalized queries share and others do not, whatever the order of an object's members: the
 * database sorts those of stored queries.
 */
export function hashOf(query: MetricQuery): string {
  const { metrics, timeRange, having, orderBy, top, compare, ...rest } = query;
  // All members, in this order: a query with a new one does not compile before it stands here.
  const facts: Record<keyof MetricQuery, unknown> = {
    metrics: metrics.map(({ metric, aggregation, percentile, exact, dimension, as }) => [
      metric,
      aggregation,
      percentile,
      exact,
      dimension,
      as,
    ]),
    timeRange: typeof timeRange === 'string' ? timeRange : [timeRange.from, timeRange.to],
    interval: rest.interval,
    maxDataPoints: rest.maxDataPoints,
    timezone: rest.timezone,
    weekStart: rest.weekStart,
    groupBy: rest.groupBy,
    filters: rest.filters,
    having: having.map(({ column, operator, value }) => [column, operator, value]),
    orderBy: orderBy.map(({ column, direction }) => [column, direction]),
    limit: rest.limit,
    top: top && [top.n, top.by, top.other],
    fill: rest.fill,
    compare: typeof compare === 'object' ? [compare.shift] : compare,
    totals: rest.totals,
    share: rest.share,
  };
  return createHash('sha256')
    .update(JSON.stringify(Object.values(facts)))
    .digest('base64url');
}
