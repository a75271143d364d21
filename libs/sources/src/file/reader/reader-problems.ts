import { SourceError, type SourceErrorReason } from '../../source-error';

const LONGEST_DETAIL = 400;
/** What comes behind these words in errors of DuckDB is advice for whoever writes the SQL of it. */
const ADVICE =
  /\n\s*(possible (fixes|solutions?)|line \d+:|original line|candidate|did you mean|column .* is being converted|this type was|file =|see also|the search space)[^]*$/i;

type File = { path: string; name: string };
/** What a reader answers that could not do what it was asked. */
export interface Problem {
  reason: SourceErrorReason;
  detail?: string;
}

/**
 * An error of DuckDB for whoever manages the source: what is wrong, and in which line, without paths.
 * @param during what was done: a file is read for the first time, or a statement was run
 */
export function problemOf(error: unknown, files: readonly File[], during: 'open' | 'query'): Problem {
  if (error instanceof SourceError) return { reason: error.reason, detail: error.detail };
  const message = named((error as Error).message, files);
  const [, kind = ''] = /^([A-Za-z ]+?) Error: /.exec(message) ?? [];
  if (/^interrupt/i.test(kind)) return { reason: 'aborted' };
  if (/^out of memory/i.test(kind))
    return { reason: 'too-large', detail: 'Reading it needs more memory than is allowed.' };
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line !== undefined) return { reason: 'invalid', detail: `Line ${line}: ${reasonOf(message)}` };
  const isStatement =
    during === 'query' &&
    /^(binder|catalog|parser|permission|not implemented|conversion|syntax)$/i.test(kind);
  return {
    reason: isStatement ? 'refused' : 'invalid',
    detail: shortened(placed(message.replace(/^[A-Za-z ]+? Error: /, ''))),
  };
}

/** What DuckDB says of a line of CSV, without the line itself. */
function reasonOf(message: string): string {
  const about = message
    .split('\n')
    .slice(1)
    .find(
      (line) =>
        /expected number|could not convert|unicode|quote|maximum line|unterminated|value|column/i.test(
          line,
        ) && !line.startsWith('Original Line'),
    );
  return shortened(about ?? 'it cannot be read');
}

/** Of JSON that is none, DuckDB names the line or value behind the one that is broken. */
function placed(message: string): string {
  if (!message.startsWith('Malformed JSON')) return message;
  return message.replace(/(?<=at byte \d+ in (?:line|record\/value) )\d+/, (place) =>
    String(Number(place) - 1),
  );
}

function named(message: string, files: readonly File[]): string {
  return files.reduce((text, { path, name }) => text.replaceAll(path, name), message);
}

function shortened(message: string): string {
  const text = message
    .replace(ADVICE, '')
    .replace(/Try increasing[^]*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}
