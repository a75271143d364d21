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

/** Whether a name is what a part stands for; undefined: it stands for just itself. */
export function wildcard(part: string): ((name: string) => boolean) | undefined {
  return /[*?]/.test(part) ? (name) => isLike(name, part) : undefined;
}

/** One pass with a memory of the latest `*` alone: regular expressions take for ever over patterns that are made for that. */
function isLike(name: string, pattern: string): boolean {
  let [at, of] = [0, 0];
  let star: { of: number; at: number } | undefined;
  while (at < name.length) {
    if (pattern[of] === '*') star = { of: ++of, at };
    else if (pattern[of] === '?' || pattern[of] === name[at]) [at, of] = [at + 1, of + 1];
    else if (!star) return false;
    else [at, of] = [++star.at, star.of];
  }
  while (pattern[of] === '*') of += 1;
  return of === pattern.length;
}
