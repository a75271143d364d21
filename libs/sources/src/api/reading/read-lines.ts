import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { UnreadableRecord } from '../../connector';
import { parseExactJson } from '../../records/exact-json';
import { ApiIntegrationError } from '../client/api-integration-error';

/** A row, and what the parser says of it. */
interface CsvRow {
  record: unknown;
  info: { error?: unknown; lines: number };
}

const LONGEST_RECORD = 1_048_576;
const MOST_COLUMNS = 1_000;

/** The character set that a content type names; UTF-8 without one. */
export const charsetOf = (type: string | undefined): string =>
  /;\s*charset="?([\w.:-]+)"?/i.exec(type ?? '')?.[1] ?? 'utf-8';

/** A body as text, in the character set that its type names; UTF-8 without one. @throws ApiIntegrationError invalid */
export async function* textOf(
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  type: string | undefined,
): AsyncGenerator<string> {
  const charset = charsetOf(type);
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(charset, { fatal: true });
  } catch {
    throw new ApiIntegrationError('invalid', { detail: 'It names a character set that is not known.' });
  }
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ApiIntegrationError('invalid', { detail: `Its answer is no text in ${charset}.` });
    }
  };
  for await (const chunk of body) yield decode(chunk);
  yield decode();
}

/** The whole of a body as JSON. Nothing but its value is held afterwards. @throws ApiIntegrationError invalid */
export async function readJson(
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  type: string | undefined,
): Promise<unknown> {
  let text = '';
  for await (const piece of textOf(body, type)) text += piece;
  try {
    return parseExactJson(text);
  } catch {
    throw new ApiIntegrationError('invalid', { detail: 'Its answer is no JSON.' });
  }
}

/**
 * The lines of NDJSON, one by one; empty ones count as absent, and what is no JSON as unreadable.
 * @throws ApiIntegrationError invalid, too-large
 */
export async function* readLines(body: AsyncIterable<Buffer>, type: string | undefined): AsyncGenerator {
  // Joined once a line ends: a server that sends a letter at a time costs no more than one that does not.
  let rest: string[] = [];
  let length = 0;
  let line = 0;
  const parse = (text: string): unknown => {
    try {
      return parseExactJson(text);
    } catch {
      return new UnreadableRecord(`of line ${line} is no JSON`);
    }
  };
  for await (const piece of textOf(body, type)) {
    if (piece === '') continue;
    rest.push(piece);
    length += piece.length;
    if (piece.includes('\n')) {
      const lines = rest.join('').split('\n');
      const last = lines.pop() ?? '';
      [rest, length] = [[last], last.length];
      for (const each of lines) {
        line++;
        if (each.trim() !== '') yield parse(each);
      }
    }
    if (length > LONGEST_RECORD)
      throw new ApiIntegrationError('too-large', {
        detail: `A line has more than ${LONGEST_RECORD} characters.`,
      });
  }
  line++;
  const last = rest.join('');
  if (last.trim() !== '') yield parse(last);
}

/**
 * The rows of CSV as objects of texts, named by the first line; one with another number of fields is unreadable.
 * @throws ApiIntegrationError invalid, too-large
 */
export async function* readCsv(
  body: AsyncIterable<Buffer>,
  type: string | undefined,
  delimiter: string,
): AsyncGenerator {
  const { parse } = await import('csv-parse');
  const parser = parse({
    bom: true,
    columns: few,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  // What goes wrong is told to whoever reads the rows.
  pipeline(Readable.from(textOf(body, type)), parser, () => {});
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRow>)
      yield info.error ? new UnreadableRecord(`of line ${info.lines} has another number of fields`) : record;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw new ApiIntegrationError('invalid', {
      detail: `Its answer is no CSV near line ${lines ?? 1}.`,
      cause: error,
    });
  }
}

/** Each row is an object with all of them. */
function few(names: string[]): string[] {
  if (names.length <= MOST_COLUMNS) return names;
  throw new ApiIntegrationError('too-large', {
    detail: `It has ${names.length} columns; at most ${MOST_COLUMNS} are read.`,
  });
}
