import type { ErrorCode } from '@app/platform';

/** When each code is answered, for people who call the API. */
export const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  VALIDATION_FAILED: 'A field or parameter is missing, unknown or not of its form; `errors` names each.',
  MALFORMED_BODY: 'The body cannot be read as what its content type says.',
  AMBIGUOUS_CREDENTIALS: 'The request carries both `Authorization` and `X-API-Key`; send one of them.',
  LIMIT_EXCEEDED: 'The request is larger or more complex than a limit allows; `detail` names the limit.',
  TIMESTAMP_TOO_OLD: 'A point lies before the time from which its metric keeps points.',
  UNAUTHENTICATED: 'The request carries no credential.',
  INVALID_CREDENTIALS: 'Email and password do not belong together.',
  INVALID_SIGNATURE:
    'The webhook is not signed as its source says, too old, or there is no such source; which of these is not told.',
  INVALID_TOKEN: 'The token is not one of ours, or is not meant for this.',
  TOKEN_EXPIRED: 'The access token is too old; refresh it.',
  SESSION_ENDED: 'The session was ended: logged out, password changed or user disabled. Log in again.',
  INVALID_TICKET: 'The ticket of a stream is unknown, was used or is too old. Get another one.',
  INVALID_API_KEY:
    'The API key is not one of ours, was revoked or rotated, or the user who made it may not act any more.',
  API_KEY_EXPIRED: 'The API key is past its `expiresAt`.',
  REFRESH_TOKEN_REUSED: 'A refresh token was used a second time; the whole session is ended. Log in again.',
  INSUFFICIENT_PERMISSIONS: 'You are known, but may not do this.',
  ENDPOINT_NOT_ALLOWED: 'The route is not among the `allowedEndpoints` of the API key.',
  POLICY_VIOLATION: 'Your data policy does not cover what you want to write.',
  NOT_FOUND: 'It does not exist, or you may not see it.',
  METHOD_NOT_ALLOWED: 'The path exists, but not with this method.',
  NOT_ACCEPTABLE: 'None of the formats in `Accept` can be given.',
  REQUEST_TIMEOUT: 'The request did not arrive in time.',
  CLIENT_TOO_SLOW:
    'A live client did not take what was sent to it. It may connect again, and gets a snapshot.',
  CONFLICT: 'It contradicts what is there already, such as a second user with one email.',
  EXPORT_NOT_READY: 'The file of the export is not there yet, or will never be: ask for its status.',
  EXPORT_GONE: 'The file of the export has expired or was deleted. Ask for a new one.',
  RANGE_NOT_SATISFIABLE: 'The Range that was asked for lies outside of the file.',
  EXPORT_LIMIT:
    'Your organization has as many exports under way, or as many bytes of files of them, as it may. Retry-After says when to try again.',
  PRECONDITION_FAILED: 'It has changed since you read it: `If-Match` names an older version.',
  PAYLOAD_TOO_LARGE: 'The body is larger than allowed.',
  URI_TOO_LONG: 'The path is longer than allowed.',
  UNSUPPORTED_MEDIA_TYPE: 'The content type of the body is not one that this operation reads.',
  UNKNOWN_METRIC: 'The query names a metric that does not exist or that you may not see.',
  UNKNOWN_DIMENSION: 'The query names a dimension that the metric does not have.',
  UNKNOWN_REFERENCE: 'The body refers to something that does not exist or that you may not see.',
  IDEMPOTENCY_KEY_REUSED: 'The Idempotency-Key came with another request within 24 hours. Use a new key.',
  SOURCE_REFUSED:
    'A data source answered, and something has to be changed: its credentials, what is asked of it, its settings. The detail says what.',
  RANGE_NOT_KEPT:
    'The query needs points that are no longer kept, and no rollup answers it. The detail names what could be answered.',
  HEADERS_TOO_LARGE: 'The request line and headers together exceed 16 KiB.',
  RATE_LIMITED: 'Too many requests; `retryAfter` says when to come back.',
  STREAM_LIMIT: 'As many live streams are open as there may be; close some, or come back later.',
  UPLOAD_LIMIT:
    'Your organization has as many uploaded files, or as many bytes of them, as it may, or uploads too many at once.',
  SERIES_LIMIT:
    'The metric has as many different combinations of dimensions as it may have, or the organization as many metrics.',
  CLIENT_CLOSED_REQUEST: 'Only in logs: the client went away before the answer was ready.',
  INTERNAL_ERROR: 'A fault of the server. It is logged under the `requestId`.',
  QUERY_TIMEOUT: 'The query ran longer than allowed; ask for less.',
  OVERLOADED: 'Too much is going on right now; try again.',
  DEPENDENCY_UNAVAILABLE: 'The database or the queue does not answer; try again.',
  SOURCE_UNAVAILABLE:
    'A data source, or that of a metric, cannot be reached, is busy, or fails; try again later.',
  SHUTTING_DOWN: 'This process is about to stop; send the request again.',
};
