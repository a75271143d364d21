import { SourceError, type SourceErrorReason } from '../../source-error';

const REASONS: Readonly<Record<string, SourceErrorReason>> = {
  AuthorizationError: 'credentials',
  UserAuthenticationExpiredError: 'credentials',
  PermissionViolationError: 'credentials',
  StreamNotFoundError: 'missing',
  JetStreamNotEnabled: 'missing',
  ConsumerNotFoundError: 'broken',
  NoRespondersError: 'missing',
  TimeoutError: 'timeout',
  JetStreamApiError: 'refused',
  JetStreamStatusError: 'broken',
};

/** What went wrong in the words of all sources; what NATS says is for the log alone. */
export function natsFailure(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const { name = '', code, cause } = error as { name?: string; code?: string; cause?: unknown };
  if (name === 'RequestError' && cause !== undefined) return natsFailure(cause);
  if (code !== undefined && /^(ERR_TLS|CERT|DEPTH|SELF_SIGNED|UNABLE)/.test(code))
    return new SourceError('certificate', undefined, { cause: error });
  return new SourceError(REASONS[name] ?? 'broken', undefined, { cause: error });
}

/** Of an attempt to connect: whatever keeps it from standing is the same. */
export function connectFailure(error: unknown): SourceError {
  const failure = natsFailure(error);
  const isTold = ['credentials', 'certificate', 'aborted'].includes(failure.reason);
  return isTold ? failure : new SourceError('unreachable', undefined, { cause: error });
}
