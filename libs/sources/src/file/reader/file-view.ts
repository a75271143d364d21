import type { DuckDBConnection } from '@duckdb/node-api';
import { SourceError } from '../../source-error';
import { TABLE } from '../table-name';
import { ambiguousColumns } from './csv-dates';
import { csvArguments, csvLayout, csvSelect } from './csv-layout';
import type { FileLayout, OpenRequest } from './protocol';
import { identifier, literal, namedArguments } from './sql-text';

const MOST_COLUMNS = 1_000;
/** What is written in another way stays a text. */
const ISO_DAYS = { dateFormat: '%Y-%m-%d', timestampFormat: '%Y-%m-%d %H:%M:%S' };
/** Longest object of JSON. */
const OBJECT_BYTES = 16 * 1024 * 1024;
/** Values that are looked at to see whether a column of JSON is nested. */
const LOOKED_AT = 10_000;
/** What is nested deeper stays JSON. */
const JSON_DEPTH = 5;

/** Names what is in the files {@link TABLE}, and tells its columns. */
export async function createView(connection: DuckDBConnection, request: OpenRequest): Promise<FileLayout> {
  const layout = request.layout ?? (await layoutOf(connection, request));
  const paths = request.files.map(({ path }) => path);
  let columns = await view(connection, selectOf(request, layout, paths));
  if (request.layout === undefined && columns.some(({ type }) => type === 'JSON')) {
    layout.texts = await flatColumns(connection, columns);
    columns = await view(connection, selectOf(request, layout, paths));
  }
  if (request.layout === undefined && (await hasAmbiguousDays(connection, request, columns))) {
    layout.days = 'iso8601';
    columns = await view(connection, selectOf(request, layout, paths));
  }
  if (columns.length > MOST_COLUMNS)
    throw new SourceError('too-large', `It has ${columns.length} columns; at most ${MOST_COLUMNS} are read.`);
  return { ...layout, columns };
}

/** SELECT of some of the files. */
export function selectOf(request: OpenRequest, layout: FileLayout, paths: string[]): string {
  const [first = ''] = paths;
  if (layout.csv && request.files.length === 1) return csvSelect(first, request.csv, layout);
  const list = `[${paths.map(literal).join(', ')}]`;
  const csv = layout.days === 'iso8601' ? { ...ISO_DAYS, ...request.csv } : request.csv;
  return inText(layout.texts, recordsOf(request, `SELECT * FROM ${reader({ ...request, csv }, list)}`));
}

async function view(connection: DuckDBConnection, select: string): Promise<FileLayout['columns']> {
  await connection.run(`CREATE OR REPLACE VIEW ${TABLE} AS ${select}`);
  const described = await connection.runAndReadAll(`DESCRIBE ${TABLE}`);
  return described.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** Columns of JSON without lists and objects: DuckDB takes the type for what is now a text and now a number. */
async function flatColumns(connection: DuckDBConnection, columns: FileLayout['columns']): Promise<string[]> {
  const names = columns.filter(({ type }) => type === 'JSON').map(({ name }) => name);
  const nested = names.map((name) => `bool_or(json_type(${identifier(name)}) IN ('OBJECT', 'ARRAY'))`);
  const list = names.map(identifier).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT ${nested.join(', ')} FROM (SELECT ${list} FROM ${TABLE} LIMIT ${LOOKED_AT}) AS looked_at`,
  );
  const found = reader.getRows()[0] ?? [];
  return names.filter((_, index) => found[index] !== true);
}

function inText(names: readonly string[] | undefined, select: string): string {
  if (!names?.length) return select;
  const texts = names.map((name) => `(${identifier(name)} ->> '$') AS ${identifier(name)}`);
  return `SELECT * REPLACE (${texts.join(', ')}) FROM (${select}) AS typed`;
}

function recordsOf({ records, format }: OpenRequest, select: string): string {
  if (!records || !['json', 'ndjson'].includes(format)) return select;
  const path = records.map(identifier).join('.');
  return `SELECT unnest(record) FROM (SELECT unnest(${path}) AS record FROM (${select}) AS document) AS records`;
}

/** Has one of several files of CSV days that could be others as well? */
async function hasAmbiguousDays(
  connection: DuckDBConnection,
  { format, files, csv }: OpenRequest,
  columns: FileLayout['columns'],
): Promise<boolean> {
  if (format !== 'csv' || files.length < 2 || !columns.some(({ type }) => /^(DATE|TIMESTAMP)$/.test(type)))
    return false;
  for (const file of files) {
    const layout = await csvLayout(connection, file, csv);
    if ((await ambiguousColumns(connection, file.path, csv, layout)).length > 0) return true;
  }
  return false;
}

async function layoutOf(connection: DuckDBConnection, request: OpenRequest): Promise<FileLayout> {
  const [file] = request.files;
  if (request.format !== 'csv' || !file || request.files.length !== 1) return { columns: [] };
  const layout = await csvLayout(connection, file, request.csv);
  const texts = await ambiguousColumns(connection, file.path, request.csv, layout);
  return {
    ...layout,
    columns: layout.columns.map((each) => (texts.includes(each.name) ? { ...each, type: 'VARCHAR' } : each)),
  };
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
