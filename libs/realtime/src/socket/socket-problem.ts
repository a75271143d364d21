import { type AppError, ERROR_CODES, type ErrorCode, type FieldError, toAppError } from '@app/platform';

/** An error as clients of sockets get it: in acknowledgements, and as `data` of `connect_error`. The words are those of HTTP. */
export interface SocketProblem {
  code: ErrorCode;
  title: string;
  /** As the HTTP status. */
  status: number;
  detail?: string;
  /** Seconds. */
  retryAfter?: number;
  errors?: FieldError[];
}

export function socketProblem(error: AppError): SocketProblem {
  const { status, title } = ERROR_CODES[error.code];
  return {
    code: error.code,
    title,
    status,
    ...(status === 500 ? {} : { detail: error.detail }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfter: error.retryAfterSeconds }),
    ...(error.errors.length > 0 ? { errors: error.errors.slice(0, 100) } : {}),
  };
}

/** What socket.io turns into `connect_error`. */
export function connectError(thrown: unknown): Error & { data: SocketProblem } {
  const data = socketProblem(toAppError(thrown));
  return Object.assign(new Error(data.detail ?? data.title), { data });
}
