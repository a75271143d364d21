import type { Principal } from '@app/auth';
import type { Filter } from './metric-query';

/**
 * The query's filters AND the principal's data policy and locked filters. A policy's empty list lets nothing through, and
 * neither does a point that lacks the dimension.
 */
export function withPolicy(
  filters: readonly Filter[],
  { dataPolicy, lockedFilters = [] }: Pick<Principal, 'dataPolicy' | 'lockedFilters'>,
): Filter[] {
  const restrictions = Object.entries(dataPolicy)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([dimension, values]): Filter => ({ dimension, operator: 'in', values: [...values] }));
  // Locked filters were read by the parser of queries when they were locked.
  return [...restrictions, ...(lockedFilters as readonly Filter[]), ...filters];
}
