import type { MetricSource } from '../pushdown/metric-source';
import type { Aggregation } from '../query/metric-query';
import type { CatalogMetric } from './catalog-metric';

/** Columns of `metrics.metric` that {@link toCatalogMetric} reads. */
export const METRIC_COLUMNS =
  'id, name, unit, description, default_aggregation, dimensions, version, retention_days, source';

/** A row of `metrics.metric`. */
export interface MetricRow {
  id: number;
  name: string;
  unit: string | null;
  description: string | null;
  default_aggregation: Aggregation | null;
  dimensions: string[];
  version: number;
  retention_days: number | null;
  source: MetricSource | null;
}

/** Turns a row into what the lib works with. */
export function toCatalogMetric(row: MetricRow): CatalogMetric {
  return {
    id: row.id,
    name: row.name,
    unit: row.unit,
    description: row.description,
    defaultAggregation: row.default_aggregation,
    dimensions: row.dimensions,
    version: row.version,
    retentionDays: row.retention_days,
    source: row.source,
  };
}
