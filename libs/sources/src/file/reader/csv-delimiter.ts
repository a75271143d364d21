import { open } from 'node:fs/promises';
import type { CsvOptions } from './protocol';

const HEAD_BYTES = 64 * 1024;
const LINES = 20;
const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The delimiter that is in all of the first lines, most often in the one that has least of it; undefined when none is: DuckDB may find
 * another, or there is one column. DuckDB alone would take a file for one of one column as soon as a line misses a value.
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

export function commonDelimiter(lines: readonly string[]): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const least = Math.min(...lines.map((line) => line.split(delimiter).length - 1));
    if (Number.isFinite(least) && least > most) [best, most] = [delimiter, least];
  }
  return best;
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
