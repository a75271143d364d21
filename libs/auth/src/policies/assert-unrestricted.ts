import { AppError } from '@app/platform';
import type { Principal } from '../principals/principal';

/**
 * Some things are not cut by dimension: who has a data policy has no part in them.
 * @param what carries all of the data, in the plural: `webhooks`
 * @throws AppError POLICY_VIOLATION
 */
export function assertUnrestricted({ dataPolicy }: Principal, what: string): void {
  if (Object.keys(dataPolicy).length === 0) return;
  throw new AppError(
    'POLICY_VIOLATION',
    `Your data policy shows you parts of the data alone; ${what} carry all of it.`,
  );
}
