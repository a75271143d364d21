import type { Principal } from '@app/auth';
import { AppError, type FieldError } from '@app/platform';
import type { Catalog } from '../catalog/catalog';
import type { CatalogMetric } from '../catalog/catalog-metric';
import type { Filter, MetricQuery } from './metric-query';
import { nearest } from './nearest';
import { shown } from './parsing/query-errors';

const METRICS_SEARCHED = 500;
const NAMES_SHOWN = 20;

/**
 * The query's metrics from the catalogue. Each dimension that the query names must be one of at least one of them.
 * What the principal's data policy hides is taken as if it had every dimension and no points, so that no error tells
 * about it.
 * @throws AppError 422 UNKNOWN_METRIC or UNKNOWN_DIMENSION naming what exists and the nearest match, but not to who comes
 *   with an embed token: for them there is only their dashboard
 */
export async function knownNames(
  catalog: Catalog,
  principal: Principal,
  query: MetricQuery,
): Promise<Map<string, CatalogMetric>> {
  const names = query.metrics.map(({ metric }) => metric);
  let metrics = await catalog.find(principal, names);
  // The catalogue may be a second old: before saying no, ask again.
  if (unknownMetrics(query, metrics).length + unknownDimensions(principal, query, metrics).length > 0) {
    metrics = await catalog.find(principal, names, { fresh: true });
  }
  const unknown = unknownMetrics(query, metrics);
  const isTold = principal.kind !== 'embed';
  if (unknown.length > 0) {
    const visible = isTold ? await catalog.list(principal, { limit: METRICS_SEARCHED }) : undefined;
    const existing = visible?.map(({ name }) => name);
    throw complaint('UNKNOWN_METRIC', 'metric', unknown, existing);
  }
  const dimensions = unknownDimensions(principal, query, metrics);
  if (dimensions.length > 0) {
    const existing = new Set([...metrics.values()].flatMap((metric) => metric.dimensions));
    throw complaint(
      'UNKNOWN_DIMENSION',
      'dimension',
      dimensions,
      isTold ? [...existing].toSorted() : undefined,
    );
  }
  return metrics;
}

/** Whether the metric has every dimension of the principal's policy. One that has not shows no points. */
export function isVisible(principal: Principal, metric: CatalogMetric): boolean {
  return Object.keys(principal.dataPolicy).every((dimension) => metric.dimensions.includes(dimension));
}

interface Place {
  name: string;
  pointer: string;
}

function unknownMetrics(query: MetricQuery, metrics: ReadonlyMap<string, CatalogMetric>): Place[] {
  return query.metrics
    .map(({ metric }, index) => ({ name: metric, pointer: `/metrics/${index}/metric` }))
    .filter(({ name }) => !metrics.has(name));
}

function unknownDimensions(
  principal: Principal,
  query: MetricQuery,
  metrics: ReadonlyMap<string, CatalogMetric>,
): Place[] {
  const known = [...metrics.values()];
  if (known.some((metric) => !isVisible(principal, metric))) return [];
  const groups = query.groupBy.map((name, index) => ({ name, pointer: `/groupBy/${index}` }));
  const counted = query.metrics.flatMap(({ dimension }, index) =>
    dimension === undefined ? [] : [{ name: dimension, pointer: `/metrics/${index}/dimension` }],
  );
  return [...counted, ...groups, ...dimensionsOf(query.filters)].filter(
    ({ name }) => !known.some((metric) => metric.dimensions.includes(name)),
  );
}

function dimensionsOf(filters: readonly Filter[]): Place[] {
  return filters.flatMap((filter) => {
    if ('or' in filter) return dimensionsOf(filter.or);
    if ('and' in filter) return dimensionsOf(filter.and);
    return [{ name: filter.dimension, pointer: '/filters' }];
  });
}

function complaint(
  code: 'UNKNOWN_METRIC' | 'UNKNOWN_DIMENSION',
  noun: string,
  places: Place[],
  existing: string[] | undefined,
): AppError {
  const errors = places.map(({ name, pointer }): FieldError => {
    const near = existing && nearest(name, existing);
    const guess = near === undefined ? '' : ` Did you mean ${shown(near)}?`;
    const rest = existing === undefined ? '' : ` ${listed(noun, existing)}`;
    return { pointer, message: `There is no ${noun} ${shown(name)}.${guess}${rest}` };
  });
  return new AppError(code, errors[0]?.message ?? '', { errors });
}

function listed(noun: string, names: string[]): string {
  if (names.length === 0) return `There are no ${noun}s yet.`;
  const more = names.length > NAMES_SHOWN ? `, and ${names.length - NAMES_SHOWN} more` : '';
  return `There are ${names.slice(0, NAMES_SHOWN).join(', ')}${more}.`;
}
