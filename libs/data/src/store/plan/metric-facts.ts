import type { Span } from './level';

/** A subset of a metric's dimensions by which rollups are kept. */
export interface GroupingFacts {
  id: number;
  dims: readonly string[];
}

/** What a plan has to know of a metric, as the snapshot of its statement shows it. */
export interface MetricFacts {
  id: number;
  /** Points before it are gone; UTC ms, -Infinity when nothing was ever removed. */
  rawFloor: number;
  seriesCount: number;
  /** Every dimension that a series of it has. */
  dimensions: readonly string[];
  /** Those that are ready. */
  groupings: readonly GroupingFacts[];
  /** What rollups must not be believed for, sorted, not overlapping. Read only where a grouping is ready. */
  dirty: readonly Span[];
}

/** How much a metric has; an estimate that may be a minute old and only decides what is faster. */
export interface MetricSize {
  /** Points of each month of the rollups, by its start in UTC ms; undefined when that is not known. */
  months?: ReadonlyMap<number, number>;
  /** How many combinations of values a grouping has, by its id. */
  groups: ReadonlyMap<number, number>;
}
