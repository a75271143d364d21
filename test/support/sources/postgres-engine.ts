import { type QueryConnector, SourceError, type SourceRows, type SourceValue } from '@app/sources';
import { DatabaseError, Pool } from 'pg';
import { createDatabase } from '../test-database';
import type { SqlEngine } from './sql-engine';

/** A database of the server that tests run on. */
export async function postgresEngine(): Promise<SqlEngine> {
  const { url, drop } = await createDatabase();
  const pool = new Pool({ connectionString: url, options: '-c TimeZone=UTC' });
  const connector: QueryConnector = {
    dialect: 'postgresql',
    query: async ({ text, values }, { signal }): Promise<SourceRows> => {
      if (signal?.aborted) throw new SourceError('aborted');
      try {
        const { fields, rows } = await pool.query<SourceValue[]>({
          text,
          values: [...values],
          rowMode: 'array',
        });
        return { columns: fields.map(({ name }) => name), rows };
      } catch (error) {
        const { code = '', message } = error as DatabaseError;
        throw new SourceError(code.startsWith('42') ? 'missing' : 'refused', message, { cause: error });
      }
    },
    test: async () => {},
    introspect: async () => ({ tables: [], truncated: false }),
    close: async () => {},
  };
  return {
    connector,
    run: async (sql) => void (await pool.query(sql)),
    close: async () => {
      await pool.end();
      await drop();
    },
  };
}
