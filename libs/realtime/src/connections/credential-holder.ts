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

  /** One connection for each dashboard: what it may see of it, the others may too. And all that may watch several. */
  probes(): OpenConnection[] {
    const probes = new Map<string | OpenConnection, OpenConnection>();
    for (const connection of this.connections)
      probes.set(connection.request.dashboardId ?? connection, connection);
    return [...probes.values()];
  }
}
