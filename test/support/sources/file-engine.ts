import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { FileSources } from '../file-source';
import type { SqlEngine } from './sql-engine';

/** Files of rows, each asked by the connector that users have: DuckDB in a process of its own. */
export async function fileEngine(): Promise<SqlEngine> {
  const sources = await FileSources.open();
  const writer = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await writer.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const fileOf = async (select: string) => {
    const path = join(tmpdir(), `vitrine-test-${randomUUID()}.parquet`);
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    try {
      return await sources.uploaded(path);
    } finally {
      await rm(path, { force: true });
    }
  };
  return {
    connector: await fileOf('SELECT 1 AS one'),
    file: fileOf,
    run: () => Promise.reject(new Error('Nothing is run in a file')),
    close: async () => {
      connection.closeSync();
      writer.closeSync();
      await sources.close();
    },
  };
}
