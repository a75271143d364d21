import { AppError, ERROR_CODES } from '@app/platform';
import { SourceError } from '@app/sources';

/** Tries without a record being stored in between, the first one included. */
export const RUN_ATTEMPTS = 5;

const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60_000;
const UNEXPECTED = 'Something went wrong here; it is in the log of the worker.';

/** What a failure means for a run. */
export interface RunFailure {
  /** For whoever manages the source. */
  reason: string;
  /** Whether another try may do better. */
  mayPass: boolean;
  /** What the source asked for, in milliseconds. */
  retryAfterMs?: number;
  /** Whether it is no fault of the source or its set-up. */
  isOurs: boolean;
}

export function failureOf(error: unknown): RunFailure {
  if (error instanceof SourceError) {
    const { message, retryable, retryAfterMs } = error;
    return {
      reason: message,
      mayPass: retryable,
      isOurs: false,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  if (error instanceof AppError && ERROR_CODES[error.code].status < 500)
    return { reason: error.detail, mayPass: false, isOurs: false };
  return { reason: UNEXPECTED, mayPass: true, isOurs: true };
}

/**
 * How long to wait before the next try: doubled each time, up to a quarter of an hour, with jitter so that sources that failed together
 * are not tried together; never less than the source asked for.
 */
export function retryDelay(attempts: number, { retryAfterMs = 0 }: RunFailure, random = Math.random): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempts);
  return Math.max(Math.round(wait * (0.75 + random() / 2)), Math.min(retryAfterMs, 24 * 3_600_000));
}
