import { SourceError, type SourceErrorReason } from '../../source-error';
import { NO_TLS, said, unread } from '../read-error';

/** SQLSTATEs, the longest that fits first (PostgreSQL's documentation, appendix A). */
const STATES: readonly [string, SourceErrorReason, 'said'?][] = [
  ['3D000', 'missing'],
  ['3F000', 'missing', 'said'],
  ['42P01', 'missing', 'said'],
  ['42703', 'missing', 'said'],
  ['42501', 'refused', 'said'],
  ['57014', 'timeout'],
  ['25P03', 'timeout'],
  ['55P03', 'busy'],
  ['40', 'busy'],
  ['53', 'busy'],
  ['57', 'broken'],
  ['58', 'broken'],
  ['08', 'broken'],
  ['28', 'credentials'],
  ['0A', 'refused', 'said'],
  ['22', 'refused', 'said'],
  ['25', 'refused', 'said'],
  ['42', 'refused', 'said'],
  ['54', 'refused', 'said'],
];

/** What an error of `pg` means. @param connected whether a session stood when it came */
export function readPostgresqlError(error: unknown, connected: boolean): SourceError {
  if (error instanceof SourceError) return error;
  const { code, message, severity } = error as { code?: unknown; message?: string; severity?: string };
  if (severity === undefined || typeof code !== 'string') {
    if (message === 'The server does not support SSL connections')
      return new SourceError('refused', NO_TLS, { cause: error });
    return unread(error, connected);
  }
  const [, reason, detail] = STATES.find(([state]) => code.startsWith(state)) ?? ['', 'refused' as const];
  return new SourceError(reason, detail ? said(message) : undefined, { cause: error });
}
