/** A table as a source names it. */
export interface SourceTableName {
  /** Schema or database; absent: where the connection begins. */
  schema?: string;
  name: string;
}

/** Where the points of a metric are when they are not stored here: rows of a source, asked each time. */
export interface MetricSource {
  sourceId: string;
  /** Either a table or a SELECT. */
  table?: SourceTableName;
  sql?: string;
  /** Column of the time of a row. */
  time: string;
  /** What a row is worth: an expression, see `parseExpression`. */
  value: string;
  /** Column of each dimension. */
  dimensions: Record<string, string>;
  /** IANA zone of times that have none. */
  timezone: string;
  /** How long an answer is taken for current. */
  maxAgeSeconds: number;
}

export const METRIC_SOURCE_LIMITS = {
  sqlLength: 10_000,
  expressionLength: 1_000,
  dimensions: 16,
  /** The shortest limit of the engines: PostgreSQL's. */
  identifierLength: 63,
  leastAgeSeconds: 1,
  maxAgeSeconds: 86_400,
  defaultAgeSeconds: 60,
} as const;
