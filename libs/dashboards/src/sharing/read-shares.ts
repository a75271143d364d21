import type { SqlExecutor } from '@app/database';
import type { Share, SharedAccess } from './dashboard-access';

interface ShareRow {
  dashboard_id: string;
  user_id: string | null;
  role: string | null;
  access: SharedAccess;
}

/** The shares of one dashboard as `executor` sees them, those with users first. */
export async function readShares(executor: SqlExecutor, dashboardId: string): Promise<Share[]> {
  return (await sharesOf(executor, [dashboardId])).get(dashboardId.toLowerCase()) ?? [];
}

/** The shares of several dashboards, by id; one without shares is missing. */
export async function sharesOf(
  executor: SqlExecutor,
  dashboardIds: readonly string[],
): Promise<Map<string, Share[]>> {
  const { rows } = await executor.query<ShareRow>(
    `SELECT dashboard_id, user_id, role, access FROM dashboard_share
     WHERE dashboard_id IN (SELECT jsonb_array_elements_text($1::jsonb)::uuid) ORDER BY user_id, role`,
    [JSON.stringify(dashboardIds)],
  );
  const byDashboard = new Map<string, Share[]>();
  for (const { dashboard_id, user_id, role, access } of rows) {
    const shares = byDashboard.get(dashboard_id) ?? [];
    shares.push(user_id === null ? { role: role ?? '', access } : { userId: user_id, access });
    byDashboard.set(dashboard_id, shares);
  }
  return byDashboard;
}
