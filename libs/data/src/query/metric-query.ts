/**
 * The question that REST, widgets, exports and alerts all ask. This is its normalized form: made by `parseMetricQuery`
 * from what a client sent, equal questions are deeply equal, so it can be hashed.
 */
export interface MetricQuery {
  metrics: MeasureSpec[];
  timeRange: TimeRange;
  /** Absent: one row per group over the whole range. `auto`: the shortest that makes at most `maxDataPoints` buckets. */
  interval?: Interval | 'auto';
  /** Only with the interval `auto`. */
  maxDataPoints?: number;
  /** IANA name. */
  timezone: string;
  weekStart: 'monday' | 'sunday';
  /** Dimensions, at most three. */
  groupBy: string[];
  /** AND-ed; `{ or }` nests. */
  filters: Filter[];
  /** AND-ed conditions on the answer's columns of numbers. */
  having: Having[];
  orderBy: OrderBy[];
  /** Most rows of the answer. */
  limit: number;
  /** Only the greatest groups. */
  top?: Top;
  /** What stands where no point is. Absent: buckets without points have no row. */
  fill?: Fill;
  /** An earlier range to show beside. */
  compare?: Comparison;
  /** Also each measure over everything that the filters let through. */
  totals?: true;
  /** Adds a column `share`: each row's part of the total. Asked by `GET /data/analytics`, for one measure. */
  share?: true;
}

/** Aggregations that need no more than a metric (`percentile` falls back on the median). */
export const DEFAULT_AGGREGATIONS = [
  'sum',
  'avg',
  'count',
  'min',
  'max',
  'percentile',
  'last',
  'rate',
] as const;
export const AGGREGATIONS = [...DEFAULT_AGGREGATIONS, 'countDistinct'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const INTERVALS = ['1m', '5m', '15m', '1h', '6h', '1d', '1w', '1mo'] as const;
export type Interval = (typeof INTERVALS)[number];

export const OPERATORS = ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'exists'] as const;
export type Operator = (typeof OPERATORS)[number];

export const FILLS = ['none', 'null', 'zero', 'previous'] as const;
export type Fill = Exclude<(typeof FILLS)[number], 'none'>;

export const COMPARISONS = ['gt', 'gte', 'lt', 'lte', 'eq', 'ne'] as const;

/** A condition on a column of numbers. Null fulfils none but `ne`. */
export interface Having {
  column: string;
  operator: (typeof COMPARISONS)[number];
  value: number;
}

/** The `n` groups with the greatest value of the measure named `by` over the whole range. */
export interface Top {
  n: number;
  by: string;
  /** Whether the rest is one group more, `$other`, or left out. */
  other: boolean;
}

/** The range before, as long as the range itself; or the range so much earlier, such as `7d`. */
export type Comparison = 'previous_period' | { shift: string };

/** One column of numbers: a metric under an aggregation. */
export interface MeasureSpec {
  metric: string;
  aggregation: Aggregation;
  /** 0 < p < 100, only with `percentile`. */
  percentile?: number;
  /** Only with `percentile`: from the points themselves, not from sketches. */
  exact?: true;
  /** Only with `countDistinct`: the dimension whose values are counted. */
  dimension?: string;
  /** Name of the column. */
  as: string;
}

/** Relative, such as `30d`; or half-open [from, to) in ISO 8601 UTC. */
export type TimeRange = string | { from: string; to: string };

export type Filter = DimensionFilter | { or: Filter[] } | { and: Filter[] };

export interface DimensionFilter {
  dimension: string;
  operator: Operator;
  /** Exactly one for eq, ne, contains, startsWith; one or more for in, notIn; for `exists` "true" or "false". */
  values: string[];
}

export interface OrderBy {
  column: string;
  direction: 'asc' | 'desc';
}

/** A cell: time as ISO 8601 UTC with milliseconds, dimension values as text, numbers as doubles. */
export type Cell = string | number | null;

export interface Column {
  name: string;
  type: 'datetime' | 'string' | 'number';
  unit?: string;
}

export interface QueryData {
  columns: Column[];
  rows: Cell[][];
  /** By column of numbers, where the query asks for totals. */
  totals?: Record<string, number | null>;
  /** Where the query asks for `top` with `other`: which rows stand for the groups that are not among the top. */
  otherRows?: number[];
}

export interface QueryMeta {
  from: string;
  to: string;
  interval: Interval | null;
  timezone: string;
  /** What answered: `raw`, later rollup levels too. */
  source: string;
  computedAt: string;
  tookMs: number;
  approximate: boolean;
  /** With `approximate`: the greatest error relative to a value. */
  relativeError?: number;
  /** The range that is compared with, half-open. */
  previous?: { from: string; to: string };
  /** True when there were more rows than `limit` or more metrics than the answer shows. */
  truncated: boolean;
}

export interface QueryAnswer {
  data: QueryData;
  meta: QueryMeta;
}
