import type { FilterQuery } from '@mikro-orm/core';
import type { Principal } from '@app/auth';
import { AppError } from '@app/platform';
import type { Dashboard, Visibility } from './dashboard';

/** What of a principal decides which dashboards it sees. */
export type Viewer = Pick<Principal, 'kind' | 'id' | 'organizationId' | 'roles'>;

/** Admins see every dashboard of the organization, private ones too: somebody has to, when an owner leaves. */
export function seesEverything(principal: Viewer): boolean {
  return (
    principal.kind === 'system' || ['admin', 'super_admin'].some((role) => principal.roles?.includes(role))
  );
}

/** The condition under which a dashboard exists for a principal; it always holds the organization. */
export function visibleTo(principal: Viewer): FilterQuery<Dashboard> {
  const { organizationId } = principal;
  if (seesEverything(principal)) return { organizationId };
  return {
    organizationId,
    $or: [{ visibility: 'organization' }, { visibility: 'private', ownerId: principal.id }],
  };
}

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
