import { SourceError } from '@app/sources';
import { AppError } from '@app/platform';
import { beyondDouble, tooManyRows } from '../store/rows/limits';

const RETRY_AFTER_SECONDS = 30;
const TIMEOUT_RETRY_SECONDS = 5;
/** What engines call a number that no double can hold: PostgreSQL, MySQL. */
const OUT_OF_RANGE: ReadonlySet<unknown> = new Set(['22003', 'ER_DATA_OUT_OF_RANGE', 1690]);
const OUT_OF_RANGE_TEXT = /out of range/i;

/**
 * What a client is told when the source of a metric fails. Who may ask a metric need not manage its source: what the source said is for the log
 * alone.
 */
export function sourceFailure(
  error: unknown,
  { timeoutMs, maxRows }: { timeoutMs: number; maxRows: number },
): unknown {
  if (error instanceof AppError && error.code === 'UNKNOWN_REFERENCE')
    return unavailable('it is gone, switched off, or another one', error);
  if (!(error instanceof SourceError)) return error;
  const { reason, retryAfterMs, cause } = error;
  switch (reason) {
    case 'aborted':
      return clientClosed(error);
    case 'timeout':
      return timedOut(timeoutMs, error);
    case 'too-large':
      return tooManyRows(maxRows);
    default: {
      const { code, errno } = (cause ?? {}) as { code?: unknown; errno?: unknown };
      if (OUT_OF_RANGE.has(code) || OUT_OF_RANGE.has(errno) || OUT_OF_RANGE_TEXT.test(error.message))
        return beyondDouble();
      const seconds = retryAfterMs === undefined ? RETRY_AFTER_SECONDS : Math.ceil(retryAfterMs / 1_000);
      return unavailable(WORDS[reason], error, Math.max(1, seconds));
    }
  }
}

const WORDS: Readonly<Record<Exclude<SourceError['reason'], 'aborted' | 'timeout' | 'too-large'>, string>> = {
  unreachable: 'it cannot be reached',
  certificate: 'its TLS certificate is not valid',
  credentials: 'it refuses the credentials',
  broken: 'the connection broke off',
  failed: 'it failed',
  missing: 'it does not have what the metric is mapped onto',
  invalid: 'what it said cannot be read',
  refused: 'it refuses the question',
  busy: 'it has too much to do',
};

function unavailable(what: string, cause: unknown, retryAfterSeconds = RETRY_AFTER_SECONDS): AppError {
  const message = `The source of the metric does not answer: ${what}.`;
  return new AppError('SOURCE_UNAVAILABLE', message, { cause, retryAfterSeconds });
}

export function clientClosed(cause?: unknown): AppError {
  return new AppError('CLIENT_CLOSED_REQUEST', 'The client went away before the answer was ready.', {
    cause,
  });
}

export function timedOut(timeoutMs: number, cause: unknown): AppError {
  const advice = 'Ask for a shorter time range, or let the source keep an index on the column of the time.';
  return new AppError(
    'QUERY_TIMEOUT',
    `The source of the metric took longer than ${timeoutMs / 1_000} s. ${advice}`,
    {
      cause,
      retryAfterSeconds: TIMEOUT_RETRY_SECONDS,
    },
  );
}
