import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DashboardDirectory } from '@app/auth';
import { isId } from '@app/platform';
import { Dashboard } from './dashboard';
import { type Viewer, visibleTo } from './visibility';

/** Tells the auth lib which dashboards a user sees. */
@Injectable()
export class OrmDashboardDirectory extends DashboardDirectory {
  override async isVisible(em: EntityManager, user: Viewer, dashboardId: string): Promise<boolean> {
    if (!isId(dashboardId)) return false;
    return (await em.count(Dashboard, { $and: [{ id: dashboardId }, visibleTo(user)] })) > 0;
  }
}
