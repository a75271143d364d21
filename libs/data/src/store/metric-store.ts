import type { Aggregation, Filter } from '../query/metric-query';
import type { MetricSource } from '../pushdown/metric-source';
import type { StoreExplanation } from './explain/store-explanation';

export type StoreAggregation = Aggregation | 'last' | 'rate' | 'countDistinct';

/** One column of numbers to compute. */
export interface StoreMeasure {
  metricId: number;
  aggregation: StoreAggregation;
  /** 0 < p < 100, with `percentile`. */
  percentile?: number;
  /** With `percentile`: from the points themselves, not from sketches. */
  exact?: boolean;
  /** With `countDistinct`: whose values are counted. */
  dimension?: string;
  /** Where the metric's points are, when they are not stored here. */
  source?: MetricSource;
}

/** A stretch of time, half-open, in UTC ms, and how it is cut. */
export interface StoreRange {
  from: number;
  to: number;
  /** Starts of the buckets, strictly increasing; the first is at `from` or before. Absent: one for all. */
  buckets?: readonly number[];
}

/** What a store is asked: everything is resolved, nothing is left to interpret. */
export interface StorePlan extends StoreRange {
  organizationId: string;
  measures: readonly StoreMeasure[];
  /** Dimensions. A point that lacks one belongs to the group null. */
  groupBy: readonly string[];
  /** AND-ed, the data policy among them. */
  where: readonly Filter[];
  /** More rows than this are an error. */
  maxRows: number;
  /** UTC ms: a rate is per second of the time that has passed. */
  now?: number;
  /**
   * Keeps the `n` groups with the greatest value of measure `by` over the whole range (then by label, nulls last). With `other` the rest
   * is one group more, else it is left out.
   */
  top?: { n: number; by: number; other: boolean };
  /** Also answers each measure over all points of the range, whatever bucket or group, computed and not added up. */
  totals?: boolean;
  /** Also answers this earlier range, in the same snapshot and with the groups that `top` kept. */
  previous?: StoreRange;
}

/** One bucket of one group that has a point in at least one measure. */
export interface StoreRow {
  /** Index into the plan's buckets; 0 when there are none. */
  bucket: number;
  /** In the order of groupBy. In the row of what `top` did not keep all are `$other`. */
  groups: (string | null)[];
  /** The row stands for the groups that `top` did not keep. */
  other?: true;
  /**
   * In the order of the measures. Null where there is no point, but count and countDistinct are 0 then; a rate is null
   * as long as no time has passed.
   */
  values: (number | null)[];
}

export interface StoreAnswer {
  /** In no order. */
  rows: StoreRow[];
  /** One value per measure, when the plan asks for totals. */
  totals?: (number | null)[];
  /** The answer for the plan's earlier range. */
  previous?: { rows: StoreRow[]; totals?: (number | null)[] };
  /** What answered, for `meta.source`. */
  source: string;
  /** Whether values may differ from those of the raw points beyond rounding. */
  approximate: boolean;
  /** With `approximate`: the greatest error relative to a value. */
  relativeError?: number;
}

export interface StoreOptions {
  timeoutMs: number;
  /** Aborting it ends the statement in the database. */
  signal?: AbortSignal;
  /** Runs what the database of this installation is asked when its turn comes; absent where that has been waited for already. */
  turn?: Turn;
}

/** Runs work when its turn comes. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** How the rows of a stream are sorted: by their bucket or their nth group. */
export interface StreamKey {
  of: 'bucket' | 'group';
  index: number;
  direction: 'asc' | 'desc';
}

/** Takes rows as they come. The next ones are read when it has resolved. */
export type RowSink<R> = (rows: R[]) => Promise<void>;

/** The rest of an answer whose rows have been given to a sink. */
export type StreamEnd = Omit<StoreAnswer, 'rows' | 'previous'>;

/** Which points themselves are wanted. */
export interface PointsPlan extends Pick<StorePlan, 'organizationId' | 'from' | 'to' | 'where'> {
  metricIds: readonly number[];
  /** Of the metrics whose points are not stored here. */
  sources?: ReadonlyMap<number, MetricSource>;
  /** Dimensions whose values each point is given with. */
  dimensions: readonly string[];
}

/** A point as it is stored: UTC ms, metric, values of the dimensions, value. */
export type PointRow = [time: number, metricId: number, labels: readonly (string | null)[], value: number];

export interface ExplainOptions extends StoreOptions {
  /** Default: true. Else the plan is what the database expects, without what it took. */
  run?: boolean;
}

/**
 * Where points are aggregated. An adapter must pass the conformance suite in test/integration: all measures of one plan
 * come from one snapshot, sums are exact within 1e-9 · max(1, Σ|v|), percentiles are continuous (interpolated).
 */
export abstract class MetricStore {
  /**
   * @throws AppError LIMIT_EXCEEDED for more rows than the plan allows or a sum beyond a double, 422 RANGE_NOT_KEPT where points would be
   *   needed that are gone, 503 QUERY_TIMEOUT, CLIENT_CLOSED_REQUEST when aborted
   */
  abstract execute(plan: StorePlan, options: StoreOptions): Promise<StoreAnswer>;

  /**
   * Answers without holding the answer: gives its rows to `sink`, in order, as many as there are. `maxRows` and `previous` of the plan
   * do not count.
   * @param order what rows are sorted by before bucket and groups; nulls are last, and after them what `top` left over
   * @throws AppError as {@link execute} does, also after rows were given; what `sink` throws
   */
  abstract stream(
    plan: StorePlan,
    order: readonly StreamKey[],
    options: StoreOptions,
    sink: RowSink<StoreRow>,
  ): Promise<StreamEnd>;

  /**
   * Gives points to `sink`, oldest first, of one snapshot.
   * @throws AppError as {@link execute} does, also after points were given; what `sink` throws
   */
  abstract points(plan: PointsPlan, options: StoreOptions, sink: RowSink<PointRow>): Promise<void>;

  /**
   * Says how a plan is answered, which it runs for that unless told not to, and which rollups would make it cheaper. It tells more than
   * the answer does: rows of tables that organizations share, sizes of what filters hide.
   * @throws AppError as {@link execute} does
   */
  abstract explain(plan: StorePlan, options: ExplainOptions): Promise<StoreExplanation>;
}
