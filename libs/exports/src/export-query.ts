import { type MetricQuery, parseMetricQuery, QUERY_LIMITS, type QueryLimits } from '@app/data';
import { AppError } from '@app/platform';

/** Exports have no limit of rows of their own: all are streamed. */
export const EXPORT_LIMITS: QueryLimits = {
  ...QUERY_LIMITS,
  filters: 3 * QUERY_LIMITS.filters,
  buckets: 3_000_000,
  defaultRows: Number.MAX_SAFE_INTEGER,
  rows: Number.MAX_SAFE_INTEGER,
};

/** A question and the limits that it is within. */
export interface LimitedQuery {
  query: MetricQuery;
  limits: QueryLimits;
}

/** Reads the query of an export. @throws AppError 400 */
export function exportQuery(input: unknown): LimitedQuery {
  return { query: parseMetricQuery(input, EXPORT_LIMITS), limits: EXPORT_LIMITS };
}

/** The query of a widget: with as many rows as there are, unless it asks for fewer than queries have by themselves. */
export function widgetQuery(query: MetricQuery): LimitedQuery {
  const limit = query.limit === QUERY_LIMITS.defaultRows ? EXPORT_LIMITS.defaultRows : query.limit;
  return { query: { ...query, limit }, limits: EXPORT_LIMITS };
}

const OF_POINTS = new Set(['metrics', 'timeRange', 'filters', 'timezone', 'weekStart']);

/**
 * Reads which points an export wants. `metrics` are names, or measures of which only the names count.
 * @throws AppError 400, also for whatever says how points are put together
 */
export function parsePointsQuery(input: Record<string, unknown>): LimitedQuery {
  const foreign = Object.keys(input).find((name) => !OF_POINTS.has(name));
  if (foreign !== undefined)
    throw AppError.invalid(
      `/query/${foreign}`,
      `${foreign} says how points are put together, and "rows": "points" leaves them as they are`,
    );
  const names = Array.isArray(input.metrics) ? (input.metrics as unknown[]) : [];
  const metrics = names.map((each) => ({
    metric: typeof each === 'object' && each !== null ? (each as { metric?: unknown }).metric : each,
    aggregation: 'count',
  }));
  return exportQuery({ ...input, ...(names.length > 0 && { metrics }) });
}
