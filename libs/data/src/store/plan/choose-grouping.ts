import type { Filter } from '../../query/metric-query';
import type { GroupingFacts, MetricSize } from './metric-facts';

/** The smallest of the groupings that tells `dimensions` apart; undefined when none does. */
export function chooseGrouping(
  groupings: readonly GroupingFacts[],
  dimensions: ReadonlySet<string>,
  groups: MetricSize['groups'],
): GroupingFacts | undefined {
  const size = ({ id, dims }: GroupingFacts): number[] => [groups.get(id) ?? Infinity, dims.length, id];
  return groupings
    .filter(({ dims }) => [...dimensions].every((dimension) => dims.includes(dimension)))
    .toSorted((a, b) => compare(size(a), size(b)))[0];
}

/** The dimensions that filters look at. */
export function dimensionsOf(filters: readonly Filter[]): string[] {
  return filters.flatMap((filter) => {
    if ('or' in filter) return dimensionsOf(filter.or);
    if ('and' in filter) return dimensionsOf(filter.and);
    return [filter.dimension];
  });
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] as number;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
