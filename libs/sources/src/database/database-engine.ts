import type { ColumnType, Dialect, SourceStatement, SourceValue } from '../connector';
import type { SourceError } from '../source-error';

/** Where the rows of one statement go. What it throws ends the statement. */
export interface RowSink {
  /** Once, before the first row. */
  columns(names: string[]): void;
  row(values: SourceValue[]): void;
}

export interface SelectOptions {
  /** Aborting it ends the statement in the server. */
  signal: AbortSignal;
  /** What the server itself is told. */
  timeoutMs: number;
  /** Of what the server sends. */
  maxBytes: number;
}

/** One connection to a database, for one statement at a time. */
export interface DatabaseSession {
  /** False once it is broken or was cut off. */
  readonly usable: boolean;
  /**
   * Runs one statement that can change nothing and gives its rows away as they come. Values are those of {@link SourceValue} whatever
   * the settings of the server; times are UTC.
   * @throws SourceError
   */
  select(statement: SourceStatement, options: SelectOptions, sink: RowSink): Promise<void>;
  close(): void;
}

/** What differs between databases. */
export interface DatabaseEngine {
  readonly dialect: Dialect;
  /** @throws SourceError */
  connect(signal: AbortSignal): Promise<DatabaseSession>;
  /**
   * Lists the columns of the tables and views that the role may read, ordered by schema, table and position, of `maxTables` tables and
   * at most `maxColumns` rows: schema or null, table, column, native type, whether it may be null.
   */
  listColumns(maxTables: number, maxColumns: number): SourceStatement;
  columnType(nativeType: string): ColumnType;
  quote(identifier: string): string;
  /** A column as a sample: text and nested values cut to 100 characters; null for what is not shown. */
  sample(column: string, type: ColumnType): string;
}

/** What the error of a driver means. @param connected whether a connection stood and the credentials were taken */
export type ErrorReader = (error: unknown, connected: boolean) => SourceError;
