import { AppError } from '@app/platform';

/** The 400 for a batch that is too large. */
export function tooManyPoints(allowed: number, given: number | string): AppError {
  return tooLarge(`a batch has at most ${allowed} points (given: ${given}); split it`);
}

/** The 400 for a batch of too many metrics. */
export function tooManyMetrics(allowed: number, given: number): AppError {
  return tooLarge(`a batch has at most ${allowed} different metrics (given: ${given}); split it`);
}

function tooLarge(message: string): AppError {
  return new AppError('LIMIT_EXCEEDED', `Nothing was stored. /points: ${message}`, {
    errors: [{ pointer: '/points', message }],
  });
}
