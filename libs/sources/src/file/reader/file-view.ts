import type { DuckDBConnection } from '@duckdb/node-api';
import { SourceError } from '../../source-error';
import { TABLE } from '../table-name';
import { csvArguments, csvLayout, csvSelect } from './csv-layout';
import type { FileLayout, OpenRequest } from './protocol';
import { literal, namedArguments } from './sql-text';

const MOST_COLUMNS = 1_000;
/** Longest object of JSON. */
const OBJECT_BYTES = 4 * 1024 * 1024;
/** What is nested deeper stays JSON. */
const JSON_DEPTH = 5;

/** Names what is in the files {@link TABLE}, and tells its columns. */
export async function createView(connection: DuckDBConnection, request: OpenRequest): Promise<FileLayout> {
  const layout = request.layout ?? (await layoutOf(connection, request));
  const paths = request.files.map(({ path }) => path);
  await connection.run(`CREATE VIEW ${TABLE} AS ${selectOf(request, layout, paths)}`);
  const described = await connection.runAndReadAll(`DESCRIBE ${TABLE}`);
  const columns = described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  if (columns.length > MOST_COLUMNS)
    throw new SourceError('too-large', `It has ${columns.length} columns; at most ${MOST_COLUMNS} are read.`);
  return { ...layout, columns };
}

/** SELECT of some of the files. */
export function selectOf(request: OpenRequest, layout: FileLayout, paths: string[]): string {
  const [first = ''] = paths;
  if (layout.csv && request.files.length === 1) return csvSelect(first, request.csv, layout);
  const list = `[${paths.map(literal).join(', ')}]`;
  return `SELECT * FROM ${reader(request, list)}`;
}

async function layoutOf(connection: DuckDBConnection, request: OpenRequest): Promise<FileLayout> {
  const [file] = request.files;
  if (request.format === 'csv' && file && request.files.length === 1)
    return csvLayout(connection, file, request.csv);
  return { columns: [] };
}

function reader({ format, csv, files }: OpenRequest, list: string): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  switch (format) {
    case 'parquet':
      return `read_parquet(${list}, union_by_name=true)`;
    case 'csv':
      return `read_csv(${[list, ...csvArguments({ csv, bytes }), 'union_by_name=true'].join(', ')})`;
    default: {
      const args = namedArguments({
        format: format === 'json' ? 'auto' : 'newline_delimited',
        maximum_object_size: OBJECT_BYTES,
        maximum_depth: JSON_DEPTH,
        union_by_name: true,
      });
      return `read_json(${[list, ...args].join(', ')})`;
    }
  }
}
