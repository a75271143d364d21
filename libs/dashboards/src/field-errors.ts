import { AppError, type FieldError } from '@app/platform';

/** @throws AppError 400 that lists `errors`, when there are any */
export function assertNoErrors(errors: FieldError[]): void {
  const [first, ...rest] = errors;
  if (!first) return;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : '';
  throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}${more}`, { errors });
}

/**
 * Runs a parser that knows nothing of where its input stands in the request, and moves the pointers of its errors there.
 * @param pointer where the input is in the request
 */
export function atPointer<T>(pointer: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw movedTo(pointer, error);
  }
}

/** The same error with each of its pointers below `pointer`; what is no AppError stays as it is. */
export function movedTo(pointer: string, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const errors = error.errors.map((field) => ({
    pointer: `${pointer}${field.pointer}`,
    message: field.message,
  }));
  return new AppError(error.code, error.detail, {
    errors: errors.length > 0 ? errors : [{ pointer, message: error.detail }],
    retryAfterSeconds: error.retryAfterSeconds,
    cause: error,
  });
}
