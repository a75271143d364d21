import type { StoreRange } from '../metric-store';
import type { Segment } from './level';

/**
 * Aggregates that are added up from parts: count, sum, least and greatest value, and last value (an array of time and value, the greatest
 * of which is the last).
 */
export const PARTIALS = ['n', 's', 'lo', 'hi', 'l'] as const;
export type PartialColumn = (typeof PARTIALS)[number];

/** How a value of the answer is made of the columns of a branch. */
export type Formula =
  | { kind: 'value'; column: number }
  | { kind: 'ratio'; column: number; over: number }
  | { kind: 'perSecond'; column: number }
  | { kind: 'quantile'; fraction: number; lo: number; hi: number };

/** Which measure of the plan a branch answers, for one of its metrics. */
export interface Slot {
  measure: number;
  formula: Formula;
}

/** One metric of a branch, and the grouping that answers for it when the branch reads rollups. */
export interface BranchMetric {
  metricId: number;
  grouping?: { id: number; dims: readonly string[] };
  slots: Slot[];
}

/**
 * Metrics whose measures are computed alike:
 * - `stats`: of partial aggregates; with `fractions` also exact percentiles, from the points and in one pass with the rest
 * - `exact`: percentiles by a pass of their own
 * - `distinct`: how many values of a dimension
 * - `sketch`: percentiles from sketches, which are merged outside of the database
 */
export interface Branch {
  kind: 'stats' | 'exact' | 'distinct' | 'sketch';
  metrics: BranchMetric[];
  /** What answers each range of {@link ReadPlan.ranges}. */
  segments: Segment[][];
  partials: readonly PartialColumn[];
  fractions: readonly number[];
  dimension?: string;
}

/** How a plan of the store is read from the tables. */
export interface ReadPlan {
  /** The range asked for, then the earlier one that it is compared to. */
  ranges: StoreRange[];
  branches: Branch[];
}

/** The names of a branch's value columns, in the order in which formulas number them. */
export function columnsOf({ kind, partials, fractions }: Branch): string[] {
  if (kind === 'distinct') return ['d'];
  return [...partials, ...fractions.map((_, index) => `q${index}`)];
}

/** Whether a branch reads each range by one scan of the points. */
export function readsPointsOnly({ segments }: Branch): boolean {
  return segments.every((list) => list.every(({ level }) => level === 'raw'));
}
