import { AppError } from './app-error';
import { ERROR_CODES, type ErrorCode } from './error-codes';

/** Body of every error answer: RFC 9457 with Vitrine's members. */
export interface Problem {
  type: string;
  title: string;
  /** Equal to `title`. */
  error: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  instance: string;
  timestamp: string;
  requestId: string;
  retryAfter?: number;
  details?: string[];
  errors?: { pointer: string; message: string }[];
}

/** An answer names so many wrong fields; more help nobody. */
export const MOST_ERRORS_SHOWN = 100;

/** Renders an error for a client. `instance` is the path that was asked, without its query. */
export function toProblem(error: AppError, instance: string, requestId: string, now: Date): Problem {
  const { status, title } = ERROR_CODES[error.code];
  const problem: Problem = {
    type: `https://vitrine.dev/problems/${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    error: title,
    status,
    code: error.code,
    instance,
    timestamp: now.toISOString(),
    requestId,
  };
  if (status !== 500) problem.detail = error.detail;
  if (error.retryAfterSeconds !== undefined) problem.retryAfter = error.retryAfterSeconds;
  if (error.errors.length > 0) {
    const shown = error.errors.slice(0, MOST_ERRORS_SHOWN);
    problem.details = shown.map(({ pointer, message }) => `${pointer}: ${message}`);
    problem.errors = shown;
  }
  return problem;
}
