import { AppError } from '@app/platform';
import { isWithin } from '../policies/intersect-policies';
import type { DataPolicy, Principal } from '../principals/principal';

/**
 * A principal with a data policy may only handle users who see no more than it does; otherwise it could give itself an
 * account without the policy.
 * @throws AppError POLICY_VIOLATION
 */
export function assertWithinPolicy(principal: Principal, policy: DataPolicy | null | undefined): void {
  for (const [dimension, allowed] of Object.entries(principal.dataPolicy)) {
    if (isWithin(policy, { [dimension]: allowed })) continue;
    throw new AppError(
      'POLICY_VIOLATION',
      `Your data policy restricts ${JSON.stringify(dimension)}; you may only change users whose policy restricts it as much.`,
    );
  }
}
