import type { Dialect } from '../connector';
import { SourceError } from '../source-error';

const ONLY = 'It is asked one SELECT at a time, and nothing else.';

/**
 * Everything that is not code: comments, literals, quoted names. MySQL runs what is in comments that begin with an exclamation mark,
 * so those are code.
 */
const QUIET: Record<Dialect, RegExp> = {
  postgresql:
    /--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|\b[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/g,
  mysql:
    /--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?!!|M!)(?:[^*]|\*(?!\/))*\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`/g,
  clickhouse:
    /(?:--|#!|# )[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`/g,
  duckdb: /--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/g,
};

/**
 * Says clearly what will not be run. It is no guard: that it can change nothing is a matter of the read-only transaction, and that it
 * is one statement a matter of the protocol. Only what MySQL lets a reader do all the same, writing a file on its server
 * (`SELECT … INTO OUTFILE`), is kept out here as well as by the grants that are recommended.
 * @throws SourceError refused
 */
export function assertSelect(text: string, dialect: Dialect): void {
  const code = text.replace(QUIET[dialect], ' ').trim().replace(/;\s*$/, '');
  if (!/^[\s(]*(select|with)\b/i.test(code) || code.includes(';')) throw new SourceError('refused', ONLY);
  if (dialect === 'mysql' && (/\binto\b/i.test(code) || code.includes('/*')))
    throw new SourceError('refused', 'INTO and comments that are run are not allowed.');
}
