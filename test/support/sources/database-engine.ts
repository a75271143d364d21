import { canQuery, CONNECTOR_KINDS } from '@app/sources';
import { contextOf } from '../connector-bench';
import type { DatabaseAtHand } from '../source-servers/databases';
import type { SqlEngine } from './sql-engine';

/** A database server of the test's own, asked by the connector that users have. */
export async function databaseEngine(database: DatabaseAtHand): Promise<SqlEngine> {
  const server = await database.start();
  const kind = CONNECTOR_KINDS.find((each) => each.kind === server.connection.kind);
  const connector = kind?.open(kind.parse(server.connection), contextOf('127.0.0.1'));
  if (!connector || !canQuery(connector))
    throw new Error(`No connector asks ${String(server.connection.kind)}`);
  return {
    connector,
    run: async (sql) => void (await server.run(sql)),
    // The engine of ClickHouse that tests have knows no grants.
    permit: async (table) => {
      const { dialect } = connector;
      const to = dialect === 'mysql' ? `reader@'%'` : 'reader';
      if (dialect !== 'clickhouse') await server.run(`GRANT SELECT ON ${table} TO ${to}`);
    },
    close: async () => {
      await connector.close();
      await server.stop();
    },
  };
}
