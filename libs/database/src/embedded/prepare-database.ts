import { Client } from 'pg';
import { type Credentials, OWNER, SUPERUSER, connectionUrl } from './credentials';

/** Creates the role, the database and what only a superuser may create in it, where they are missing. */
export async function prepareDatabase(
  port: number,
  database: string,
  credentials: Credentials,
): Promise<void> {
  await withClient(connectionUrl(credentials, SUPERUSER, port, 'postgres'), async (client) => {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [OWNER, database],
    );
    if (!rows[0]?.role) {
      await client.query(
        `CREATE ROLE ${OWNER} LOGIN CREATEDB PASSWORD ${client.escapeLiteral(credentials[OWNER])} IN ROLE pg_monitor`,
      );
    }
    if (!rows[0]?.database) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${OWNER}`);
    }
  });
  await withClient(connectionUrl(credentials, SUPERUSER, port, database), (client) =>
    client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements'),
  );
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'vitrine-launcher' });
  client.on('error', () => {}); // whoever waits for an answer hears of it too
  try {
    await client.connect();
    await work(client);
    await client.end();
  } catch (error) {
    // Not waited for: on a connection that broke it may never answer.
    client.end().catch(() => {});
    throw error;
  }
}
