import type { DuckDBConnection } from '@duckdb/node-api';
import { delimiterOf } from './csv-delimiter';
import type { CsvOptions, FileLayout } from './protocol';
import { literal, namedArguments } from './sql-text';

/** Longest line. */
const LINE_BYTES = 2_000_000;
/** Below it, types are taken from the whole file, so that no later line can contradict them. */
const WHOLE_BELOW_BYTES = 16 * 1024 * 1024;
const SAMPLE_ROWS = 200_000;

interface Sniffed {
  Delimiter: string;
  Escape: string;
  HasHeader: boolean;
  SkipRows: number;
  Columns: { name: string; type: string }[];
  DateFormat: string | null;
  TimestampFormat: string | null;
}

/** Arguments of `read_csv` that say what users said, and leave the rest to be found. */
export function csvArguments({ csv, bytes }: { csv: CsvOptions; bytes: number }): string[] {
  return namedArguments({
    delim: csv.delimiter,
    quote: csv.quote ?? '"',
    // Nothing but a doubled quote: other escapes are guesses that hold until the first line that has one.
    escape: csv.quote === '' ? '' : (csv.quote ?? '"'),
    header: csv.header,
    skip: csv.skip,
    decimal_separator: csv.decimalSeparator,
    nullstr: ['', ...(csv.nulls ?? [])],
    dateformat: csv.dateFormat,
    timestampformat: csv.timestampFormat,
    max_line_size: LINE_BYTES,
    sample_size: bytes < WHOLE_BELOW_BYTES ? -1 : SAMPLE_ROWS,
  });
}

/** Finds the columns of one file and how it is written. @throws what DuckDB throws, with the number of the line */
export async function csvLayout(
  connection: DuckDBConnection,
  file: { path: string; bytes: number },
  given: CsvOptions,
): Promise<FileLayout> {
  const csv = { ...given, delimiter: given.delimiter ?? (await delimiterOf(file.path, given)) };
  const common = csvArguments({ csv, bytes: file.bytes });
  try {
    return await sniff(connection, file.path, csv, common);
  } catch (error) {
    // DuckDB gives up on a file whose lines differ in length, and does not say where. Reading it by the columns that the longest line
    // has does.
    const lenient = await sniff(connection, file.path, csv, [...common, 'null_padding=true']).catch(
      () => undefined,
    );
    if (lenient)
      await connection.run(`SELECT count(*) FROM (${csvSelect(file.path, csv, lenient)}) AS lines`);
    throw error;
  }
}

/** SELECT of one file whose layout is known. */
export function csvSelect(
  path: string,
  { nulls, decimalSeparator }: CsvOptions,
  { columns, csv }: FileLayout,
): string {
  const types = columns.map(({ name, type }) => `${literal(name)}: ${literal(type)}`).join(', ');
  const args = namedArguments({
    auto_detect: false,
    delim: csv?.delimiter,
    quote: csv?.quote,
    escape: csv?.escape,
    header: csv?.header,
    skip: csv?.skip,
    nullstr: ['', ...(nulls ?? [])],
    decimal_separator: decimalSeparator,
    dateformat: csv?.dateFormat ?? undefined,
    timestampformat: csv?.timestampFormat ?? undefined,
    max_line_size: LINE_BYTES,
  });
  return `SELECT * FROM read_csv(${[literal(path), ...args, `columns={${types}}`].join(', ')})`;
}

async function sniff(
  connection: DuckDBConnection,
  path: string,
  options: CsvOptions,
  args: string[],
): Promise<FileLayout> {
  const reader = await connection.runAndReadAll(`FROM sniff_csv(${[literal(path), ...args].join(', ')})`);
  const found = reader.getRowObjectsJson()[0] as unknown as Sniffed;
  const quote = options.quote ?? '"';
  return {
    columns: found.Columns,
    csv: {
      delimiter: found.Delimiter,
      quote,
      escape: quote,
      header: found.HasHeader,
      skip: found.SkipRows,
      dateFormat: options.dateFormat ?? found.DateFormat,
      timestampFormat: options.timestampFormat ?? found.TimestampFormat,
    },
  };
}
