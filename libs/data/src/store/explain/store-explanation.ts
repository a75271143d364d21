import type { Segment } from '../plan/level';

/** How a store answers a plan. */
export interface StoreExplanation {
  source: string;
  approximate: boolean;
  /** What answers which measures, in no order. */
  parts: ExplainedPart[];
  /** Partitions of the points that were read. */
  partitions: string[];
  /** The statement, with `$1` in the place of values. Absent when there was nothing to read. */
  statement?: string;
  /** What the database expected. */
  estimated?: { rows: number; cost: number };
  /** What it took; times in ms. */
  actual?: { rows: number; planningMs: number; executionMs: number };
}

/** Measures of one metric that are computed alike. */
export interface ExplainedPart {
  metricId: number;
  /** Indexes of the plan's measures; none where only the groups are needed. */
  measures: number[];
  /** Dimensions by which the rollups are kept; absent where the points answer. */
  grouping?: string[];
  /** What answers the range, in order; times in UTC ms. */
  segments: Segment[];
  /** The same of the earlier range. */
  previous?: Segment[];
}
