import { sketchKeySql } from '../../sketch/sketch';
import { sketchBytesSql } from '../../sketch/sketch-bytes';
import type { Segment } from '../plan/level';
import { type Branch, columnsOf, type PartialColumn } from '../plan/read-plan';
import type { StatementContext } from './statement-context';

const OF_POINTS: Readonly<Record<PartialColumn, string>> = {
  n: 'count(*)::float8',
  s: 'sum(p.value)',
  lo: 'min(p.value)',
  hi: 'max(p.value)',
  l: `max(ARRAY[date_part('epoch', p.ts), p.value])`,
};

/** The series that a branch reads, with the values of its groups: these are taken from a series once, not from each of its points. */
export function seriesTable(context: StatementContext, branch: Branch): string {
  const { dimension } = branch;
  return context.table(
    dimension === undefined ? 'series' : `series_${context.read.branches.indexOf(branch)}`,
    () => `
    SELECT ${['s.id', 's.metric_id', ...context.labels('s.dims', dimension)].join(', ')}
    FROM metrics.series s WHERE s.metric_id = ANY(${context.ids(metricsOfPoints(context))}) AND ${context.filters('s.dims')}`,
    'MATERIALIZED ',
  );
}

/** The metrics of which points are read. */
function metricsOfPoints({ read }: StatementContext): number[] {
  const branches = read.branches.filter(({ segments }) =>
    segments.flat().some(({ level }) => level === 'raw'),
  );
  return [...new Set(branches.flatMap(({ metrics }) => metrics.map(({ metricId }) => metricId)))];
}

/**
 * The points `p` of series `s` in raw segments. A single segment is left to the database's planner; of several, each series is looked up
 * for each.
 */
export function pointsFrom(
  context: StatementContext,
  options: { series: string; metricIds: readonly number[]; segments: readonly Segment[] },
): string {
  const { series, metricIds, segments } = options;
  const own =
    metricsOfPoints(context).length === metricIds.length
      ? ''
      : `AND s.metric_id = ANY(${context.ids(metricIds)})`;
  const from = context.instant(Math.min(...segments.map((segment) => segment.from)));
  const to = context.instant(Math.max(...segments.map((segment) => segment.to)));
  if (segments.length === 1) {
    return `metrics.points p JOIN ${series} s ON s.id = p.series_id WHERE p.ts >= ${from} AND p.ts < ${to} ${own}`;
  }
  const starts = context.instants(segments.map((segment) => segment.from));
  const ends = context.instants(segments.map((segment) => segment.to));
  // The outer bounds prune partitions when the statement is planned; OFFSET keeps the look-up from being turned into a scan of all between.
  return `${series} s CROSS JOIN unnest(${starts}, ${ends}) r (lo, hi) CROSS JOIN LATERAL (
      SELECT p.ts, p.value FROM metrics.points p
      WHERE p.series_id = s.id AND p.ts >= r.lo AND p.ts < r.hi AND p.ts >= ${from} AND p.ts < ${to} OFFSET 0
    ) p WHERE true ${own}`;
}

/** Partial aggregates of a branch from its raw segments of a range. */
export function pointsPart(context: StatementContext, branch: Branch, range: number): string {
  const segments = (branch.segments[range] ?? []).filter(({ level }) => level === 'raw');
  const metricIds = branch.metrics.map(({ metricId }) => metricId);
  const from = pointsFrom(context, { series: seriesTable(context, branch), metricIds, segments });
  const bucket = `${context.buckets[range]?.key('p.ts')} AS bucket`;
  const groups = context.groupsOf('s');
  const by = ['s.metric_id', '2', ...groups];
  if (branch.kind === 'distinct') {
    return `SELECT ${['s.metric_id', bucket, ...groups, 's.d'].join(', ')} FROM ${from} GROUP BY ${[...by, 's.d'].join(', ')}`;
  }
  if (branch.kind === 'sketch') {
    return `
      SELECT ${['k.metric_id', 'k.bucket', ...context.groupsOf('k')].join(', ')}, min(k.lo) AS lo, max(k.hi) AS hi,
        ${sketchBytesSql('k.key', 'k.n')} AS sk, NULL::int[] AS ks, NULL::int[] AS cs
      FROM (SELECT ${['s.metric_id', bucket, ...groups].join(', ')}, ${sketchKeySql('p.value')} AS key, count(*)::int AS n,
          min(p.value) AS lo, max(p.value) AS hi
        FROM ${from} GROUP BY ${[...by, 'key'].join(', ')}) k
      GROUP BY ${['k.metric_id', 'k.bucket', ...context.groupsOf('k')].join(', ')}`;
  }
  const values = columnsOf(branch).map((name, index) => {
    const fraction = branch.fractions[index - branch.partials.length];
    const sql = fraction === undefined ? OF_POINTS[name as PartialColumn] : quantileSql(context, fraction);
    return `${sql} AS ${name}`;
  });
  return `SELECT ${['s.metric_id', bucket, ...groups, ...values].join(', ')} FROM ${from} GROUP BY ${by.join(', ')}`;
}

/** An exact percentile of the points `p`. */
export function quantileSql(context: StatementContext, fraction: number): string {
  return `percentile_cont(${context.parameters.bind(fraction, 'float8')}) WITHIN GROUP (ORDER BY p.value)`;
}
