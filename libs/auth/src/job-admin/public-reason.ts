import { ERROR_CODES } from '@app/platform';

const UNEXPECTED = 'Something unexpected happened. Whoever runs the installation finds it in the log.';

/** Why a job failed, for an organization: errors of ours are for clients, all others may name hosts and accounts of the installation. */
export function publicReason(reason: string): string {
  const [code = ''] = reason.split(':', 1);
  return Object.hasOwn(ERROR_CODES, code) && code !== 'INTERNAL_ERROR' ? reason : UNEXPECTED;
}
