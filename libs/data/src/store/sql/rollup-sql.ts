import type { Level, Segment } from '../plan/level';
import { type Branch, type BranchMetric, columnsOf, type PartialColumn } from '../plan/read-plan';
import type { StatementContext } from './statement-context';

const OF_ROLLUPS: Readonly<Record<PartialColumn, string>> = {
  n: 'sum(x.count)::float8',
  s: 'sum(x.sum)',
  lo: 'min(x.min)',
  hi: 'max(x.max)',
  l: `max(ARRAY[date_part('epoch', x.last_ts), x.last_value])`,
};

/** The groups of the groupings that answer a branch, with their values. */
function groupTable(context: StatementContext, branch: Branch): string {
  const { metrics, dimension } = branch;
  const pairs = metrics.map(({ metricId, grouping }: BranchMetric) => [metricId, grouping?.id ?? 0] as const);
  return context.table(`groups_${context.read.branches.indexOf(branch)}`, () => {
    const [only] = pairs;
    const owner =
      pairs.length === 1 && only
        ? {
            metric: context.parameters.bind(only[0], 'int'),
            from: '',
            on: `g.grouping_id = ${context.parameters.bind(only[1], 'int')}`,
          }
        : {
            metric: 'own.metric_id',
            from: `JOIN unnest(${context.ids(pairs.map(([metricId]) => metricId))}, ${context.ids(pairs.map(([, id]) => id))}) own (metric_id, id) ON own.id = g.grouping_id`,
            on: 'true',
          };
    return `
    SELECT ${['g.id', `${owner.metric} AS metric_id`, ...context.labels('g.dims', dimension)].join(', ')}
    FROM metrics.grp g ${owner.from} WHERE ${owner.on} AND ${context.filters('g.dims')}`;
  });
}

/** Partial aggregates of a branch from the rows of one level in a range. */
export function rollupPart(
  context: StatementContext,
  branch: Branch,
  { range, level, segments }: { range: number; level: Level; segments: readonly Segment[] },
): string {
  const bucket = `${context.buckets[range]?.key('x.bucket')} AS bucket`;
  const groups = context.groupsOf('g');
  const from = `${groupTable(context, branch)} g ${rowsFrom(context, level, segments)}`;
  const keys = ['g.metric_id', bucket, ...groups];
  if (branch.kind === 'sketch') {
    // Merged in Node, which takes a tenth of the time.
    return `SELECT ${[...keys, 'x.min AS lo', 'x.max AS hi', ...sketchColumns(level)].join(', ')} FROM ${from}`;
  }
  const by = ['g.metric_id', '2', ...groups];
  if (branch.kind === 'distinct') {
    return `SELECT ${[...keys, 'g.d'].join(', ')} FROM ${from} GROUP BY ${[...by, 'g.d'].join(', ')}`;
  }
  const values = columnsOf(branch).map((name) => `${OF_ROLLUPS[name as PartialColumn]} AS ${name}`);
  return `SELECT ${[...keys, ...values].join(', ')} FROM ${from} GROUP BY ${by.join(', ')}`;
}

/** Bytes, or where there are none the arrays: they take PostgreSQL and Node much longer. */
function sketchColumns(level: Level): string[] {
  if (level === 'rollup_1m') return ['NULL::bytea AS sk', 'x.sketch_keys AS ks', 'x.sketch_counts AS cs'];
  const unless = (array: string, as: string): string =>
    `CASE WHEN x.sketch IS NULL THEN x.${array} END AS ${as}`;
  return ['x.sketch AS sk', unless('sketch_keys', 'ks'), unless('sketch_counts', 'cs')];
}

function rowsFrom(context: StatementContext, level: Level, segments: readonly Segment[]): string {
  const [first] = segments;
  if (segments.length === 1 && first) {
    const bounds = `x.bucket >= ${context.instant(first.from)} AND x.bucket < ${context.instant(first.to)}`;
    return `JOIN metrics.${level} x ON x.grp_id = g.id AND ${bounds}`;
  }
  const starts = context.instants(segments.map((segment) => segment.from));
  const ends = context.instants(segments.map((segment) => segment.to));
  return `CROSS JOIN unnest(${starts}, ${ends}) r (lo, hi)
    JOIN metrics.${level} x ON x.grp_id = g.id AND x.bucket >= r.lo AND x.bucket < r.hi`;
}
