import { SourceError, type SourceErrorReason } from '../../source-error';

const OUTAGES: ReadonlySet<SourceErrorReason> = new Set(['unreachable', 'timeout', 'broken', 'failed']);

/** Whether an error says that an API is down. */
export function isOutage(error: unknown): boolean {
  return error instanceof SourceError && OUTAGES.has(error.reason);
}
