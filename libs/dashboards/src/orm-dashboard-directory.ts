import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DashboardDirectory, type DashboardViewer, type EmbedGrant } from '@app/auth';
import { Database } from '@app/database';
import { isId } from '@app/platform';
import { Dashboard } from './dashboard';
import { type AccessFacts, accessTo, allows } from './sharing/dashboard-access';
import { sharesOf } from './sharing/read-shares';
import { visibleTo } from './sharing/visible-to';

/** Tells the auth lib which dashboards a user sees, and may show. */
@Injectable()
export class OrmDashboardDirectory extends DashboardDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  override async isVisible(em: EntityManager, user: DashboardViewer, dashboardId: string): Promise<boolean> {
    if (!isId(dashboardId)) return false;
    return (await em.count(Dashboard, { $and: [{ id: dashboardId }, visibleTo(user)] })) > 0;
  }

  override async mayEmbed(grants: readonly EmbedGrant[]): Promise<Set<EmbedGrant>> {
    if (grants.length === 0) return new Set();
    const ids = [...new Set(grants.map(({ dashboardId }) => dashboardId))];
    const { rows } = await this.database.query<Omit<AccessFacts, 'shares'> & { epoch: number }>(
      `SELECT id, organization_id AS "organizationId", owner_id AS "ownerId", visibility, embed_epoch AS epoch
       FROM dashboard WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    const shares = await sharesOf(this.database, ids);
    const dashboards = new Map(rows.map((row) => [row.id, { ...row, shares: shares.get(row.id) ?? [] }]));
    return new Set(
      grants.filter(({ dashboardId, epoch, creator }) => {
        const dashboard = dashboards.get(dashboardId);
        return dashboard?.epoch === epoch && allows(accessTo(creator, dashboard), 'write');
      }),
    );
  }
}
