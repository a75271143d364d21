import type { Segment } from '../plan/level';
import type { Spill, TableScan } from './table-scans';

/** How a store answers a plan. */
export interface StoreExplanation {
  source: string;
  approximate: boolean;
  /** What answers which measures, in no order. */
  parts: ExplainedPart[];
  /** Partitions of the points that were read; of a statement that was not run, those that would be. */
  partitions: string[];
  /** The statement, with `$1` in the place of values. Absent when there was nothing to read. */
  statement?: string;
  /** How the source of metrics would run it, line by line in its own words. */
  enginePlan?: string[];
  /** What the database expected. */
  estimated?: { rows: number; cost: number };
  /** What it took; times in ms. Absent when it was not run. */
  actual?: { rows: number; planningMs: number; executionMs: number };
  /** How tables were read. */
  scans: TableScan[];
  /** Steps that went through files. */
  spills: Spill[];
  /** The number under which `pg_stat_statements` counts the statement, in decimal. */
  queryId?: string;
  /** Groupings that the metrics do not have and that would make the answer cheaper, the greatest gain first. */
  missing: MissingGrouping[];
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
  /** What would answer the range if nothing were dirty; absent where that is the same. */
  whenClean?: Segment[];
}

/** A grouping that a metric does not have, and that would tell apart what some measures of a plan need. */
export interface GroupingWish {
  metricId: number;
  /** Sorted. */
  dimensions: string[];
  /** Indexes of the plan's measures. */
  measures: number[];
}

/** What a plan would cost with a grouping, in units of one point read after another; both by the same count. */
export interface GroupingGain {
  now: number;
  after: number;
}

/** A grouping that a metric does not have, what it would hold and what it would spare. */
export interface MissingGrouping extends GroupingWish {
  /** Combinations of values of its dimensions. */
  groups: number;
  /** Rows that its rollups would have by now, of all levels. */
  rows: number;
  /** What the measures cost now and would cost with it, in units of one point read after another. */
  cost: GroupingGain;
  /** It was asked for already and is being filled. */
  filling: boolean;
}
