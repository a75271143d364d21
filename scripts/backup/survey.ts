import type { Client } from 'pg';
import { loadOrder } from './load-order';
import type { BackupSequence, BackupTable } from './manifest';

/** Where the names of the applied migrations are; restoring fills it by migrating. */
export const MIGRATION_TABLE = 'public.migration';

/** Not our data: PostgreSQL's own, and the jobs (see `writeBackup`). */
const OUR_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'bullmq')`;

/** A table as the survey finds it, with its approximate size in bytes. */
export type SurveyedTable = BackupTable & { size: number };

interface Row extends SurveyedTable {
  key: string;
  parent: string | null;
  bound: string;
  by: string | null;
  options: string | null;
  depth: number;
}

/** The permanent tables of our schemas, each after those that it refers to. Empties the `search_path`. */
export async function surveyTables(client: Client): Promise<SurveyedTable[]> {
  // Without it PostgreSQL writes all names with their schema.
  await client.query("SET search_path = ''");
  const { rows } = await client.query<Row>(`
    SELECT c.oid::regclass::text AS key, n.nspname AS schema, c.relname AS name, c.relkind = 'p' AS partitioned,
           ARRAY(SELECT a.attname::text FROM pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                 ORDER BY a.attnum) AS columns,
           i.inhparent::regclass::text AS parent, pg_get_expr(c.relpartbound, c.oid) AS bound,
           pg_get_partkeydef(c.oid) AS by, array_to_string(c.reloptions, ', ') AS options,
           (SELECT count(*)::int FROM pg_partition_ancestors(c.oid)) AS depth, pg_relation_size(c.oid)::float8 AS size
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND ${OUR_SCHEMA}
      AND c.oid IS DISTINCT FROM to_regclass('${MIGRATION_TABLE}')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY key`);
  const references = new Map<string, string[]>();
  const refer = (from: string, to: string) => references.set(from, [...(references.get(from) ?? []), to]);
  for (const { from, to } of await foreignKeys(client)) refer(from, to);
  // Whoever refers to a partitioned table refers to the rows of its partitions.
  for (const { key, parent } of rows) if (parent !== null) refer(parent, key);
  return loadOrder(rows, ({ key }) => key, references).map(
    ({ schema, name, columns, partitioned, size, parent, bound, by, options, depth }) => ({
      schema,
      name,
      columns,
      partitioned,
      size,
      ...(parent !== null && { partition: { parent, bound, by, options, depth } }),
    }),
  );
}

/** A foreign key; names quoted, with schema. */
export interface ForeignKey {
  name: string;
  from: string;
  to: string;
  deferrable: boolean;
}

/** The foreign keys of our schemas. Names have their schema when the `search_path` is empty. */
export async function foreignKeys(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT quote_ident(k.conname) AS name, k.conrelid::regclass::text AS from, k.confrelid::regclass::text AS to,
           k.condeferrable AS deferrable
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE k.contype = 'f' AND ${OUR_SCHEMA} ORDER BY 1, 2`);
  return rows;
}

/** Where the sequences of our schemas stand, those of identity columns included. */
export async function surveySequences(client: Client): Promise<BackupSequence[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND ${OUR_SCHEMA}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.refobjid = to_regclass('${MIGRATION_TABLE}') AND d.objid = c.oid)
    ORDER BY 1`);
  const sequences: BackupSequence[] = [];
  for (const { name } of rows) {
    const state = await client.query<Omit<BackupSequence, 'name'>>(
      `SELECT last_value::text AS value, is_called AS called FROM ${name}`,
    );
    for (const row of state.rows) sequences.push({ name, ...row });
  }
  return sequences;
}

/** Names of the applied migrations in order; empty for a database that has never been migrated. */
export async function appliedMigrations(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('${MIGRATION_TABLE}') IS NOT NULL AS exists`,
  );
  if (!rows[0]?.exists) return [];
  const applied = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATION_TABLE} ORDER BY id`);
  return applied.rows.map(({ name }) => name);
}
