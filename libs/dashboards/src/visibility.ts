import type { Principal } from '@app/auth';
import { AppError } from '@app/platform';
import type { Visibility } from './dashboard';
import { seesEverything } from './sharing/dashboard-access';

/** What a new dashboard is when its maker does not say. */
export function defaultVisibility(principal: Principal): Visibility {
  return principal.kind === 'user' ? 'private' : 'organization';
}

/**
 * Lets pass a visibility that the principal may give to a dashboard of this owner; `from` is absent for a new one.
 * @throws AppError 403 when somebody else's dashboard would change who sees it; 400 for a private one without owner
 */
export function assertVisibility(
  principal: Principal,
  ownerId: string | null,
  change: { from?: Visibility; to: Visibility },
  pointer: string,
): void {
  const { from, to } = change;
  if (from === to) return;
  if (to === 'private' && ownerId === null) {
    throw AppError.invalid(
      `${pointer}/visibility`,
      'visibility must be "organization" for a dashboard that no user owns (given: "private")',
    );
  }
  if (from !== undefined && ownerId !== principal.id && !seesEverything(principal)) {
    throw new AppError(
      'INSUFFICIENT_PERMISSIONS',
      "Only the dashboard's owner and admins change its visibility.",
    );
  }
}
