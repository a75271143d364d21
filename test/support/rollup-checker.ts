import type { SqlExecutor } from '@app/database';
import { LEVEL_MS, LEVELS } from '../../libs/data/src/rollup/levels';
import { sketchKeySql } from '../../libs/data/src/sketch/sketch';
import { sketchBytesSql } from '../../libs/data/src/sketch/sketch-bytes';

/** A bucket whose row is not what the points say, or a series that a ready grouping has forgotten. */
export interface RollupFault {
  metric_id: number;
  level: string;
  dims: string[];
  bucket: Date;
  /** What the points say; null: they say there is no row. */
  expected: object | null;
  /** What is there. */
  actual: object | null;
}

const FAULTS = LEVELS.map(
  (level) => `
  SELECT g.metric_id, '${level}' AS level, g.dims, bucket,
    to_jsonb(e) AS expected, to_jsonb(r) AS actual
  FROM (
    SELECT grp_id, bucket, sum(n)::bigint AS count, sum(sum) AS sum, sum(magnitude) AS magnitude, min(min) AS min, max(max) AS max,
      max(last) AS last, array_agg(key ORDER BY key) AS sketch_keys, array_agg(n ORDER BY key)::int[] AS sketch_counts,
      ${sketchBytesSql('key', 'n')} AS sketch
    FROM (
      SELECT sg.grp_id, date_bin('${LEVEL_MS[level]} milliseconds', p.ts, timestamptz 'epoch') AS bucket,
        ${sketchKeySql('p.value')} AS key, count(*) AS n, sum(p.value) AS sum, sum(abs(p.value)) AS magnitude,
        min(p.value) AS min, max(p.value) AS max, max(ARRAY[extract(epoch FROM p.ts)::float8, p.value]) AS last
      FROM g JOIN metrics.series_grp sg ON sg.grp_id = g.grp_id AND sg.grouping_id = g.grouping_id
      JOIN metrics.points p ON p.series_id = sg.series_id GROUP BY 1, 2, 3) AS keyed
    GROUP BY grp_id, bucket) AS e
  FULL JOIN (SELECT r.* FROM metrics.${level} r JOIN g ON g.grp_id = r.grp_id) AS r USING (grp_id, bucket)
  JOIN g USING (grp_id)
  WHERE bucket >= g.raw_floor
    AND NOT EXISTS (SELECT FROM metrics.mark k WHERE k.metric_id = g.metric_id
                    AND k.minute >= bucket AND k.minute < bucket + interval '${LEVEL_MS[level]} milliseconds')
    AND (e.count IS NULL OR r.count IS NULL OR e.count <> r.count OR e.min <> r.min OR e.max <> r.max
      OR abs(e.sum - r.sum) > 1e-9 * greatest(1, e.magnitude)
      OR r.last_value <> e.last[2] OR r.last_ts <> timestamptz 'epoch' + round(e.last[1] * 1000) * interval '1 millisecond'
      OR e.sketch_keys <> r.sketch_keys OR e.sketch_counts <> r.sketch_counts
      ${level === 'rollup_1m' ? '' : 'OR e.sketch IS DISTINCT FROM r.sketch'})`,
);

/**
 * Compares every rollup row that has no mark inside with the points, and every bucket that has points and no mark with
 * the rows, at every level of every ready grouping, in one snapshot. Days below a metric's floor have no points to
 * compare with.
 * @param metricIds absent: all metrics
 */
export async function rollupFaults(
  executor: SqlExecutor,
  metricIds?: readonly number[],
): Promise<RollupFault[]> {
  const { rows } = await executor.query<RollupFault>(
    `WITH g AS MATERIALIZED (
       SELECT grp.id AS grp_id, gr.id AS grouping_id, gr.dims, m.id AS metric_id, m.raw_floor
       FROM metrics.metric m JOIN metrics.grouping gr ON gr.metric_id = m.id JOIN metrics.grp ON grp.grouping_id = gr.id
       WHERE gr.ready AND ($1::int[] IS NULL OR m.id = ANY($1)))
     SELECT s.metric_id, 'series_grp' AS level, gr.dims, now() AS bucket, to_jsonb(s) AS expected, NULL::jsonb AS actual
     FROM metrics.series s JOIN metrics.grouping gr ON gr.metric_id = s.metric_id
     WHERE gr.ready AND ($1::int[] IS NULL OR s.metric_id = ANY($1))
       AND NOT EXISTS (SELECT FROM metrics.series_grp sg WHERE sg.series_id = s.id AND sg.grouping_id = gr.id)
     UNION ALL ${FAULTS.join(' UNION ALL ')} LIMIT 20`,
    [metricIds ?? null],
  );
  return rows;
}
