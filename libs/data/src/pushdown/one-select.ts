import type { Dialect } from '@app/sources';

/** What opens and closes a quotation in every dialect; further ones are of some alone. */
const QUOTES: Readonly<Record<Dialect, readonly string[]>> = {
  postgresql: ["'", '"'],
  duckdb: ["'", '"'],
  mysql: ["'", '"', '`'],
  clickhouse: ["'", '"', '`'],
};

/**
 * Characters that mean a comment, a second statement, a parameter, another kind of quotation or an escape in at least one dialect. A
 * SELECT can do without, so that nothing depends on knowing how each version of each engine reads them.
 */
const REFUSED: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^;/, 'a semicolon: it is one SELECT'],
  [/^--/, 'a comment (--)'],
  [/^\/\*/, 'a comment (/*)'],
  [/^#/, '#'],
  [/^\$/, '$: neither parameters nor text in dollars'],
  [/^\?/, '?: it has no parameters'],
  [/^[{}]/, 'a brace'],
  [/^\\/, 'a backslash'],
  // ClickHouse takes these for what they look like.
  [/^[‘’“”]/, 'a curly quote'],
];

const FIRST_WORD = /^\s*(?:select|with)\b/i;
/** Control characters but tab and line breaks, and surrogates without their other half. */
// oxlint-disable-next-line no-control-regex
const NO_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Cs}/u;

/**
 * Whether a text may stand within the parentheses of `FROM (…) AS s`: one SELECT that cannot end these parentheses, begin a comment or
 * leave a quotation open, whichever way the engine reads it. What the SELECT does is up to the engine, the read-only transaction and the
 * rights of the source's user.
 * @returns what is wrong with it, or undefined
 */
export function selectProblem(sql: string, dialect: Dialect): string | undefined {
  if (NO_TEXT.test(sql)) return 'must be text without control characters';
  if (!FIRST_WORD.test(sql)) return 'must begin with SELECT or WITH';
  let depth = 0;
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at] as string;
    if (QUOTES[dialect].includes(character)) {
      const end = quotationEnd(sql, at);
      if (end === undefined) return `must not leave a quotation open (${character} at ${at + 1})`;
      if (sql.slice(at, end).includes('\\')) return `must not have a backslash in a quotation (at ${at + 1})`;
      at = end - 1;
      continue;
    }
    if (character === '`') return `must not have a backtick (at ${at + 1})`;
    const rest = sql.slice(at, at + 2);
    const refused = REFUSED.find(([pattern]) => pattern.test(rest));
    if (refused) return `must not have ${refused[1]} (at ${at + 1})`;
    if (character === '(') depth += 1;
    if (character === ')' && --depth < 0)
      return `must not close a parenthesis that it has not opened (at ${at + 1})`;
  }
  return depth === 0 ? undefined : 'must close every parenthesis that it opens';
}

/** The place behind the closing quote; doubled quotes are part of the quotation. */
function quotationEnd(sql: string, begin: number): number | undefined {
  const quote = sql[begin] as string;
  for (let at = begin + 1; at < sql.length; at++) {
    if (sql[at] !== quote) continue;
    if (sql[at + 1] !== quote) return at + 1;
    at += 1;
  }
  return undefined;
}
