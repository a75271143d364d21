import {
  type Filter,
  parameterOf,
  QUERY_LIMITS,
  QueryErrors,
  readMetricQuery,
  readParameters,
} from '@app/data';

/** What a request changes about the widgets' queries, in the words of a MetricQuery, valid but not yet normalized. */
export interface Overrides {
  timeRange?: unknown;
  interval?: unknown;
  timezone?: unknown;
  /** AND-ed, in normal form. */
  filters: Filter[];
}

const PARAMETERS = ['timerange', 'timeRange', 'from', 'to', 'interval', 'timezone', 'filters'] as const;
const ANY_METRIC = [{ metric: 'any', aggregation: 'count' }];

/**
 * Reads the parameters of dashboard and widget data; an empty one counts as absent.
 * @throws AppError 400 for what no widget could take
 */
export function parseOverrides(parameters: Partial<Record<(typeof PARAMETERS)[number], string>>): Overrides {
  const errors = new QueryErrors(parameterOf);
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
  const { timeRange, interval, timezone, filters } = readParameters(given, PARAMETERS, errors).rest;
  const query = readMetricQuery(
    { metrics: ANY_METRIC, timeRange, interval, timezone, filters },
    QUERY_LIMITS,
    errors,
  );
  errors.throwIfAny();
  return { timeRange, interval, timezone, filters: query.filters };
}
