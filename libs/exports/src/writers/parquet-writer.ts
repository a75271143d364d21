import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, Column } from '@app/data';
import type { DuckDBAppender } from '@duckdb/node-api';
import { type ExportWriter, tablesOf } from './export-document';
import { oneTable } from './one-table';

const TYPES = { datetime: 'TIMESTAMPTZ', string: 'VARCHAR', number: 'DOUBLE' } as const;
const SETTINGS = {
  memory_limit: '200MB',
  threads: '1',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** Parquet: one table, compressed. It is put together in a database of its own in a folder of its own, which is removed. */
export const writeParquetFile: ExportWriter = async (document, output) => {
  const duckdb = await import('@duckdb/node-api');
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-parquet-'));
  try {
    const file = join(folder, 'export.parquet');
    const instance = await duckdb.DuckDBInstance.create(join(folder, 'rows'), SETTINGS);
    try {
      const connection = await instance.connect();
      await connection.run("SET TimeZone = 'UTC'");
      const tables = tablesOf(document);
      const { columns, rowOf } = oneTable(tables);
      const list = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${TYPES[type]}`);
      await connection.run(`CREATE TABLE rows (${list.join(', ')})`);
      const appender = await connection.createAppender('rows');
      for (const [index, table] of tables.entries()) {
        const whole = rowOf(index);
        await table.read(async (rows) => {
          for (const row of rows)
            append(appender, columns, whole(row), (micros) => new duckdb.DuckDBTimestampTZValue(micros));
          appender.flushSync();
        });
      }
      appender.closeSync();
      await connection.run(`COPY rows TO '${file.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
    for await (const chunk of createReadStream(file)) await output.write(chunk as Buffer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

function append(
  appender: DuckDBAppender,
  columns: readonly Column[],
  row: readonly Cell[],
  timestamp: (micros: bigint) => Parameters<DuckDBAppender['appendTimestampTZ']>[0],
): void {
  for (const [index, cell] of row.entries()) {
    if (cell === null) appender.appendNull();
    else if (columns[index]?.type === 'datetime')
      appender.appendTimestampTZ(timestamp(BigInt(Date.parse(String(cell))) * 1_000n));
    else if (typeof cell === 'number') appender.appendDouble(cell);
    else appender.appendVarchar(cell);
  }
  appender.endRow();
}
