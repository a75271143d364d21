import type { Client } from 'pg';
import type { BackupTable, Manifest } from './manifest';
import { type ForeignKey, foreignKeys, surveyTables } from './survey';
import { tableName } from './table-name';

/** Tables with rows, as `schema.name`, at most three: a database is empty when there are none. */
export async function tablesWithRows(client: Client): Promise<string[]> {
  const found: string[] = [];
  for (const table of await surveyTables(client)) {
    const { rows } = await client.query<{ some: boolean }>(
      `SELECT EXISTS (SELECT FROM ${tableName(table)}) AS some`,
    );
    if (rows[0]?.some && !table.partitioned) found.push(`${table.schema}.${table.name}`);
    if (found.length === 3) break;
  }
  return found;
}

/** Other sessions on the same database. */
export async function otherSessions(client: Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  return rows[0]?.n ?? 0;
}

/** Empties all tables and gives partitioned ones the partitions of the backup. To be called in a transaction. */
export async function prepareTarget(client: Client, manifest: Manifest): Promise<void> {
  const present = await surveyTables(client);
  const whole = present.filter(({ partition }) => partition === undefined);
  assertSameTables(
    whole,
    manifest.tables.filter(({ partition }) => partition === undefined),
  );
  for (const { partition, ...table } of present) {
    if (partition?.depth === 2) await client.query(`DROP TABLE ${tableName(table)}`); // with those inside it
  }
  await empty(client, whole);
  await dropJobs(client);

  const partitions = manifest.tables.flatMap((table) =>
    table.partition ? [{ table, ...table.partition }] : [],
  );
  for (const { table, parent, bound, by, options } of partitions.toSorted((a, b) => a.depth - b.depth)) {
    await client.query(
      `CREATE TABLE ${tableName(table)} PARTITION OF ${parent} ${bound}` +
        `${by === null ? '' : ` PARTITION BY ${by}`}${options === null ? '' : ` WITH (${options})`}`,
    );
  }
}

/** The audit log refuses to be emptied: only here, where all of it is replaced, its triggers are off. */
async function empty(client: Client, tables: BackupTable[]): Promise<void> {
  if (tables.length === 0) return;
  const triggered = await triggeredTables(client);
  for (const name of triggered) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.map(tableName).join(', ')}`);
  for (const name of triggered) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
}

async function triggeredTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0',
  );
  return rows.map(({ name }) => name);
}

/**
 * Lets rows refer to rows that come later, which circles of references need, and keeps triggers from acting on
 * rows that they have acted on before. Answers what undoes it. Both end with the transaction if it fails.
 */
export async function relaxChecks(client: Client, manifest: Manifest): Promise<() => Promise<void>> {
  const place = new Map(manifest.tables.map((table, index) => [plainName(tableName(table)), index]));
  const backward = (await foreignKeys(client)).filter(
    ({ from, to, deferrable }: ForeignKey) =>
      !deferrable && (place.get(plainName(to)) ?? 0) > (place.get(plainName(from)) ?? 0),
  );
  const triggered = await triggeredTables(client);
  for (const { from, name } of backward) {
    await client.query(`ALTER TABLE ${from} ALTER CONSTRAINT ${name} DEFERRABLE INITIALLY DEFERRED`);
  }
  for (const name of triggered) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
  return async () => {
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    for (const { from, name } of backward) {
      await client.query(`ALTER TABLE ${from} ALTER CONSTRAINT ${name} NOT DEFERRABLE`);
    }
    for (const name of triggered) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
  };
}

function assertSameTables(present: BackupTable[], expected: BackupTable[]): void {
  const here = new Set(present.map(tableName));
  const missing = expected.map(tableName).filter((name) => !here.has(name));
  if (missing.length > 0) {
    throw new Error(`The backup has tables that this database lacks: ${missing.join(', ')}.`);
  }
}

/** Jobs of the old data would run on the new. */
async function dropJobs(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = 'bullmq' AND tablename !~ 'migration|version'`,
  );
  if (rows.length > 0) await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
}

/** `regclass` quotes a name only where it must, `escapeIdentifier` always. */
function plainName(name: string): string {
  return name.replaceAll('"', '');
}
