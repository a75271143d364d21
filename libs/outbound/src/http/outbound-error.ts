/**
 * Why a request brought no answer, in words for whoever asked for it. All that happens before a connection stands has the same
 * words, so that nobody learns which names, addresses and ports there are inside the network of this server.
 */
const REASONS = {
  'invalid-url': 'The URL must be http or https, with a host and without user name and password.',
  'invalid-request': 'The request has a method or headers that must not be sent.',
  unreachable:
    'The address cannot be reached, or is not one that may be called. Addresses that are not public have to be named in OUTBOUND_ALLOW.',
  certificate: 'The TLS certificate is not valid for this host.',
  timeout: 'The host took the request and did not answer in time.',
  broken: 'The connection broke off, or what came was no HTTP.',
  'too-large': 'The answer is larger than allowed.',
  encoding: 'The answer is compressed in a way that was not asked for, or damaged.',
  redirect: 'It redirects too often, to where it must not, or without saying where.',
  aborted: 'The request was called off.',
} as const;

export type OutboundReason = keyof typeof REASONS;

/** A request of {@link HttpClient} that brought no answer. `message` may be shown to anybody; `cause` is for the log alone. */
export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    cause?: unknown,
  ) {
    super(REASONS[reason], { cause });
    this.name = 'OutboundError';
  }
}

const BEFORE_A_CONNECTION = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'EACCES',
  'EPERM',
  'EINVAL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const DAMAGED = /^(Z_(DATA|BUF|STREAM|NEED_DICT)|ERR_BROTLI|ERR__ERROR_FORMAT)/;
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH)/;

/** What an error of the HTTP library means. @param connected whether a connection stood when it came */
export function toOutboundError(error: unknown, connected: boolean): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) return new OutboundError('certificate', error);
  if (DAMAGED.test(code)) return new OutboundError('encoding', error);
  if (!connected || BEFORE_A_CONNECTION.has(code)) return new OutboundError('unreachable', error);
  return new OutboundError(TIMEOUTS.has(code) ? 'timeout' : 'broken', error);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
