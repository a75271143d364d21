import type { Principal, Standing } from '@app/auth';
import type { OpenConnection } from './open-connection';

/** All connections of one credential: what holds for one holds for all, so it is asked once. */
export class CredentialHolder {
  readonly connections = new Set<OpenConnection>();
  /** A question is on its way. */
  asking = false;

  constructor(
    readonly standing: Standing,
    public principal: Principal,
  ) {}

  /** One connection for each dashboard: what it may see of it, the others may too. */
  probes(): OpenConnection[] {
    const byDashboard = new Map<string | undefined, OpenConnection>();
    for (const connection of this.connections) byDashboard.set(connection.request.dashboardId, connection);
    return [...byDashboard.values()];
  }
}
