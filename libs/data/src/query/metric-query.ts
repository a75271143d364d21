/**
 * The question that REST, widgets, exports and alerts all ask. This is its normalized form: made by `parseMetricQuery`
 * from what a client sent, equal questions are deeply equal, so it can be hashed.
 */
export interface MetricQuery {
  metrics: MeasureSpec[];
  timeRange: TimeRange;
  /** Absent: one row per group over the whole range. */
  interval?: Interval;
  /** IANA name. */
  timezone: string;
  weekStart: 'monday' | 'sunday';
  /** Dimensions, at most three. */
  groupBy: string[];
  /** AND-ed; `{ or }` nests. */
  filters: Filter[];
  orderBy: OrderBy[];
  /** Most rows of the answer. */
  limit: number;
  /** Adds a column `share`: each row's part of the total. Asked by `GET /data/analytics`, for one measure. */
  share?: true;
}

export const AGGREGATIONS = ['sum', 'avg', 'count', 'min', 'max', 'percentile'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const INTERVALS = ['1m', '5m', '15m', '1h', '6h', '1d', '1w', '1mo'] as const;
export type Interval = (typeof INTERVALS)[number];

export const OPERATORS = ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'exists'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One column of numbers: a metric under an aggregation. */
export interface MeasureSpec {
  metric: string;
  aggregation: Aggregation;
  /** 0 < p < 100, only with `percentile`. */
  percentile?: number;
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
  /** True when there were more rows than `limit` or more metrics than the answer shows. */
  truncated: boolean;
}

export interface QueryAnswer {
  data: QueryData;
  meta: QueryMeta;
}
