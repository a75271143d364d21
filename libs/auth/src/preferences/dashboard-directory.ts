import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '../principals/principal';

/** What preferences have to know of dashboards, which live in a lib above this one. That lib provides it to the api. */
export abstract class DashboardDirectory {
  /** Whether there is such a dashboard for this user, as `em` sees it. */
  abstract isVisible(
    em: EntityManager,
    user: Pick<Principal, 'kind' | 'id' | 'organizationId' | 'roles'>,
    dashboardId: string,
  ): Promise<boolean>;
}
