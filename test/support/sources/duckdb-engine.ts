import { setImmediate } from 'node:timers/promises';
import { type QueryConnector, SourceError, type SourceRows, type SourceValue } from '@app/sources';
import { DuckDBInstance } from '@duckdb/node-api';
import type { SqlEngine } from './sql-engine';

/** DuckDB in this process, in memory. */
export async function duckdbEngine(): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const connector: QueryConnector = {
    dialect: 'duckdb',
    query: async ({ text, values }, { signal }): Promise<SourceRows> => {
      if (signal?.aborted) throw new SourceError('aborted');
      const own = await instance.connect();
      const interrupt = (): void => own.interrupt();
      signal?.addEventListener('abort', interrupt);
      try {
        const reader = await own.runAndReadAll(text, [...values] as (string | number)[]);
        const rows = reader.getRows().map((row) => row.map((value) => plain(value)));
        return { columns: reader.columnNames(), rows };
      } catch (error) {
        if (signal?.aborted) throw new SourceError('aborted');
        const message = (error as Error).message;
        throw new SourceError(/does not exist|not found/.test(message) ? 'missing' : 'refused', message, {
          cause: error,
        });
      } finally {
        signal?.removeEventListener('abort', interrupt);
        own.closeSync();
        await setImmediate();
      }
    },
    test: async () => {},
    introspect: async () => ({ tables: [], truncated: false }),
    close: async () => {},
  };
  return {
    connector,
    run: async (sql) => void (await connection.run(sql)),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function plain(value: unknown): SourceValue {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return JSON.stringify(value);
}
