import type { Logger } from 'pino';
import type { AppError } from './app-error';
import { ERROR_CODES } from './error-codes';

/** Logs an error that is about to be answered, at the level of its code. What clients got wrong is told to them, not to the log. */
export function logError(logger: Logger, error: AppError, requestId: string): void {
  const { status, log } = ERROR_CODES[error.code];
  if (log === 'silent') return;
  // It quotes what they sent.
  const quotes = log === 'debug';
  logger[log](
    { err: status >= 500 ? (error.cause ?? error) : undefined, code: error.code, requestId },
    quotes ? error.code : error.message,
  );
}
