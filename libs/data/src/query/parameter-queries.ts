import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import type { CacheResult } from '@app/cache';
import { AppError } from '@app/platform';
import { Catalog } from '../catalog/catalog';
import type { CatalogMetric } from '../catalog/catalog-metric';
import type { MetricQuery } from './metric-query';
import { readMetricQuery } from './parsing/parse-metric-query';
import {
  type Parameters,
  QUERY_PARAMETERS,
  type ReadParameters,
  parameterOf,
  readParameters,
} from './parsing/parse-parameters';
import { QueryErrors } from './parsing/query-errors';
import { QUERY_LIMITS } from './query-limits';
import { QueryPipeline, type RunOptions } from './query-pipeline';
import type { JsonObject } from './parsing/read-json';

/** What says how rows are cut by time or put beside others, which a split by one dimension is not. */
const NOT_FOR_ANALYTICS: readonly string[] = [
  'groupBy',
  'interval',
  'maxDataPoints',
  'fill',
  'compare',
  'totals',
];
/** In a split `dimension` is what is split by. */
const ANALYTICS_PARAMETERS = QUERY_PARAMETERS.filter((name) => !NOT_FOR_ANALYTICS.includes(name));
const MEDIAN = 50;

/** Questions that are asked in the parameters of a URL. */
@Injectable()
export class ParameterQueries {
  constructor(
    private readonly catalog: Catalog,
    private readonly pipeline: QueryPipeline,
  ) {}

  /** Metrics under one aggregation. A URL that names no metric asks for all that the principal sees, the first 100 by name. */
  async metrics(principal: Principal, parameters: Parameters, options: RunOptions): Promise<CacheResult> {
    const errors = new QueryErrors(parameterOf);
    const read = readParameters(parameters, QUERY_PARAMETERS, errors);
    if (read.metrics.length > 0) {
      const metrics = await this.measures(principal, read);
      return this.run(principal, readMetricQuery({ ...read.rest, metrics }, QUERY_LIMITS, errors), options);
    }
    const limits = { ...QUERY_LIMITS, metrics: QUERY_LIMITS.allMetrics, leastMetrics: 0 };
    const visible = await this.catalog.list(principal, { limit: limits.metrics + 1 });
    const shown = visible.slice(0, limits.metrics);
    const metrics = shown.map((metric) => measure(metric.name, metric, read));
    const query = readMetricQuery({ ...read.rest, metrics }, limits, errors);
    const incomplete = visible.length > shown.length;
    // Which metrics there are is asked each time.
    return this.run(principal, query, { ...options, limits, incomplete, onResolved: undefined });
  }

  /** One metric by the values of one dimension, with each value's share; the greatest first unless ordered otherwise. */
  async analytics(principal: Principal, parameters: Parameters, options: RunOptions): Promise<CacheResult> {
    const errors = new QueryErrors(analyticsParameterOf);
    const { dimension, ...others } = parameters;
    const read = readParameters(others, ANALYTICS_PARAMETERS, errors);
    if (read.metrics.length !== 1) errors.add('/metrics', 'must be the name of one metric');
    const dimensions = [dimension ?? []].flat();
    if (dimensions.length !== 1 || dimensions[0] === 'date')
      errors.add('/groupBy', 'must be the name of one dimension');
    const [split = ''] = dimensions;
    const counts = read.aggregation === 'countDistinct';
    if (counts) errors.add('/metrics/0/aggregation', 'cannot be countDistinct here; ask POST /data/query');
    const metrics = await this.measures(principal, counts ? { ...read, dimension: split } : read);
    const [column = ''] = read.metrics;
    const ordered =
      (read.rest.orderBy as unknown[]).length > 0 ? {} : { orderBy: [{ column, direction: 'desc' }] };
    const query = readMetricQuery(
      { ...read.rest, ...ordered, groupBy: dimensions, metrics },
      QUERY_LIMITS,
      errors,
      true,
    );
    return this.run(principal, query, options, analyticsParameterOf);
  }

  /** @param rename turns a pointer into the query into the parameter that it came from */
  private async run(
    principal: Principal,
    query: MetricQuery,
    options: RunOptions,
    rename = parameterOf,
  ): Promise<CacheResult> {
    try {
      return await this.pipeline.run(principal, query, options);
    } catch (error) {
      throw error instanceof AppError ? inParameters(error, rename) : error;
    }
  }

  private async measures(principal: Principal, read: ReadParameters): Promise<JsonObject[]> {
    const names = read.metrics.slice(0, QUERY_LIMITS.metrics).filter((name) => !name.includes('\0'));
    const known = read.aggregation === undefined ? await this.catalog.find(principal, names) : undefined;
    return read.metrics.map((name) => measure(name, known?.get(name), read));
  }
}

/** The measure of a metric: the aggregation asked for, else the one that the catalogue suggests, else the sum. */
function measure(metric: string, known: CatalogMetric | undefined, read: ReadParameters): JsonObject {
  const aggregation = read.aggregation ?? known?.defaultAggregation ?? 'sum';
  const fallback = read.aggregation === undefined && aggregation === 'percentile' ? MEDIAN : undefined;
  const percentile = read.percentile ?? fallback;
  const { dimension } = read;
  return {
    metric,
    aggregation,
    ...(percentile !== undefined && { percentile }),
    ...(dimension !== undefined && { dimension }),
  };
}

function analyticsParameterOf(pointer: string): string {
  const parameter = parameterOf(pointer);
  return parameter === '/groupBy' ? '/dimension' : parameter;
}

function inParameters(error: AppError, rename: typeof parameterOf): AppError {
  const errors = error.errors.map(({ pointer, message }) => ({ pointer: rename(pointer), message }));
  const { code, detail, retryAfterSeconds, cause } = error;
  return new AppError(code, detail, {
    errors,
    cause,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}
