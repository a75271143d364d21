import { ROLLUP_LIMITS } from './rollup-limits';

/** How many values a dimension of a metric has; its absence is one. */
export interface DimensionSize {
  name: string;
  values: number;
}

/**
 * The groupings that a metric has without being asked: the total; each dimension of few values alone; and the widest set
 * of those dimensions that has few combinations, taken from the dimension with the fewest values on. Together at most
 * 2 + `singleDimensions`. Each is a sorted list of dimensions.
 */
export function defaultGroupings(dimensions: readonly DimensionSize[]): string[][] {
  const few = dimensions
    .filter(({ values }) => values <= ROLLUP_LIMITS.valuesPerDimension)
    .toSorted((a, b) => a.values - b.values || (a.name < b.name ? -1 : 1));
  const widest: string[] = [];
  let combinations = 1;
  for (const { name, values } of few) {
    if (combinations * values > ROLLUP_LIMITS.combinations) break;
    combinations *= values;
    widest.push(name);
  }
  const singles = few.slice(0, ROLLUP_LIMITS.singleDimensions).map(({ name }) => [name]);
  const all = [[], ...singles, widest.toSorted()];
  const byText = new Map(all.map((grouping) => [groupingKey(grouping), grouping]));
  return [...byText.values()];
}

/** Equal for equal sets of dimensions. */
export function groupingKey(dimensions: readonly string[]): string {
  return JSON.stringify(dimensions.toSorted());
}
