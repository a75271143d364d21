import type { DataPolicy } from '@app/auth';
import type { Filter } from './metric-query';

/**
 * The query's filters AND the data policy. A policy's empty list lets nothing through, and neither does a point that
 * lacks the dimension.
 */
export function withPolicy(filters: readonly Filter[], policy: DataPolicy): Filter[] {
  const restrictions = Object.entries(policy)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([dimension, values]): Filter => ({ dimension, operator: 'in', values: [...values] }));
  return [...restrictions, ...filters];
}
