import { AppError } from '@app/platform';

const LONGEST = 500;
const MOST_SEGMENTS = 10;

/**
 * The parts of a path below the folder of sources: names in which `*` and `?` stand for any characters and for one.
 * @throws AppError VALIDATION_FAILED
 */
export function patternParts(path: unknown): string[] {
  const at = '/connection/path';
  if (typeof path !== 'string' || path.length === 0 || path.length > LONGEST)
    throw AppError.invalid(at, `path must be a text of 1 to ${LONGEST} characters`);
  const parts = path.split('/');
  // Hidden files are nobody's data; `..` begins with a dot too.
  const isWrong = (part: string): boolean => part === '' || part.startsWith('.') || /[\0\\]|\*\*/.test(part);
  if (parts.length > MOST_SEGMENTS || parts.some(isWrong))
    throw AppError.invalid(
      at,
      'path must be one below the folder of sources, such as sales/2026.csv or sales/*.parquet',
    );
  return parts;
}

/** What a part stands for; undefined: just itself. */
export function wildcard(part: string): RegExp | undefined {
  if (!/[*?]/.test(part)) return undefined;
  const source = part
    .split(/([*?])/)
    .map((piece) =>
      piece === '*' ? '[^/]*' : piece === '?' ? '[^/]' : piece.replaceAll(/[$()+.[\]^{|}]/g, String.raw`\$&`),
    )
    .join('');
  return new RegExp(`^${source}$`);
}
