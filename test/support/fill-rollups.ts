import type { SqlExecutor } from '@app/database';
import { sketchKeySql } from '../../libs/data/src/sketch/sketch';

const LEVELS = { rollup_1m: 'minute', rollup_1h: 'hour', rollup_1d: 'day' } as const;

/** What to compute of a metric; without a range all of it. */
export interface Fill {
  metricId: number;
  /** Each sorted. */
  groupings: readonly (readonly string[])[];
  /** Half-open, UTC ms, whole days. */
  range?: { from: number; to: number };
}

/**
 * Computes rollups from the points in the plainest way, each level straight from them, and makes the groupings ready. Marks are left
 * alone. It shares no code with the worker, so that reads can be tested against states that the worker would never make.
 */
export async function fillRollups(
  executor: SqlExecutor,
  { metricId, groupings, range }: Fill,
): Promise<void> {
  for (const dims of groupings) {
    const groupingId = await ensureGrouping(executor, metricId, dims);
    for (const level of Object.keys(LEVELS) as (keyof typeof LEVELS)[]) {
      await fillLevel(executor, groupingId, level, range ?? { from: 0, to: Date.UTC(2100, 0) });
    }
    await executor.query('UPDATE metrics.grouping SET ready = true WHERE id = $1', [groupingId]);
  }
}

async function ensureGrouping(
  executor: SqlExecutor,
  metricId: number,
  dims: readonly string[],
): Promise<number> {
  await executor.query(
    'INSERT INTO metrics.grouping (metric_id, dims) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [metricId, dims],
  );
  const { rows } = await executor.query<{ id: number }>(
    'SELECT id FROM metrics.grouping WHERE metric_id = $1 AND dims = $2',
    [metricId, dims],
  );
  const id = rows[0]?.id as number;
  const OWN = `
    SELECT s.id, (SELECT coalesce(jsonb_object_agg(k, s.dims -> k), '{}') FROM unnest($2::text[]) k WHERE s.dims ? k) AS dims
    FROM metrics.series s WHERE s.metric_id = $3`;
  await executor.query(
    `INSERT INTO metrics.grp (grouping_id, dims, hash)
     SELECT DISTINCT $1::int, own.dims, sha256(convert_to(own.dims::text, 'UTF8')) FROM (${OWN}) own ON CONFLICT DO NOTHING`,
    [id, dims, metricId],
  );
  await executor.query(
    `INSERT INTO metrics.series_grp (series_id, grouping_id, grp_id)
     SELECT own.id, $1, g.id FROM (${OWN}) own JOIN metrics.grp g ON g.grouping_id = $1 AND g.dims = own.dims
     ON CONFLICT DO NOTHING`,
    [id, dims, metricId],
  );
  return id;
}

async function fillLevel(
  executor: SqlExecutor,
  groupingId: number,
  level: keyof typeof LEVELS,
  range: { from: number; to: number },
): Promise<void> {
  const bounds = [new Date(range.from).toISOString(), new Date(range.to).toISOString()];
  await executor.query(
    `DELETE FROM metrics.${level} x USING metrics.grp g
     WHERE g.grouping_id = $1 AND x.grp_id = g.id AND x.bucket >= $2 AND x.bucket < $3`,
    [groupingId, ...bounds],
  );
  await executor.query(
    `WITH own AS MATERIALIZED (
       SELECT sg.grp_id, date_trunc('${LEVELS[level]}', p.ts, 'UTC') AS bucket, p.ts, p.value, ${sketchKeySql('p.value')} AS key
       FROM metrics.series_grp sg JOIN metrics.points p ON p.series_id = sg.series_id
       WHERE sg.grouping_id = $1 AND p.ts >= $2 AND p.ts < $3
     ), sketch AS (
       SELECT grp_id, bucket, array_agg(key ORDER BY key) AS keys, array_agg(n ORDER BY key) AS counts
       FROM (SELECT grp_id, bucket, key, count(*)::int AS n FROM own GROUP BY 1, 2, 3) k GROUP BY 1, 2
     )
     INSERT INTO metrics.${level}
     SELECT grp_id, bucket, count(*), sum(value), min(value), max(value), max(ts),
       (array_agg(value ORDER BY ts DESC, value DESC))[1], min(sketch.keys), min(sketch.counts)
     FROM own JOIN sketch USING (grp_id, bucket) GROUP BY grp_id, bucket`,
    [groupingId, ...bounds],
  );
}
