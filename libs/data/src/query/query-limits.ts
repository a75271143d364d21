/** Every limit of a metric query. Beyond one the answer is 400 LIMIT_EXCEEDED, decided before the database is asked. */
export const QUERY_LIMITS = {
  metrics: 10,
  leastMetrics: 1,
  /** Metrics of `GET /data/metrics` that names none. */
  allMetrics: 100,
  /** Dimensions, besides `date`. */
  groupBy: 3,
  /** Conditions, however they nest. */
  filters: 20,
  valuesPerFilter: 200,
  orderBy: 10,
  having: 10,
  /** Groups that `top` keeps. */
  top: 1_000,
  /** Levels of nested JSON. */
  depth: 32,
  /** Rows before `having` and `limit` cut them: buckets times groups, those that `fill` adds among them. */
  buckets: 50_000,
  /** Of a time range, and of how much earlier it may be compared with. */
  rangeYears: 5,
  /** Rows of an answer when a query does not say. */
  defaultRows: 10_000,
  rows: 50_000,
  defaultDataPoints: 500,
  /** Characters of a metric's, dimension's or column's name. */
  nameLength: 200,
  /** Characters of a filter's value. */
  valueLength: 256,
} as const;

export type QueryLimits = { readonly [K in keyof typeof QUERY_LIMITS]: number };
