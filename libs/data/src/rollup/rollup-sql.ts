import { sketchKeySql } from '../sketch/sketch';
import { sketchBytesSql } from '../sketch/sketch-bytes';
import { type Level, LEVEL_MS, type ParentLevel } from './levels';

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

/** Of one sketch key in one bucket. */
const MOST = 2_147_483_647;

/** Columns of a rollup beside its key, as the statements below name them. */
const COLUMNS = ['count', 'sum', 'min', 'max', 'last_ts', 'last_value', 'sketch_keys', 'sketch_counts'];

/** The bucket of an instant. Lengths divide a UTC day, so that no calendar and no time zone is asked. */
const bin = (level: Level, at: string): string =>
  `date_bin(interval '${LEVEL_MS[level]} milliseconds', ${at}, timestamptz 'epoch')`;

/**
 * Parameters of both statements: $1 and $2 the spans that hold the buckets (starts and ends), $3 the starts of the
 * buckets, $4 and $5 the first span's start and the last one's end. Of the points' also $6 the metric and $7 groupings to
 * make rows of (null: all of the metric's); of the others' $6 the grps.
 *
 * Each is one statement: what is computed replaces what was there, and a row without points goes. Rows that stay are
 * updated in place and not deleted and inserted, which spares the index. Its rows are the grps that got a row or lost one.
 *
 * Tables grow faster than statistics, so no plan may hang on them: tables are searched by the first column of their key
 * (OFFSET 0 keeps those searches together), and intermediate results, which the planner takes for tiny, are joined by
 * hash or merge, because `beginUnit` turns other nested loops off.
 */
export function fromPointsSql(): string {
  return replaceSql(
    'rollup_1m',
    `
    kept AS MATERIALIZED (
      SELECT id FROM metrics.grouping WHERE metric_id = $6 AND ($7::int[] IS NULL OR id = ANY($7))),
    grps AS MATERIALIZED (SELECT g.id FROM metrics.grp g WHERE g.grouping_id = ANY(ARRAY(SELECT id FROM kept))),
    dirty AS MATERIALIZED (
      SELECT p.* FROM metrics.series s CROSS JOIN spans CROSS JOIN LATERAL (
        SELECT p.series_id, ${bin('rollup_1m', 'p.ts')} AS bucket, ${sketchKeySql('p.value')} AS key, p.value,
          ARRAY[date_part('epoch', p.ts), p.value] AS last
        FROM metrics.points p
        WHERE p.series_id = s.id AND p.ts >= spans.from_ts AND p.ts < spans.to_ts AND p.ts >= $4 AND p.ts < $5
        OFFSET 0) AS p
      WHERE s.metric_id = $6 AND p.bucket = ANY($3::timestamptz[])),
    members AS MATERIALIZED (
      SELECT t.series_id, sg.grp_id FROM (SELECT DISTINCT series_id FROM dirty) AS t CROSS JOIN LATERAL (
        SELECT sg.grp_id FROM metrics.series_grp sg
        WHERE sg.series_id = t.series_id AND sg.grouping_id = ANY(ARRAY(SELECT id FROM kept))
        OFFSET 0) AS sg),
    by_key AS (
      SELECT m.grp_id, d.bucket, d.key, count(*) AS n, ${sums('d.value')}, min(d.value) AS min,
        max(d.value) AS max, max(d.last) AS last
      FROM dirty d JOIN members m ON m.series_id = d.series_id
      GROUP BY m.grp_id, d.bucket, d.key),
    fresh AS MATERIALIZED (
      SELECT grp_id, bucket, sum(n) AS count, sum(usual) AS usual, sum(huge) AS huge, min(min) AS min, max(max) AS max,
        max(last) AS last, array_agg(key ORDER BY key) AS sketch_keys,
        array_agg(least(n, ${MOST})::int ORDER BY key) AS sketch_counts
      FROM by_key GROUP BY grp_id, bucket)`,
  );
}

/** The rows of a level from those of the level below it. */
export function fromBelowSql(level: ParentLevel): string {
  const below = level === 'rollup_1h' ? 'rollup_1m' : 'rollup_1h';
  return replaceSql(
    level,
    `
    grps AS MATERIALIZED (SELECT id FROM unnest($6::bigint[]) AS g (id)),
    parts AS MATERIALIZED (
      SELECT r.* FROM grps CROSS JOIN spans CROSS JOIN LATERAL (
        SELECT r.*, ${bin(level, 'r.bucket')} AS parent FROM metrics.${below} r
        WHERE r.grp_id = grps.id AND r.bucket >= spans.from_ts AND r.bucket < spans.to_ts
        OFFSET 0) AS r
      WHERE r.parent = ANY($3::timestamptz[])),
    sketches AS (
      SELECT grp_id, parent, array_agg(key ORDER BY key) AS sketch_keys,
        array_agg(least(n, ${MOST})::int ORDER BY key) AS sketch_counts,
        ${sketchBytesSql('key', `least(n, ${MOST})`)} AS sketch
      FROM (SELECT grp_id, parent, key, sum(n) AS n
            FROM (SELECT grp_id, parent, unnest(sketch_keys) AS key, unnest(sketch_counts) AS n FROM parts) AS pairs
            GROUP BY grp_id, parent, key) AS keys
      GROUP BY grp_id, parent),
    numbers AS (
      SELECT grp_id, parent, sum(count) AS count, ${sums('sum')}, min(min) AS min, max(max) AS max,
        max(ARRAY[date_part('epoch', last_ts), last_value]) AS last
      FROM parts GROUP BY grp_id, parent),
    fresh AS MATERIALIZED (
      SELECT grp_id, parent AS bucket, count, usual, huge, min, max, last, sketch_keys, sketch_counts, sketch
      FROM numbers JOIN sketches USING (grp_id, parent))`,
  );
}

function replaceSql(level: Level, computed: string): string {
  // The points of a minute are few: bytes would gain little there.
  const columns = level === 'rollup_1m' ? COLUMNS : [...COLUMNS, 'sketch'];
  const updates = columns.map((column) => `${column} = excluded.${column}`);
  return `
    WITH spans AS MATERIALIZED (
      SELECT * FROM unnest($1::timestamptz[], $2::timestamptz[]) AS s (from_ts, to_ts)
      WHERE from_ts >= $4::timestamptz AND to_ts <= $5::timestamptz),
    ${computed},
    stale AS MATERIALIZED (
      SELECT r.place, r.grp_id FROM grps CROSS JOIN spans CROSS JOIN LATERAL (
        SELECT r.ctid AS place, r.grp_id, r.bucket FROM metrics.${level} r
        WHERE r.grp_id = grps.id AND r.bucket >= spans.from_ts AND r.bucket < spans.to_ts
        OFFSET 0) AS r
      WHERE r.bucket = ANY($3::timestamptz[])
        AND NOT EXISTS (SELECT FROM fresh f WHERE f.grp_id = r.grp_id AND f.bucket = r.bucket)),
    gone AS (DELETE FROM metrics.${level} r WHERE r.ctid = ANY(ARRAY(SELECT place FROM stale))),
    written AS (
    INSERT INTO metrics.${level} AS r (grp_id, bucket, ${columns.join(', ')})
    SELECT grp_id, bucket, count, ${SUM},
      min, max, to_timestamp(last[1]), last[2], ${columns.slice(columns.indexOf('sketch_keys')).join(', ')}
    FROM fresh
    ON CONFLICT (grp_id, bucket) DO UPDATE SET ${updates.join(', ')})
    SELECT grp_id FROM fresh UNION SELECT grp_id FROM stale`;
}
