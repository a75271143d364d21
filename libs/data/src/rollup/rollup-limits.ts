/** What rollups may cost, in one place. */
export const ROLLUP_LIMITS = {
  /** A dimension with more values is in no grouping that nobody asked for. */
  valuesPerDimension: 64,
  /** Combinations of values of the widest grouping that nobody asked for. */
  combinations: 2_000,
  /** Groupings of one dimension that nobody asked for. */
  singleDimensions: 6,
  /** Groupings that a client may ask for, of one metric. */
  pinnedGroupings: 8,
  dimensionsPerGrouping: 8,
} as const;
