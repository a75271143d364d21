import { escapeIdentifier } from 'pg';
import type { Database } from '@app/database';

/** What `pg_stat_statements` has counted of a statement since its last reset, for all organizations together. */
export interface StatementStatistics {
  calls: number;
  totalMs: number;
  meanMs: number;
  maxMs: number;
  /** Rows that it gave. */
  rows: number;
  /** Blocks of 8 kB that were read from outside of the database's own memory. */
  blocksRead: number;
  /** Blocks of temporary files that were written. */
  tempBlocksWritten: number;
}

/** Statistics by query id, or why there are none. */
export type ReadStatistics =
  { available: true; byId: Map<string, StatementStatistics> } | { available: false; reason: string };

const NOT_INSTALLED =
  'The extension pg_stat_statements is not installed in this database. Load it with shared_preload_libraries and run CREATE EXTENSION pg_stat_statements.';
const UNDEFINED = new Set(['42P01', '42703', '3F000']);

interface Row extends StatementStatistics {
  id: string;
}

/** Reads what the database counted of statements. Where it cannot be read that is an answer too, never an error. */
export async function statementStatistics(
  database: Database,
  queryIds: readonly string[],
): Promise<ReadStatistics> {
  try {
    const { rows: found } = await database.query<{ schema: string }>(
      `SELECT n.nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
       WHERE e.extname = 'pg_stat_statements'`,
    );
    if (!found[0]) return { available: false, reason: NOT_INSTALLED };
    const { rows } = await database.query<Row>(
      `SELECT queryid::text AS id, sum(calls)::float8 AS calls, sum(total_exec_time) AS "totalMs",
         sum(total_exec_time) / greatest(sum(calls), 1) AS "meanMs", max(max_exec_time) AS "maxMs", sum(rows)::float8 AS rows,
         sum(shared_blks_read)::float8 AS "blocksRead", sum(temp_blks_written)::float8 AS "tempBlocksWritten"
       FROM ${escapeIdentifier(found[0].schema)}.pg_stat_statements
       WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND queryid = ANY($1::bigint[])
       GROUP BY queryid`,
      [queryIds],
    );
    return { available: true, byId: new Map(rows.map(({ id, ...counts }) => [id, counts])) };
  } catch (error) {
    return { available: false, reason: reasonOf(error as { code?: string; message?: string }) };
  }
}

function reasonOf({ code = '', message = '' }: { code?: string; message?: string }): string {
  if (UNDEFINED.has(code)) return NOT_INSTALLED;
  if (code === '42501') return 'The role of the application may not read pg_stat_statements.';
  // 55000: installed, and not loaded when the server started.
  if (code === '55000')
    return 'pg_stat_statements is installed but not loaded: shared_preload_libraries lacks it.';
  return `pg_stat_statements could not be read: ${message}`;
}
