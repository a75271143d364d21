import { HttpException } from '@nestjs/common';
import { AppError } from './app-error';
import type { ErrorCode } from './error-codes';

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'VALIDATION_FAILED',
  401: 'UNAUTHENTICATED',
  403: 'INSUFFICIENT_PERMISSIONS',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  503: 'OVERLOADED',
};

/** Codes of Fastify's own errors, which come before a handler runs. */
const BY_FASTIFY_CODE: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_BODY',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_BODY',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'MALFORMED_BODY',
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_MAX_URI_LENGTH: 'URI_TOO_LONG',
};

const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08006',
]);

/** Statement cancelled, lock not available, transaction idle for too long, out of shared memory. */
const TOO_MUCH_AT_ONCE = new Set(['57014', '55P03', '25P03', '53200']);

/** Maps whatever was thrown to an {@link AppError}; what is not understood is INTERNAL_ERROR with the cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = thrown as { code?: unknown; statusCode?: unknown; message?: unknown; name?: unknown };
  const text = typeof error?.message === 'string' ? error.message : '';
  const code = typeof error?.code === 'string' ? error.code : '';
  const byFastify = BY_FASTIFY_CODE[code];
  if (byFastify) return new AppError(byFastify, text, { cause: thrown });
  if (thrown instanceof SyntaxError && error.statusCode === 400) {
    return new AppError('MALFORMED_BODY', `The body is not valid JSON${placeIn(text)}.`, { cause: thrown });
  }
  const status = thrown instanceof HttpException ? thrown.getStatus() : error?.statusCode;
  const byStatus = typeof status === 'number' ? BY_STATUS[status] : undefined;
  if (byStatus) return new AppError(byStatus, text, { cause: thrown });
  if (
    TOO_MUCH_AT_ONCE.has(code) ||
    /timeout exceeded when trying to connect|^Query read timeout$/.test(text)
  ) {
    return new AppError('OVERLOADED', 'The database has too much to do at once; send the request again.', {
      cause: thrown,
      retryAfterSeconds: 2,
    });
  }
  if (UNAVAILABLE.has(code) || /Connection terminated/.test(text)) {
    return new AppError(
      'DEPENDENCY_UNAVAILABLE',
      'The database or the queue does not answer right now; try again.',
      {
        cause: thrown,
        retryAfterSeconds: 2,
      },
    );
  }
  if (/Cannot use a pool after calling end/.test(text)) {
    return new AppError('SHUTTING_DOWN', 'This process is stopping; send the request again.', {
      cause: thrown,
      retryAfterSeconds: 1,
    });
  }
  return new AppError('INTERNAL_ERROR', 'Unexpected error', { cause: thrown });
}

/** Where the parser stopped. The rest of what it says quotes the body, which may hold a password. */
function placeIn(text: string): string {
  const [, place] = /( at position \d+( \(line \d+ column \d+\))?)/.exec(text) ?? [];
  return place ?? (/forbidden prototype/.test(text) ? ': it has a property that no object may have' : '');
}
