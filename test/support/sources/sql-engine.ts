import type { QueryConnector } from '@app/sources';

/** An engine that answers SELECTs, and a way to make tables in it. */
export interface SqlEngine {
  connector: QueryConnector;
  /** Runs what a connector does not: DDL and writes. */
  run(sql: string): Promise<void>;
  /** For files: makes one of a SELECT of DuckDB, in the table `data` of a connector of its own. */
  file?(this: void, select: string): Promise<QueryConnector>;
  /** Lets the connector read a table. */
  permit?(table: string): Promise<void>;
  close(): Promise<void>;
}
