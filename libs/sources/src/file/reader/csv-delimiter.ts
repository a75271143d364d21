import { open } from 'node:fs/promises';
import type { CsvOptions } from './protocol';

const HEAD_BYTES = 64 * 1024;
const LINES = 20;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The delimiter of the first lines; undefined when there is none: DuckDB may find another, or there is one column. DuckDB alone would take
 * a file for one of one column as soon as a line misses a value.
 */
export async function delimiterOf(
  path: string,
  { quote = '"', skip = 0 }: CsvOptions,
): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    const text = head.toString('utf8', 0, bytesRead);
    const lines = withoutQuoted(text, quote).split(/\r?\n/).slice(skip);
    // The last one may be cut.
    if (bytesRead === HEAD_BYTES && lines.length > 1) lines.pop();
    return commonDelimiter(lines.filter((line) => line !== '').slice(0, LINES));
  } finally {
    await file.close();
  }
}

/** The delimiter of which most lines have as many as the first. */
export function commonDelimiter([first = '', ...others]: readonly string[]): string | undefined {
  const found = DELIMITERS.map((delimiter) => {
    const count = countOf(first, delimiter);
    return { delimiter, count, alike: others.filter((line) => countOf(line, delimiter) === count).length };
  }).filter(({ count, alike }) => count > 0 && (alike > 0 || others.length === 0));
  return found.toSorted((a, b) => b.alike - a.alike || b.count - a.count)[0]?.delimiter;
}

function countOf(line: string, delimiter: string): number {
  return line.split(delimiter).length - 1;
}

function withoutQuoted(text: string, quote: string): string {
  // Every second piece is between two quotes.
  return quote === ''
    ? text
    : text
        .split(quote)
        .filter((_, index) => index % 2 === 0)
        .join('');
}
