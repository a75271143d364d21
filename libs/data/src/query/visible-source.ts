import type { Principal } from '@app/auth';
import type { CatalogMetric } from '../catalog/catalog-metric';
import type { MetricSource } from '../pushdown/metric-source';
import { isVisible } from './known-names';

/**
 * The source of a metric that has one. One that the data policy hides is not asked at all: whether its source answers would tell that
 * there is such a metric.
 */
export function visibleSource(principal: Principal, metric: CatalogMetric): MetricSource | undefined {
  return metric.source && isVisible(principal, metric) ? metric.source : undefined;
}
