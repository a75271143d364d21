import type { MetricSource } from '../pushdown/metric-source';
import type { Aggregation } from '../query/metric-query';

/** What is known of one metric of one organization. */
export interface CatalogMetric {
  /** Id of the row in `metrics.metric`; never shown to clients. */
  id: number;
  name: string;
  /** Unit of the values, such as `USD` or `minutes`. */
  unit: string | null;
  description: string | null;
  /** How the metric is aggregated when a question does not say. */
  defaultAggregation: Aggregation | null;
  /** Names of all dimensions that a stored point ever had, or that its source has, sorted. */
  dimensions: string[];
  /** Counts the changes made by clients; makes the ETag. */
  version: number;
  /** Whole days that points are kept; null for ever. */
  retentionDays: number | null;
  /** Where its points are when they are not stored here. */
  source: MetricSource | null;
}
