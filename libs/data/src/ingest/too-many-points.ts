import { AppError } from '@app/platform';

/** The 400 for a batch that is too large. */
export function tooManyPoints(allowed: number, given: number | string): AppError {
  const message = `a batch has at most ${allowed} points (given: ${given}); split it`;
  return new AppError('LIMIT_EXCEEDED', `Nothing was stored. /points: ${message}`, {
    errors: [{ pointer: '/points', message }],
  });
}
