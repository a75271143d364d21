import type { CatalogMetric } from '../catalog/catalog-metric';
import type { MetricQuery } from './metric-query';
import type { ResolvedTime } from './resolve-query';

/** A query that names nothing unknown and stays within the limits, with what it means now. */
export interface ValidQuery {
  query: MetricQuery;
  metrics: Map<string, CatalogMetric>;
  time: ResolvedTime;
}
