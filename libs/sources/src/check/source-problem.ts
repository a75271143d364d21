import { AppError } from '@app/platform';
import type { SourceError } from '../source-error';

const RETRY_SECONDS = 5;

/** A failure of a source as an answer: 503 where waiting may help, 422 where something has to be changed. */
export function sourceProblem(error: SourceError): AppError {
  if (!error.retryable) return new AppError('SOURCE_REFUSED', error.message, { cause: error });
  const retryAfterSeconds = Math.ceil((error.retryAfterMs ?? RETRY_SECONDS * 1_000) / 1_000);
  return new AppError('SOURCE_UNAVAILABLE', error.message, { retryAfterSeconds, cause: error });
}
