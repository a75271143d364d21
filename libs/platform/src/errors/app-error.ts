import type { ErrorCode } from './error-codes';

/** One place in the request that is wrong. `pointer` is a JSON pointer into the body, or `/name` of a parameter. */
export interface FieldError {
  pointer: string;
  /** Names the value given and what is allowed. */
  message: string;
}

export interface AppErrorOptions {
  errors?: FieldError[];
  /** Sent as Retry-After and `retryAfter`. Seconds. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The only error that services throw. `detail` is for the client: no secrets, no SQL. */
export class AppError extends Error {
  readonly errors: FieldError[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    options: AppErrorOptions = {},
  ) {
    super(`${code}: ${detail}`, { cause: options.cause });
    this.name = 'AppError';
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** A 400 for one field. */
  static invalid(pointer: string, message: string): AppError {
    return new AppError('VALIDATION_FAILED', message, { errors: [{ pointer, message }] });
  }

  /** A 404 for a row that is absent or invisible to the principal. */
  static notFound(noun: string, id: string): AppError {
    return new AppError('NOT_FOUND', `There is no ${noun} ${JSON.stringify(id)} that you can see.`);
  }
}
