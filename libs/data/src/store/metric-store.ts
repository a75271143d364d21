import type { Aggregation, Filter } from '../query/metric-query';

/** One column of numbers to compute. */
export interface StoreMeasure {
  metricId: number;
  aggregation: Aggregation;
  /** 0 < p < 100, with `percentile`. */
  percentile?: number;
}

/** What a store is asked: everything is resolved, nothing is left to interpret. */
export interface StorePlan {
  organizationId: string;
  measures: readonly StoreMeasure[];
  /** Points with from ≤ ts < to, in UTC ms. */
  from: number;
  to: number;
  /** Starts of the buckets, UTC ms, strictly increasing; the first is at `from` or before. Absent: one for all. */
  buckets?: readonly number[];
  /** Dimensions. A point that lacks one belongs to the group null. */
  groupBy: readonly string[];
  /** AND-ed, the data policy among them. */
  where: readonly Filter[];
  /** More rows than this are an error. */
  maxRows: number;
}

/** One bucket of one group that has a point in at least one measure. */
export interface StoreRow {
  /** Index into the plan's buckets; 0 when there are none. */
  bucket: number;
  /** In the order of groupBy. */
  groups: (string | null)[];
  /** In the order of the measures. Null where there is no point, but a count is 0 then. */
  values: (number | null)[];
}

export interface StoreAnswer {
  /** In no order. */
  rows: StoreRow[];
  /** What answered, for `meta.source`. */
  source: string;
  /** Whether values may differ from those of the raw points beyond rounding. */
  approximate: boolean;
}

export interface StoreOptions {
  timeoutMs: number;
  /** Aborting it ends the statement in the database. */
  signal?: AbortSignal;
}

/**
 * Where points are aggregated. An adapter must pass the conformance suite in test/integration: all measures of one plan
 * come from one snapshot, sums are exact within 1e-9 · max(1, Σ|v|), percentiles are continuous (interpolated).
 */
export abstract class MetricStore {
  /**
   * @throws AppError LIMIT_EXCEEDED for more rows than the plan allows or a sum beyond a double, 503 QUERY_TIMEOUT,
   *   CLIENT_CLOSED_REQUEST when aborted
   */
  abstract execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer>;
}
