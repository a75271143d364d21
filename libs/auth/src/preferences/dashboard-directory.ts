import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '../principals/principal';

/** What of a principal decides which dashboards there are for it. */
export type DashboardViewer = Pick<Principal, 'kind' | 'id' | 'organizationId' | 'roles' | 'dashboardId'>;

/** What an embed token rests on. */
export interface EmbedGrant {
  dashboardId: string;
  /** The dashboard's epoch when the token was made. */
  epoch: number;
  creator: DashboardViewer;
}

/** What this lib has to know of dashboards, which live in a lib above it. That lib provides it to the api. */
export abstract class DashboardDirectory {
  /** Whether there is such a dashboard for this user, as `em` sees it. */
  abstract isVisible(em: EntityManager, user: DashboardViewer, dashboardId: string): Promise<boolean>;

  /** Those of the grants whose dashboard is still of their epoch, and that their creator may still give. */
  abstract mayEmbed(grants: readonly EmbedGrant[]): Promise<Set<EmbedGrant>>;
}
