import { sketchKeySql } from '../sketch/sketch';
import type { Level } from './levels';

/**
 * PostgreSQL refuses a sum that leaves the range of doubles on its way, even if it comes back. So huge values are summed
 * apart, divided by 2^64, which is exact; a sum that ends outside is kept as infinite.
 */
const HUGE = "'1e290'::float8";
const SCALE = "'5.421010862427522e-20'::float8";
const LARGEST_SCALED = "'9745314011399998e273'::float8";

const sums = (value: string): string =>
  `sum(${value}) FILTER (WHERE abs(${value}) < ${HUGE}) AS usual, sum(${value} * ${SCALE}) FILTER (WHERE abs(${value}) >= ${HUGE}) AS huge`;

/** A product that would be too small for a double is refused too. */
const TOTAL = `(huge + CASE WHEN abs(coalesce(usual, 0)) > 1 THEN usual * ${SCALE} ELSE 0 END)`;
const SUM = `CASE WHEN huge IS NULL THEN usual WHEN ${TOTAL} > ${LARGEST_SCALED} THEN 'Infinity'
  WHEN ${TOTAL} < -${LARGEST_SCALED} THEN '-Infinity' ELSE ${TOTAL} / ${SCALE} END`;

/** Columns of a rollup beside its key, as the statements below name them. */
const COLUMNS = ['count', 'sum', 'min', 'max', 'last_ts', 'last_value', 'sketch_keys', 'sketch_counts'];

/**
 * Parameters of both statements: $1 metric, $2 and $3 the spans that hold the buckets (starts and ends), $4 the starts
 * of the buckets, $5 groupings to make rows of (null: all of the metric's), $6 and $7 the first span's start and the
 * last one's end.
 *
 * Each is one statement: what is computed replaces what was there, and a row without points goes. Rows that stay are
 * updated in place and not deleted and inserted, which spares the index.
 */
export function fromPointsSql(): string {
  return replaceSql(
    'rollup_1m',
    `
    dirty AS (
      SELECT p.series_id, date_trunc('minute', p.ts, 'UTC') AS bucket, ${sketchKeySql('p.value')} AS key,
        p.value, extract(epoch FROM p.ts)::float8 AS at
      FROM metrics.series s CROSS JOIN spans JOIN metrics.points p ON p.series_id = s.id
      WHERE s.metric_id = $1 AND p.ts >= spans.from_ts AND p.ts < spans.to_ts
        AND p.ts >= $6 AND p.ts < $7
        AND date_trunc('minute', p.ts, 'UTC') = ANY($4::timestamptz[])),
    by_key AS (
      SELECT sg.grp_id, d.bucket, d.key, count(*) AS n, ${sums('d.value')}, min(d.value) AS min,
        max(d.value) AS max, max(ARRAY[d.at, d.value]) AS last
      FROM dirty d JOIN metrics.series_grp sg ON sg.series_id = d.series_id
      WHERE sg.grouping_id IN (SELECT id FROM kept)
      GROUP BY sg.grp_id, d.bucket, d.key),
    fresh AS MATERIALIZED (
      SELECT grp_id, bucket, sum(n) AS count, sum(usual) AS usual, sum(huge) AS huge, min(min) AS min, max(max) AS max, max(last) AS last,
        array_agg(key ORDER BY key) AS sketch_keys, array_agg(n ORDER BY key) AS sketch_counts
      FROM by_key GROUP BY grp_id, bucket)`,
  );
}

/** The rows of a level from those of the level below it. */
export function fromBelowSql(level: Exclude<Level, 'rollup_1m'>): string {
  const [below, unit] = level === 'rollup_1h' ? ['rollup_1m', 'hour'] : ['rollup_1h', 'day'];
  return replaceSql(
    level,
    `
    parts AS MATERIALIZED (
      SELECT r.*, date_trunc('${unit}', r.bucket, 'UTC') AS parent
      FROM grps CROSS JOIN spans JOIN metrics.${below} r ON r.grp_id = grps.id
      WHERE r.bucket >= spans.from_ts AND r.bucket < spans.to_ts AND r.bucket >= $6 AND r.bucket < $7
        AND date_trunc('${unit}', r.bucket, 'UTC') = ANY($4::timestamptz[])),
    sketches AS (
      SELECT grp_id, parent, array_agg(key ORDER BY key) AS sketch_keys, array_agg(n ORDER BY key) AS sketch_counts
      FROM (SELECT grp_id, parent, k.key, sum(k.n) AS n
            FROM parts CROSS JOIN unnest(sketch_keys, sketch_counts) AS k (key, n) GROUP BY grp_id, parent, k.key) AS keys
      GROUP BY grp_id, parent),
    numbers AS (
      SELECT grp_id, parent, sum(count) AS count, ${sums('sum')}, min(min) AS min, max(max) AS max,
        max(ARRAY[extract(epoch FROM last_ts)::float8, last_value]) AS last
      FROM parts GROUP BY grp_id, parent),
    fresh AS MATERIALIZED (
      SELECT grp_id, parent AS bucket, count, usual, huge, min, max, last, sketch_keys, sketch_counts
      FROM numbers JOIN sketches USING (grp_id, parent))`,
  );
}

function replaceSql(level: Level, computed: string): string {
  const updates = COLUMNS.map((column) => `${column} = excluded.${column}`);
  return `
    WITH spans AS MATERIALIZED (SELECT * FROM unnest($2::timestamptz[], $3::timestamptz[]) AS s (from_ts, to_ts)),
    kept AS MATERIALIZED (
      SELECT id FROM metrics.grouping WHERE metric_id = $1 AND ($5::int[] IS NULL OR id = ANY($5))),
    grps AS MATERIALIZED (SELECT g.id FROM metrics.grp g WHERE g.grouping_id IN (SELECT id FROM kept)),
    ${computed},
    gone AS (
      DELETE FROM metrics.${level} r USING grps CROSS JOIN spans
      WHERE r.grp_id = grps.id AND r.bucket >= spans.from_ts AND r.bucket < spans.to_ts
        AND r.bucket = ANY($4::timestamptz[])
        AND NOT EXISTS (SELECT FROM fresh f WHERE f.grp_id = r.grp_id AND f.bucket = r.bucket))
    INSERT INTO metrics.${level} AS r (grp_id, bucket, ${COLUMNS.join(', ')})
    SELECT grp_id, bucket, count, ${SUM},
      min, max, to_timestamp(last[1]), last[2], sketch_keys,
      (SELECT array_agg(least(n, 2147483647)::int ORDER BY i) FROM unnest(sketch_counts) WITH ORDINALITY AS c (n, i))
    FROM fresh
    ON CONFLICT (grp_id, bucket) DO UPDATE SET ${updates.join(', ')}`;
}
