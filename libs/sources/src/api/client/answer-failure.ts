import { OutboundError, type OutboundReason } from '@app/outbound';
import { OwnLimitError, type SourceErrorReason } from '../../source-error';
import { ApiIntegrationError } from './api-integration-error';
import { isUsedUp, retryAfterMs } from './retry-after';

/** An answer without its body. */
export interface AnswerHead {
  status: number;
  headers: Readonly<Record<string, string>>;
}

const REASONS: Record<OutboundReason, SourceErrorReason> = {
  'invalid-url': 'invalid',
  'invalid-request': 'refused',
  unreachable: 'unreachable',
  certificate: 'certificate',
  timeout: 'timeout',
  broken: 'broken',
  'too-large': 'too-large',
  encoding: 'invalid',
  redirect: 'refused',
  aborted: 'aborted',
};
/** What these say about a request and its answer, nothing of it about the network. */
const TOLD: ReadonlySet<OutboundReason> = new Set(['invalid-url', 'invalid-request', 'encoding', 'redirect']);
const REQUEST_IDS = ['x-request-id', 'request-id', 'x-amzn-requestid', 'x-correlation-id', 'cf-ray'];
const REQUEST_ID = /^[\w.:/+=-]{1,100}$/;
/** Nothing of these changes by asking again: not implemented, HTTP version, variants, storage, loop, extension, a network's login. */
const FINAL = new Set([501, 505, 506, 507, 508, 510, 511]);
/** The request was not looked at, so that it may be sent again whatever it does. */
const NOT_LOOKED_AT = new Set([425, 429]);

/** What an answer without success means. @param now milliseconds since 1970 */
export function failureOf({ status, headers }: AnswerHead, now: number): ApiIntegrationError {
  const detail = `It answered ${status}.`;
  const requestId = REQUEST_IDS.map((name) => headers[name]).find((id) => id && REQUEST_ID.test(id));
  const wait = retryAfterMs(headers, now);
  const told = { status, detail, requestId };
  const passing = { ...told, retryAfterMs: wait };
  if (status === 425 || status === 429) return new ApiIntegrationError('busy', passing);
  if (wait !== undefined && (status === 503 || (status === 403 && isUsedUp(headers))))
    return new ApiIntegrationError('busy', passing);
  if (FINAL.has(status)) return new ApiIntegrationError('refused', told);
  if (status >= 500) return new ApiIntegrationError('failed', passing);
  if (status === 408) return new ApiIntegrationError('timeout', passing);
  if (status === 401 || status === 403) return new ApiIntegrationError('credentials', told);
  if (status === 404 || status === 410) return new ApiIntegrationError('missing', told);
  return new ApiIntegrationError('refused', told);
}

/** An error of asking or reading, in the words of sources. */
export function toApiError(error: unknown): ApiIntegrationError {
  if (error instanceof ApiIntegrationError) return error;
  if (!(error instanceof OutboundError)) return new ApiIntegrationError('invalid', { cause: error });
  const detail = TOLD.has(error.reason) ? error.message : undefined;
  return new ApiIntegrationError(REASONS[error.reason], { detail, cause: error });
}

/** The same, while what is no fault of the API stays what it is. */
export function toSourceError(error: unknown): ApiIntegrationError | OwnLimitError {
  return error instanceof OwnLimitError ? error : toApiError(error);
}

/** Whether to ask again: what the API did not look at, and for a GET whatever may pass. */
export function mayRetry(
  method: 'GET' | 'POST',
  { retryable, status, reason }: ApiIntegrationError,
): boolean {
  if (!retryable) return false;
  return method === 'GET' || reason === 'unreachable' || NOT_LOOKED_AT.has(status ?? 0);
}
