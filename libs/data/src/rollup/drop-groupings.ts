import type { Database, SqlExecutor } from '@app/database';

const GRPS_AT_ONCE = 500;
/** Longer than a unit runs: one that began before its grouping was dropped may still write rows. */
const WRITERS_GONE = "interval '15 minutes'";

/**
 * Removes groupings at once for readers and writers. Nobody refers to their rows any more; {@link removeDroppedRows}
 * takes them away. Under the metric's lock.
 */
export async function dropGroupings(tx: SqlExecutor, groupingIds: readonly number[]): Promise<void> {
  if (groupingIds.length === 0) return;
  await tx.query(
    'INSERT INTO metrics.dropped_grp (grp_id) SELECT id FROM metrics.grp WHERE grouping_id = ANY($1::int[])',
    [groupingIds],
  );
  await tx.query('DELETE FROM metrics.grouping WHERE id = ANY($1::int[])', [groupingIds]);
}

/** Deletes rows of some dropped grps. @returns how many grps are done with; 0: nothing is left to do now */
export async function removeDroppedRows(database: Database): Promise<number> {
  return database.transaction(async (tx) => {
    // Once right away, and once more when whoever could still write has ended.
    const { rows } = await tx.query<{ grp_id: string }>(
      `SELECT grp_id FROM metrics.dropped_grp WHERE swept_at IS NULL OR dropped_at < now() - ${WRITERS_GONE}
       ORDER BY grp_id LIMIT ${GRPS_AT_ONCE} FOR UPDATE SKIP LOCKED`,
    );
    const ids = rows.map(({ grp_id }) => grp_id);
    if (ids.length === 0) return 0;
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d']) {
      await tx.query(`DELETE FROM metrics.${level} WHERE grp_id = ANY($1::bigint[])`, [ids]);
    }
    await tx.query(
      `WITH over AS (DELETE FROM metrics.dropped_grp WHERE grp_id = ANY($1::bigint[]) AND dropped_at < now() - ${WRITERS_GONE})
       UPDATE metrics.dropped_grp SET swept_at = now() WHERE grp_id = ANY($2::bigint[]) AND dropped_at >= now() - ${WRITERS_GONE}`,
      [ids, ids],
    );
    return ids.length;
  });
}
