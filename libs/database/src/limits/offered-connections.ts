import { Client } from 'pg';

const ANSWERED_WITHIN_MS = 3_000;

/**
 * How many connections the server offers to this user: `max_connections` without the reserved ones, or less where the
 * role or the database has a limit. Undefined when it does not answer.
 */
export async function offeredConnections(url: string): Promise<number | undefined> {
  const client = new Client({
    connectionString: url,
    application_name: 'vitrine-start',
    connectionTimeoutMillis: ANSWERED_WITHIN_MS,
    query_timeout: ANSWERED_WITHIN_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ offered: number }>(`
      SELECT least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - coalesce(current_setting('reserved_connections', true)::int, 0),
        (SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user),
        (SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database())) AS offered`);
    return rows[0]?.offered;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
