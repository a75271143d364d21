import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { ormOptions } from './orm-options';

/** Any number that nothing else locks: "vitrine" read as base 36, cut to an int. */
const MIGRATION_LOCK = 1_907_153_282;
const OLDEST_POSTGRES = 150_000;

/**
 * Brings the database to the newest schema: Vitrine's tables and those of the job queue.
 * Safe to call from several processes at once: one works, the others wait for it.
 * @param options.url a direct connection, not through a pooler in transaction mode
 * @param options.to the last migration to apply, for restoring an older backup; default: the newest
 * @returns names of the migrations that this call applied
 * @throws Error when the server is older than PostgreSQL 15
 */
export async function migrate(options: {
  url: string;
  log?: (line: string) => void;
  to?: string;
}): Promise<{ applied: string[] }> {
  const client = new Client({ connectionString: options.url, application_name: 'vitrine-migrate' });
  await client.connect();
  try {
    await assertVersion(client);
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await applyPending(options);
    await runMigrations(client);
    return { applied };
  } finally {
    await client.end();
  }
}

/** Names of migrations that `url` still lacks; empty when it is up to date. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const orm = new MikroORM(ormOptions(url, [], 2));
  try {
    await orm.connect();
    return (await orm.migrator.getPending()).map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}

async function applyPending({ url, log, to }: Parameters<typeof migrate>[0]): Promise<string[]> {
  const orm = new MikroORM(ormOptions(url, [], 2));
  try {
    await orm.connect();
    const applied = (await orm.migrator.up(to === undefined ? undefined : { to })).map(
      (migration) => migration.name,
    );
    for (const name of applied) log?.(`applied ${name}`);
    return applied;
  } finally {
    await orm.close(true);
  }
}

async function assertVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    `SELECT current_setting('server_version_num') AS server_version_num, current_setting('server_version') AS server_version`,
  );
  const row = rows[0];
  if (row && Number(row.server_version_num) < OLDEST_POSTGRES) {
    throw new Error(`Vitrine needs PostgreSQL 15 or newer; this server is ${row.server_version}.`);
  }
}
