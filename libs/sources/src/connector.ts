/** The four kinds of places that data comes from. */
export const SOURCE_TYPES = ['database', 'file', 'api', 'stream'] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** A value as a source has it. Times are ISO 8601 in UTC, numbers that a double cannot hold are strings. */
export type SourceValue = string | number | boolean | null;

/** What a column holds, whatever the source calls it. `json`: nested values. */
export type ColumnType = 'string' | 'number' | 'boolean' | 'datetime' | 'date' | 'json' | 'other';

export interface SourceColumn {
  name: string;
  type: ColumnType;
  /** The type's name in the source. */
  nativeType: string;
  nullable: boolean;
  /** At most five, as text, each of at most 100 characters. */
  samples: string[];
}

export interface SourceTable {
  /** Schema, database or folder; null where the source has none. */
  schema: string | null;
  name: string;
  columns: SourceColumn[];
}

/** What can be asked of a source, at most 200 tables; `truncated` says that there are more. */
export interface SourceSchema {
  tables: SourceTable[];
  truncated: boolean;
}

/** How statements are written: the names of the engines. */
export type Dialect = 'postgresql' | 'mysql' | 'clickhouse' | 'duckdb';

/**
 * One SELECT with its values apart. Placeholders are those of the dialect's client, `values[0]` being the first:
 *
 * - `postgresql`: `$1`, `$2`, … as often and in whatever order. An array is an array of the type that the place asks for:
 *   `region = ANY($1)`.
 * - `mysql`, `duckdb`: `?` in order, one value for each. MySQL takes no arrays: write as many `?` as there are values. A number is sent
 *   as a double, so a number in `LIMIT` is best written into the text.
 * - `clickhouse`: `{p1:Type}`, `{p2:Type}`, … as often and in whatever order: `{p1:String}`, `{p2:Float64}`, `{p3:Array(String)}`,
 *   `{p4:Nullable(String)}`. Names begin at 1 and are in no way chosen: `values[i]` is `p${i + 1}`.
 *
 * Values are strings, finite numbers, booleans, null and arrays of those. A time is a string in UTC: ISO 8601 for PostgreSQL,
 * `2026-03-29 01:30:00.250` for MySQL, and for ClickHouse in `{p1:DateTime64(3, 'UTC')}`.
 */
export interface SourceStatement {
  text: string;
  values: readonly unknown[];
}

export interface SourceQueryOptions {
  /** Aborting it ends the statement in the source. */
  signal?: AbortSignal;
  timeoutMs: number;
  /** More rows are an error, never a shorter answer. */
  maxRows: number;
}

export interface SourceRows {
  columns: string[];
  rows: SourceValue[][];
}

/** Where reading goes on: opaque to all but the connector that made it; null at the very beginning. */
export type SourcePosition = Record<string, unknown> | null;

/** A record that cannot be made sense of, in the place of what it would have been. It is counted and told of, and reading goes on. */
export class UnreadableRecord {
  /** @param why ends a sentence that begins with "the record"; without secrets */
  constructor(readonly why: string) {}
}

/** Records that were read together. */
export interface SourceBatch {
  /** As the source has them: what a mapping is applied to; {@link UnreadableRecord} where that cannot be. */
  records: unknown[];
  /**
   * Names each record, in the order of `records`, so that reading it once more makes the same points. Null: the record is named by its
   * content.
   */
  keys: (string | null)[];
  /** When each record came about, in milliseconds since 1970; absent where the source does not say. The same however often it is read. */
  times?: number[];
  /** What lay before these records and is gone, in words for people: a stream was trimmed. Never silent. */
  lost?: string;
  /** What is odd about how the source is set up, in words for people: it is told in the run, and reading goes on. */
  notes?: string[];
  /** Where to go on once these records are stored. */
  position: SourcePosition;
}

export interface SourceReadOptions {
  signal: AbortSignal;
  /** Records of one batch, at most. */
  batchSize: number;
}

/** An open source. Each method throws `SourceError` alone. */
export interface Connector {
  /** Reaches the source and comes back, without reading more than it must. */
  test(signal: AbortSignal): Promise<void>;
  introspect(signal: AbortSignal): Promise<SourceSchema>;
  /** Removes what readings have left in the source, as far as that is possible: nobody will read it any more. */
  forget?(): Promise<void>;
  /** Ends connections; may be called twice and while others are at work. */
  close(): Promise<void>;
}

/** A source that answers SELECTs: databases, and files through DuckDB. */
export interface QueryConnector extends Connector {
  readonly dialect: Dialect;
  /** Runs one read-only statement. */
  query(statement: SourceStatement, options: SourceQueryOptions): Promise<SourceRows>;
  /** How the engine would run a statement, line by line in its own words, without running it. Absent where it does not tell. */
  explain?(statement: SourceStatement, options: SourceQueryOptions): Promise<string[]>;
}

/** A source whose records are read one after the other: APIs, streams, files that are imported. */
export interface ReadConnector extends Connector {
  /**
   * Gives what lies behind a position, batch by batch; the next batch is read when the one before was taken. An API ends when there is
   * nothing more; a stream waits for more until it is aborted.
   */
  read(position: SourcePosition, options: SourceReadOptions): AsyncIterable<SourceBatch>;
  /** Told after a batch was stored for good: a stream's server may forget it. */
  acknowledge?(position: SourcePosition): Promise<void>;
  /** How many records wait behind a position; null where the source cannot say. */
  lag?(position: SourcePosition): Promise<number | null>;
}

export function canQuery(connector: Connector): connector is QueryConnector {
  return 'query' in connector;
}

export function canRead(connector: Connector): connector is ReadConnector {
  return 'read' in connector;
}
