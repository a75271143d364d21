/** How an error code is answered: HTTP status, the fixed title of problem+json, and the level it is logged at. */
export interface ErrorSpec {
  status: number;
  title: string;
  log: 'silent' | 'debug' | 'warn' | 'error';
}

const spec = (status: number, title: string, log: ErrorSpec['log'] = 'debug'): ErrorSpec => ({
  status,
  title,
  log,
});

/** Every code that an answer of Vitrine can carry. Stable: clients switch on them. */
export const ERROR_CODES = {
  VALIDATION_FAILED: spec(400, 'Validation failed'),
  MALFORMED_BODY: spec(400, 'Validation failed'),
  AMBIGUOUS_CREDENTIALS: spec(400, 'Validation failed'),
  LIMIT_EXCEEDED: spec(400, 'Validation failed'),
  TIMESTAMP_TOO_OLD: spec(400, 'Validation failed'),
  UNAUTHENTICATED: spec(401, 'Authentication required'),
  INVALID_CREDENTIALS: spec(401, 'Invalid credentials'),
  INVALID_TOKEN: spec(401, 'Invalid token'),
  TOKEN_EXPIRED: spec(401, 'Token expired'),
  SESSION_ENDED: spec(401, 'Session ended'),
  INVALID_TICKET: spec(401, 'Invalid ticket'),
  INVALID_API_KEY: spec(401, 'Invalid API key'),
  API_KEY_EXPIRED: spec(401, 'API key expired'),
  INVALID_SIGNATURE: spec(401, 'Invalid signature'),
  REFRESH_TOKEN_REUSED: spec(401, 'Session ended', 'warn'),
  INSUFFICIENT_PERMISSIONS: spec(403, 'Insufficient permissions'),
  ENDPOINT_NOT_ALLOWED: spec(403, 'Insufficient permissions'),
  POLICY_VIOLATION: spec(403, 'Insufficient permissions'),
  NOT_FOUND: spec(404, 'Not found'),
  METHOD_NOT_ALLOWED: spec(405, 'Method not allowed'),
  NOT_ACCEPTABLE: spec(406, 'Not acceptable'),
  REQUEST_TIMEOUT: spec(408, 'Request timeout'),
  CLIENT_TOO_SLOW: spec(408, 'Client too slow'),
  CONFLICT: spec(409, 'Conflict'),
  EXPORT_NOT_READY: spec(409, 'Conflict'),
  EXPORT_GONE: spec(410, 'Gone'),
  PRECONDITION_FAILED: spec(412, 'Precondition failed'),
  PAYLOAD_TOO_LARGE: spec(413, 'Payload too large'),
  URI_TOO_LONG: spec(414, 'URI too long'),
  UNSUPPORTED_MEDIA_TYPE: spec(415, 'Unsupported media type'),
  UNKNOWN_METRIC: spec(422, 'Unprocessable content'),
  UNKNOWN_DIMENSION: spec(422, 'Unprocessable content'),
  UNKNOWN_REFERENCE: spec(422, 'Unprocessable content'),
  IDEMPOTENCY_KEY_REUSED: spec(422, 'Unprocessable content'),
  SOURCE_REFUSED: spec(422, 'Unprocessable content'),
  RANGE_NOT_KEPT: spec(422, 'Unprocessable content'),
  RANGE_NOT_SATISFIABLE: spec(416, 'Range not satisfiable'),
  HEADERS_TOO_LARGE: spec(431, 'Request header fields too large'),
  RATE_LIMITED: spec(429, 'Rate limit exceeded'),
  EXPORT_LIMIT: spec(429, 'Rate limit exceeded'),
  UPLOAD_LIMIT: spec(429, 'Rate limit exceeded'),
  SERIES_LIMIT: spec(429, 'Rate limit exceeded', 'warn'),
  STREAM_LIMIT: spec(429, 'Rate limit exceeded'),
  CLIENT_CLOSED_REQUEST: spec(499, 'Client closed request', 'silent'),
  INTERNAL_ERROR: spec(500, 'Internal server error', 'error'),
  QUERY_TIMEOUT: spec(503, 'Query timeout', 'warn'),
  OVERLOADED: spec(503, 'Service unavailable', 'warn'),
  DEPENDENCY_UNAVAILABLE: spec(503, 'Service unavailable', 'error'),
  SOURCE_UNAVAILABLE: spec(503, 'Service unavailable'),
  SHUTTING_DOWN: spec(503, 'Service unavailable'),
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERROR_CODES;
