import type { DuckDBConnection } from '@duckdb/node-api';
import { csvSelect } from './csv-layout';
import type { CsvOptions, FileLayout } from './protocol';
import { identifier, literal } from './sql-text';

/** Rows that are looked at. */
const MOST_ROWS = 200_000;
const DAY = /%[dmyY]([^%]*)%[dmyY]([^%]*)%[dmyY]/;
/** Ways to write a day, with years of four and of two digits. One that begins with a year of four is read in one way alone. */
const ORDERS = [
  ['%d', '%m', '%Y'],
  ['%m', '%d', '%Y'],
];
const SHORT_ORDERS = [
  ['%y', '%m', '%d'],
  ['%d', '%m', '%y'],
  ['%m', '%d', '%y'],
];

/**
 * The columns of a CSV file whose days could be other ones as well: `01/02/2024`, where no row has a day behind the twelfth. Which of them
 * are meant, DuckDB only guesses.
 */
export async function ambiguousColumns(
  connection: DuckDBConnection,
  path: string,
  given: CsvOptions,
  layout: FileLayout,
): Promise<string[]> {
  const names = (type: string) => layout.columns.filter((each) => each.type === type).map(({ name }) => name);
  const found: string[] = [];
  for (const [columns, said, format] of [
    [names('DATE'), given.dateFormat, layout.csv?.dateFormat],
    [names('TIMESTAMP'), given.timestampFormat, layout.csv?.timestampFormat],
  ] as const) {
    if (said !== undefined || !format || columns.length === 0) continue;
    const texts = layout.columns.map(({ name, type }) => ({
      name,
      type: columns.includes(name) ? 'VARCHAR' : type,
    }));
    const select = csvSelect(path, given, { ...layout, columns: texts });
    for (const other of others(format))
      if (await isAnotherReading(connection, select, columns, format, other)) {
        found.push(...columns);
        break;
      }
  }
  return found;
}

function others(format: string): string[] {
  const orders = format.includes('%y') ? SHORT_ORDERS : format.startsWith('%Y') ? [] : ORDERS;
  return orders
    .map(([a, b, c]) => format.replace(DAY, (_all, first, second) => `${a}${first}${b}${second}${c}`))
    .filter((other) => other !== format);
}

/** Do all texts fit the other format too, and say something else in it? */
async function isAnotherReading(
  connection: DuckDBConnection,
  select: string,
  columns: readonly string[],
  format: string,
  other: string,
): Promise<boolean> {
  const read = (name: string, as: string) => `try_strptime(${identifier(name)}, ${literal(as)})`;
  const fits = columns.map((name) => `(${identifier(name)} IS NULL OR ${read(name, other)} IS NOT NULL)`);
  const differs = columns.map((name) => `${read(name, other)} <> ${read(name, format)}`);
  const reader = await connection.runAndReadAll(
    `SELECT bool_and(${fits.join(' AND ')}) AND bool_or(${differs.join(' OR ')})
     FROM (SELECT ${columns.map(identifier).join(', ')} FROM (${select}) LIMIT ${MOST_ROWS}) AS looked_at`,
  );
  return reader.getRows()[0]?.[0] === true;
}
