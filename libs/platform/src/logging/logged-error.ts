const DEEPEST = 5;
/** Of errors of PostgreSQL what says where it went wrong; `detail`, `where` and `parameters` would quote stored rows. */
const NAMES = [
  'code',
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'statusCode',
  'syscall',
] as const;

/** The ORM appends what PostgreSQL tells of the row, to the message and so to the stack. */
const QUOTED_ROW = /\n - (detail|hint): [\s\S]*?(?=\n\s+at |$)/g;

/** What of an error goes to the log: its name, message, stack, cause and codes, and nothing else that a library hung on it. */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? { type: 'not an error' } : error;
  const given = error as unknown as Record<string, unknown>;
  const known = NAMES.filter((name) => ['string', 'number'].includes(typeof given[name]));
  const errors = error instanceof AggregateError ? error.errors.slice(0, DEEPEST) : [];
  return {
    type: error.name,
    message: withoutRows(error.message),
    stack: error.stack && withoutRows(error.stack),
    ...Object.fromEntries(known.map((name) => [name, given[name]])),
    ...(error.cause !== undefined && depth < DEEPEST ? { cause: loggedError(error.cause, depth + 1) } : {}),
    ...(errors.length > 0 && depth < DEEPEST
      ? { errors: errors.map((each) => loggedError(each, depth + 1)) }
      : {}),
  };
}

/** The message or stack of an error without what it quotes of stored rows. */
export function withoutRows(text: string): string {
  return text.replaceAll(QUOTED_ROW, '');
}
