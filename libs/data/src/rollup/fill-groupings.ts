import type { Database } from '@app/database';
import type { PoolClient } from 'pg';
import { assignGroups, type AssignedSeries, groupingsOf } from './assign-groups';
import { beginUnit, lockDays, minutesOf, rollUpMinutes } from './unit-steps';

const SERIES_AT_ONCE = 5_000;

/** `idle`: nothing to fill. `busy`: somebody else is at it. `filled`: one step was made, ask again. `ready`: the last one. */
export type FillState = 'idle' | 'busy' | 'filled' | 'ready';

/*
 * A grouping that comes later is filled while points come in.
 *
 * 1. Every series gets its grp, in batches; series that are new get theirs when they are made. Both under the metric's
 *    lock, so that none is left out.
 * 2. Then, day by day, its rows are made from the points under the lock of the day. The days are listed after 1 and
 *    again for every step.
 * 3. When no day is left it is ready.
 *
 * Why no row is missing then: take a bucket that has points and no mark. If the day was filled after those points were
 * visible, the row is there. If not, they became visible after the list of step 3, so the unit that deleted their marks
 * saw them later still, when every series had its grp, and made the row.
 */

/** Makes one step for the metric's groupings that are not ready. */
export async function fillGroupings(database: Database, metricId: number): Promise<FillState> {
  const assigned = await database.transaction((tx) => assignSome(tx, metricId));
  if (assigned > 0) return 'filled';
  return database.transaction((tx) => fillNextDay(tx, metricId));
}

/** Gives some series their grps in groupings that came after them. @returns how many series that were */
async function assignSome(tx: PoolClient, metricId: number): Promise<number> {
  const { rows: open } = await tx.query<{ id: number }>(
    'SELECT id FROM metrics.grouping WHERE metric_id = $1 AND NOT ready AND filled_to IS NULL',
    [metricId],
  );
  if (open.length === 0) return 0;
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [metricId]);
  const groupings = (await groupingsOf(tx, [metricId])).filter(({ id }) =>
    open.some((each) => each.id === id),
  );
  let most = 0;
  for (const grouping of groupings) {
    const { rows: series } = await tx.query<AssignedSeries>(
      `SELECT s.id, s.metric_id AS "metricId", s.dims::text AS dims FROM metrics.series s
       WHERE s.metric_id = $1 AND NOT EXISTS (
         SELECT FROM metrics.series_grp sg WHERE sg.grouping_id = $2 AND sg.series_id = s.id)
       LIMIT ${SERIES_AT_ONCE}`,
      [metricId, grouping.id],
    );
    await assignGroups(tx, [grouping], series);
    // In the transaction that finds none left: from here on every series has its grp.
    if (series.length === 0)
      await tx.query(`UPDATE metrics.grouping SET filled_to = '-infinity' WHERE id = $1`, [grouping.id]);
    most = Math.max(most, series.length);
  }
  return most;
}

interface Filling {
  id: number;
  filled_to: Date | number;
}

async function fillNextDay(tx: PoolClient, metricId: number): Promise<FillState> {
  await beginUnit(tx);
  // As ingest does, against retention: the floor stays where it is until this commits.
  const { rows: locks } = await tx.query<{ free: boolean }>(
    'SELECT pg_try_advisory_xact_lock_shared(1, $1) AS free',
    [metricId],
  );
  const { rows: filling } = await tx.query<Filling>(
    `SELECT id FROM metrics.grouping WHERE metric_id = $1 AND NOT ready AND filled_to IS NOT NULL
     ORDER BY filled_to, id FOR NO KEY UPDATE SKIP LOCKED`,
    [metricId],
  );
  if (filling.length === 0) return 'idle';
  if (!locks[0]?.free) return 'busy';
  const ids = filling.map(({ id }) => id);
  const day = await nextDay(tx, metricId, ids);
  if (day === undefined) {
    await tx.query(
      `UPDATE metrics.grouping g SET ready = true, rows_from = m.raw_floor FROM metrics.metric m
       WHERE m.id = g.metric_id AND g.id = ANY($1::int[])`,
      [ids],
    );
    return 'ready';
  }
  await lockDays(tx, metricId, [day], { wait: true });
  const behind = await tx.query<{ id: number }>(
    `UPDATE metrics.grouping SET filled_to = $1 WHERE id = ANY($2::int[]) AND filled_to < $1 RETURNING id`,
    [new Date(day).toISOString(), ids],
  );
  await rollUpMinutes(tx, { metricId, groupingIds: behind.rows.map(({ id }) => id) }, minutesOf(day));
  return 'filled';
}

/**
 * The first day after what the least filled of the groupings has that may hold points: one with a row of the total, or
 * with a mark. Where there is no total yet, every day of a partition that has points of the metric.
 */
async function nextDay(
  tx: PoolClient,
  metricId: number,
  ids: readonly number[],
): Promise<number | undefined> {
  const { rows: total } = await tx.query<{ id: number }>(
    `SELECT g.id FROM metrics.grouping gr JOIN metrics.grp g ON g.grouping_id = gr.id
     WHERE gr.metric_id = $1 AND gr.dims = '{}' AND gr.ready`,
    [metricId],
  );
  const { rows } = await tx.query<{ day: number | null }>(
    `WITH after AS (
       SELECT greatest(min(g.filled_to) + interval '1 day', m.raw_floor) AS ts
       FROM metrics.grouping g JOIN metrics.metric m ON m.id = g.metric_id WHERE g.id = ANY($1::int[]) GROUP BY m.raw_floor)
     SELECT (extract(epoch FROM date_trunc('day', min(day), 'UTC')) * 1000)::float8 AS day FROM (
       (SELECT k.minute AS day FROM metrics.mark k, after WHERE k.metric_id = $2 AND k.minute >= after.ts
        ORDER BY k.metric_id, k.minute LIMIT 1)
       UNION ALL
       ${total[0] ? TOTAL_DAYS : POINT_DAYS}) AS days`,
    [ids, metricId, total[0]?.id ?? metricId],
  );
  return rows[0]?.day ?? undefined;
}

const TOTAL_DAYS = `(SELECT r.bucket FROM metrics.rollup_1d r, after WHERE r.grp_id = $3 AND r.bucket >= after.ts ORDER BY r.bucket LIMIT 1)`;

/** Only for a metric's first groupings, whose points are older than rollups are. */
const POINT_DAYS = `(SELECT min(first.ts) FROM after, metrics.series s CROSS JOIN LATERAL (
   SELECT p.ts FROM metrics.points p WHERE p.series_id = s.id AND p.ts >= after.ts ORDER BY p.ts LIMIT 1) AS first
 WHERE s.metric_id = $3)`;
