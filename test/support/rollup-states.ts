import type { SqlExecutor } from '@app/database';

const LEVELS = { rollup_1m: 60_000, rollup_1h: 3_600_000, rollup_1d: 86_400_000 } as const;

/** Adds marks by hand. @param minutes UTC ms, at whole minutes */
export async function markMinutes(
  executor: SqlExecutor,
  metricId: number,
  minutes: readonly number[],
): Promise<void> {
  await executor.query(
    'INSERT INTO metrics.mark (metric_id, minute) SELECT $1, minute FROM unnest($2::timestamptz[]) m (minute)',
    [metricId, minutes.map((minute) => new Date(minute).toISOString())],
  );
}

const NONSENSE = `count = count + 1000, sum = 1e12, min = -1e12, max = 1e12, last_ts = '2090-01-01Z', last_value = 1e12,
  sketch_keys = '{50000}', sketch_counts = '{1000}'`;

/** Makes the groupings that a metric has unready, and their rows nonsense. */
export async function spoilAll(executor: SqlExecutor, metricId: number): Promise<void> {
  await executor.query('UPDATE metrics.grouping SET ready = false WHERE metric_id = $1', [metricId]);
  for (const level of Object.keys(LEVELS)) {
    await executor.query(
      `UPDATE metrics.${level} x SET ${NONSENSE} FROM metrics.grp g JOIN metrics.grouping o ON o.id = g.grouping_id
       WHERE o.metric_id = $1 AND x.grp_id = g.id`,
      [metricId],
    );
  }
}

/** Puts nonsense into every rollup row of a metric in which a mark lies: an answer that shows it has believed what it must not. */
export async function spoilMarked(executor: SqlExecutor, metricId: number): Promise<void> {
  for (const [level, length] of Object.entries(LEVELS)) {
    await executor.query(
      `UPDATE metrics.${level} x SET ${NONSENSE}
       FROM metrics.grp g JOIN metrics.grouping o ON o.id = g.grouping_id
       WHERE o.metric_id = $1 AND x.grp_id = g.id AND EXISTS (
         SELECT 1 FROM metrics.mark k WHERE k.metric_id = $1 AND k.minute >= x.bucket AND k.minute < x.bucket + $2 * interval '1 millisecond')`,
      [metricId, length],
    );
  }
}

/** Forgets what is dirty, as the worker does when the rollups are right again. */
export async function clearMarks(executor: SqlExecutor, metricIds: readonly number[]): Promise<void> {
  await executor.query('DELETE FROM metrics.mark WHERE metric_id = ANY($1)', [metricIds]);
}
