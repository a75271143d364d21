import type { Database, SqlExecutor } from '@app/database';
import type { PoolClient } from 'pg';

const LOCK_NOT_AVAILABLE = '55P03';
/** Statements on points wait for this long at most; whoever reads right now may finish first, and then it is tried again. */
const LOCK_TIMEOUT_MS = 1_000;

/** Drops the monthly partitions whose every metric has its floor above them. @returns their names */
export async function dropPartitions(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ name: string; month: string }>(
    `SELECT c.relname AS name, substr(c.relname, 8) AS month FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'metrics.points'::regclass AND NOT i.inhdetachpending AND c.relname ~ '^points_[0-9]{6}$'
       AND to_timestamp(substr(c.relname, 8), 'YYYYMM') < (SELECT max(raw_floor) FROM metrics.metric)
     ORDER BY c.relname`,
  );
  const dropped: string[] = [];
  for (const { name, month } of rows) {
    const end = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)))).toISOString();
    if (await holdsPoints(database, name, end)) continue;
    const gone = await database
      .transaction((tx) => dropOne(tx, name, end))
      .catch((error: { code?: string }) => {
        if (error.code === LOCK_NOT_AVAILABLE) return false;
        throw error;
      });
    if (gone) dropped.push(name);
  }
  return dropped;
}

async function dropOne(tx: PoolClient, name: string, end: string): Promise<boolean> {
  await tx.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
  await tx.query('SELECT pg_advisory_xact_lock(3, 0)');
  await tx.query(`LOCK TABLE ONLY metrics.points, ONLY metrics.${name} IN ACCESS EXCLUSIVE MODE`);
  // Asked again under the lock: a point may have come for a metric that has no floor yet.
  if (await holdsPoints(tx, name, end)) return false;
  await tx.query(`ALTER TABLE metrics.points DETACH PARTITION metrics.${name}`);
  await tx.query(`DROP TABLE metrics.${name}`);
  return true;
}

/** Whether a metric whose floor is below the partition's end has points in it. One search in its index for each series. */
async function holdsPoints(executor: SqlExecutor, name: string, end: string): Promise<boolean> {
  const { rows } = await executor.query<{ holds: boolean }>(
    `SELECT EXISTS (
       SELECT FROM metrics.metric m JOIN metrics.series s ON s.metric_id = m.id
       CROSS JOIN LATERAL (SELECT FROM metrics.${name} p WHERE p.series_id = s.id LIMIT 1) AS p
       WHERE m.raw_floor < $1) AS holds`,
    [end],
  );
  return rows[0]?.holds ?? false;
}
