import { AppError } from '@app/platform';

/** The error for values whose sum or interpolation no double can hold. */
export function beyondDouble(): AppError {
  return new AppError('LIMIT_EXCEEDED', 'A value of the answer is larger than a number can be, 1.8e308.');
}

/** @throws AppError LIMIT_EXCEEDED for what is no finite number */
export function finite(value: number | null): number | null {
  if (value !== null && !Number.isFinite(value)) throw beyondDouble();
  return value;
}

/** The error for an answer that is larger than the plan allows. */
export function tooManyRows(limit: number): AppError {
  const message = `The query makes more than ${limit} rows (buckets times groups). Ask for a shorter time range, a longer interval, fewer dimensions or filters.`;
  return new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/groupBy', message }] });
}

/** The error for percentiles of more rollup rows than can be merged for one answer. */
export function tooManySketches(limit: number): AppError {
  const message = `The percentiles of the query are made of more than ${limit} sketches. Ask for a shorter time range, a longer interval or more filters.`;
  return new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/timeRange', message }] });
}
