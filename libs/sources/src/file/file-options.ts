import { AppError } from '@app/platform';
import { type CsvOptions, FILE_FORMATS, type FileFormat } from './reader/protocol';

/** How a file is to be read, where that does not show. */
export type FileOptions = {
  /** Absent: what its first bytes say. */
  format?: FileFormat;
  /** The sheet of a workbook; absent: the first. */
  sheet?: string;
  csv?: CsvOptions;
  /** Where the list of records is in a JSON document: `data.items`. Absent: it is the document. */
  records?: string;
};

const OPTIONS = ['format', 'sheet', 'csv', 'records'];
const CSV_OPTIONS = [
  'delimiter',
  'quote',
  'header',
  'skip',
  'decimalSeparator',
  'nulls',
  'dateFormat',
  'timestampFormat',
];
const MOST_SKIPPED = 10_000;
const MOST_NULLS = 20;

/**
 * Options of a connection.
 * @param others names of what else there may be in it
 * @throws AppError VALIDATION_FAILED
 */
export function parseFileOptions(input: Record<string, unknown>, others: readonly string[]): FileOptions {
  onlyKnown(input, '/connection', ['kind', ...others, ...OPTIONS]);
  const { format, sheet, csv, records } = input;
  if (format !== undefined && !FILE_FORMATS.includes(format as FileFormat))
    throw AppError.invalid('/connection/format', `format must be one of ${FILE_FORMATS.join(', ')}`);
  return {
    ...(format !== undefined && { format: format as FileFormat }),
    ...(sheet !== undefined && { sheet: text(sheet, '/connection/sheet', 1, 100) }),
    ...(csv !== undefined && { csv: parseCsv(csv) }),
    ...(records !== undefined && { records: text(records, '/connection/records', 1, 200) }),
  };
}

function parseCsv(input: unknown): CsvOptions {
  const at = '/connection/csv';
  if (input === null || typeof input !== 'object' || Array.isArray(input))
    throw AppError.invalid(at, 'csv must be an object');
  const given = input as Record<string, unknown>;
  onlyKnown(given, at, CSV_OPTIONS);
  const { delimiter, quote, header, skip, decimalSeparator, nulls, dateFormat, timestampFormat } = given;
  if (header !== undefined && typeof header !== 'boolean')
    throw AppError.invalid(`${at}/header`, 'header must be true or false');
  if (skip !== undefined && !(Number.isInteger(skip) && Number(skip) >= 0 && Number(skip) <= MOST_SKIPPED))
    throw AppError.invalid(`${at}/skip`, `skip must be an integer from 0 to ${MOST_SKIPPED}`);
  if (decimalSeparator !== undefined && decimalSeparator !== '.' && decimalSeparator !== ',')
    throw AppError.invalid(`${at}/decimalSeparator`, 'decimalSeparator must be "." or ","');
  if (nulls !== undefined && !(Array.isArray(nulls) && nulls.length <= MOST_NULLS))
    throw AppError.invalid(`${at}/nulls`, `nulls must be a list of at most ${MOST_NULLS} texts`);
  return {
    ...(delimiter !== undefined && { delimiter: text(delimiter, `${at}/delimiter`, 1, 1) }),
    ...(quote !== undefined && { quote: text(quote, `${at}/quote`, 0, 1) }),
    ...(header !== undefined && { header }),
    ...(skip !== undefined && { skip: Number(skip) }),
    ...(decimalSeparator !== undefined && { decimalSeparator }),
    ...(nulls !== undefined && {
      nulls: (nulls as unknown[]).map((each, index) => text(each, `${at}/nulls/${index}`, 0, 50)),
    }),
    ...(dateFormat !== undefined && { dateFormat: text(dateFormat, `${at}/dateFormat`, 1, 50) }),
    ...(timestampFormat !== undefined && {
      timestampFormat: text(timestampFormat, `${at}/timestampFormat`, 1, 50),
    }),
  };
}

function onlyKnown(input: Record<string, unknown>, at: string, known: readonly string[]): void {
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw AppError.invalid(`${at}/${unknown}`, `${unknown} is unknown here; allowed are ${known.join(', ')}`);
}

function text(value: unknown, at: string, least: number, most: number): string {
  const isText = typeof value === 'string' && value.length >= least && value.length <= most;
  if (isText && !value.includes('\0')) return value;
  const length = least === most ? `${least} character` : `${least} to ${most} characters`;
  throw AppError.invalid(at, `${at.split('/').at(-1)} must be a text of ${length}`);
}
