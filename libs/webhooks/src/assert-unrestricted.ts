import type { Principal } from '@app/auth';
import { AppError } from '@app/platform';

/**
 * Payloads are not cut by dimension, and points of webhooks are written for the whole organization: who has a data policy has
 * no part in them.
 * @throws AppError POLICY_VIOLATION
 */
export function assertUnrestricted({ dataPolicy }: Principal): void {
  if (Object.keys(dataPolicy).length === 0) return;
  throw new AppError(
    'POLICY_VIOLATION',
    'Your data policy shows you parts of the data alone; webhooks carry all of it.',
  );
}
