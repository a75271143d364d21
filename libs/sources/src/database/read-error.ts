import { SourceError } from '../source-error';

/** Of a server that was asked for TLS, as sources are unless their connection says otherwise. */
export const NO_TLS = 'It does not offer TLS; "tls": { "mode": "off" } does without.';

const LONGEST = 300;
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH)/;

/** What a server said of a statement: one line, not too long. */
export function said(message: string | undefined): string {
  // oxlint-disable-next-line no-control-regex
  const line = (message ?? '').replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** What an error means that is none of the server's: the connection did not come to stand, or broke. */
export function unread(error: unknown, connected: boolean): SourceError {
  if (error instanceof SourceError) return error;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && CERTIFICATE.test(code))
    return new SourceError('certificate', undefined, { cause: error });
  return new SourceError(connected ? 'broken' : 'unreachable', undefined, { cause: error });
}
