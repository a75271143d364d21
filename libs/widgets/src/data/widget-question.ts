import { type Filter, type MetricQuery, parseMetricQuery, QUERY_LIMITS } from '@app/data';
import type { Overrides } from './parse-overrides';

/** Widget, dashboard and request may each bring as many conditions as a query has. */
const LIMITS = { ...QUERY_LIMITS, filters: 3 * QUERY_LIMITS.filters };

export interface WidgetQuestion {
  query: MetricQuery;
  /** Filters of dashboard or request that this widget's metrics have no dimension for. */
  ignoredFilters: Filter[];
}

/**
 * The question a widget asks on a dashboard: its query AND the dashboard's and the request's filters, over the range,
 * interval and zone that the request wants. A filter of dashboard or request whose dimensions none of the widget's
 * metrics has says nothing of it and is left out; a filter that mixes such dimensions with others stays, and the widget
 * answers an error: leaving out a part of it could show more than was asked. The widget's own filters always stay.
 * @param dimensions those that at least one of the query's metrics has; `any` when the principal may not know
 * @throws AppError 400 when the widget cannot take an override
 */
export function widgetQuestion(
  query: MetricQuery,
  shared: { filters: Filter[]; overrides: Overrides },
  dimensions: ReadonlySet<string> | 'any',
): WidgetQuestion {
  const { overrides } = shared;
  const kept: Filter[] = [];
  const ignoredFilters: Filter[] = [];
  for (const filter of [...shared.filters, ...overrides.filters].flatMap(conjuncts)) {
    const applies =
      dimensions === 'any' || dimensionsOf(filter).some((dimension) => dimensions.has(dimension));
    (applies ? kept : ignoredFilters).push(filter);
  }
  const interval = query.interval && (overrides.interval ?? query.interval);
  const merged = {
    ...query,
    timeRange: overrides.timeRange ?? query.timeRange,
    interval,
    // It says something of the interval `auto` alone.
    maxDataPoints: interval === 'auto' ? query.maxDataPoints : undefined,
    timezone: overrides.timezone ?? query.timezone,
    filters: [...query.filters, ...kept],
  };
  return { query: parseMetricQuery(merged, LIMITS), ignoredFilters };
}

function conjuncts(filter: Filter): Filter[] {
  return 'and' in filter ? filter.and.flatMap(conjuncts) : [filter];
}

function dimensionsOf(filter: Filter): string[] {
  if ('and' in filter) return filter.and.flatMap(dimensionsOf);
  if ('or' in filter) return filter.or.flatMap(dimensionsOf);
  return [filter.dimension];
}
