import type { DashboardViewer } from '@app/auth';
import type { Visibility } from '../dashboard';

/** What somebody may do with a dashboard, each with all before it; the permissions of its roles bound it besides. */
export const ACCESS_LEVELS = ['none', 'read', 'write', 'delete', 'manage'] as const;
export type Access = (typeof ACCESS_LEVELS)[number];

/** What a share can give. */
export const SHARED_ACCESS = ['read', 'write'] as const;
export type SharedAccess = (typeof SHARED_ACCESS)[number];

/** To whom a dashboard is shown besides those who see it anyway: one user, or everybody with a role. */
export type Share = { access: SharedAccess } & ({ userId: string } | { role: string });

/** What of a dashboard decides who may do what with it. */
export interface AccessFacts {
  id: string;
  organizationId: string;
  /** Null when no user owns it. */
  ownerId?: string | null | undefined;
  visibility: Visibility;
  shares: readonly Share[];
}

/** One reason to have access. */
export interface AccessReason {
  by: 'admin' | 'owner' | 'visibility' | 'share with user' | 'share with role' | 'embed token';
  access: Exclude<Access, 'none'>;
  /** Of a share with a role. */
  role?: string;
}

/** Admins see every dashboard of the organization, private ones too: somebody has to, when an owner leaves. */
export function seesEverything(viewer: DashboardViewer): boolean {
  return viewer.kind === 'system' || ['admin', 'super_admin'].some((role) => viewer.roles?.includes(role));
}

/**
 * Why somebody may do something with a dashboard; empty when it does not exist for them. `visibleTo` says the same as a
 * condition for the database: change both or none.
 */
export function accessReasons(viewer: DashboardViewer, facts: AccessFacts): AccessReason[] {
  if (viewer.organizationId !== facts.organizationId) return [];
  if (viewer.kind === 'embed')
    return viewer.dashboardId === facts.id ? [{ by: 'embed token', access: 'read' }] : [];
  const reasons: AccessReason[] = [];
  const isUser = viewer.kind === 'user';
  if (seesEverything(viewer)) reasons.push({ by: 'admin', access: 'manage' });
  if (isUser && facts.ownerId === viewer.id) reasons.push({ by: 'owner', access: 'manage' });
  if (facts.visibility === 'organization') reasons.push({ by: 'visibility', access: 'delete' });
  for (const share of facts.shares) {
    const { access } = share;
    if ('userId' in share && isUser && share.userId === viewer.id)
      reasons.push({ by: 'share with user', access });
    if ('role' in share && viewer.roles?.includes(share.role))
      reasons.push({ by: 'share with role', role: share.role, access });
  }
  return reasons;
}

/** The most that somebody may do with a dashboard. */
export function accessTo(viewer: DashboardViewer, facts: AccessFacts): Access {
  const levels = accessReasons(viewer, facts).map(({ access }) => ACCESS_LEVELS.indexOf(access));
  return ACCESS_LEVELS[Math.max(0, ...levels)] as Access;
}

/** Whether `access` allows what needs `needed`. */
export function allows(access: Access, needed: Access): boolean {
  return ACCESS_LEVELS.indexOf(access) >= ACCESS_LEVELS.indexOf(needed);
}
