import { type FilterQuery, raw } from '@mikro-orm/core';
import type { DashboardViewer } from '@app/auth';
import type { Dashboard } from '../dashboard';
import { seesEverything } from './dashboard-access';

/**
 * The condition under which a dashboard exists for somebody: `accessReasons` in the words of the database. It always holds
 * the organization.
 */
export function visibleTo(viewer: DashboardViewer): FilterQuery<Dashboard> {
  const { organizationId, kind, id, roles } = viewer;
  if (kind === 'embed')
    return { organizationId, id: viewer.dashboardId === undefined ? { $in: [] } : viewer.dashboardId };
  if (seesEverything(viewer)) return { organizationId };
  const user = kind === 'user' ? id : null;
  const own: FilterQuery<Dashboard>[] = user === null ? [] : [{ ownerId: user }];
  const isShared = raw(
    (alias) =>
      `exists (select 1 from dashboard_share s where s.dashboard_id = ${alias}.id and (s.user_id = ?::uuid or s.role = any(?::text[])))`,
    [user, `{${(roles ?? []).map((role) => JSON.stringify(role)).join(',')}}`],
  );
  return { organizationId, $or: [{ visibility: 'organization' }, ...own, { [isShared]: [] }] };
}
