import { AppError, ERROR_CODES } from '@app/platform';
import { SourceError } from '@app/sources';

/** Tries without a record being stored in between, the first one included. */
export const RUN_ATTEMPTS = 5;

const FIRST_MS = 2_000;
const LONGEST_MS = 15 * 60_000;
/** Of a stream: what comes in meanwhile waits, and may be lost where its server keeps it for a while only. */
const LONGEST_OF_STREAM_MS = 30_000;
const FIRST_OF_STREAM_MS = 1_000;
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
  /** Whether trying soon could have an account locked. */
  isRefusal?: boolean;
}

export function failureOf(error: unknown): RunFailure {
  if (error instanceof SourceError) {
    const { message, retryable, retryAfterMs } = error;
    return {
      reason: message,
      mayPass: retryable,
      isOurs: false,
      isRefusal: error.reason === 'credentials',
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
export function retryDelay(attempts: number, failure: RunFailure, random = Math.random): number {
  return delay(FIRST_MS * 2 ** attempts, failure, LONGEST_MS, random);
}

/** The same for streams, which are tried again sooner, unless they refuse the credentials. */
export function streamRetryDelay(attempts: number, failure: RunFailure, random = Math.random): number {
  const longest = failure.isRefusal ? LONGEST_MS : LONGEST_OF_STREAM_MS;
  return delay(FIRST_OF_STREAM_MS * 2 ** attempts, failure, longest, random);
}

function delay(
  wanted: number,
  { retryAfterMs = 0 }: RunFailure,
  longestMs: number,
  random: () => number,
): number {
  const wait = Math.min(longestMs, wanted);
  return Math.max(Math.round(wait * (0.75 + random() / 2)), Math.min(retryAfterMs, 24 * 3_600_000));
}
