import type { Branch, BranchMetric, Formula } from '../plan/read-plan';
import { secondsOf } from '../plan/seconds';
import { partOf } from './part-sql';
import { pointsFrom, quantileSql, seriesTable } from './points-sql';
import type { StatementContext } from './statement-context';

/** The values of groupBy of one group. */
export type Label = readonly (string | null)[];

/** Adds the table `kept` of the groups that `top` keeps, each as an array `g`, which unlike single columns also compares nulls. */
export function keptTable(context: StatementContext, kept: readonly Label[] | undefined): string {
  return context.table('kept', () => (kept ? givenSql(context, kept) : rankedSql(context)), 'MATERIALIZED ');
}

function givenSql(context: StatementContext, kept: readonly Label[]): string {
  const columns = context.groups.map((_, index) =>
    context.parameters.bind(
      kept.map((label) => label[index] ?? null),
      'text[]',
    ),
  );
  return `SELECT ARRAY[${context.groups.join(', ')}] AS g FROM unnest(${columns.join(', ')}) k (${context.groups.join(', ')})`;
}

/** All groups of the range, whichever measure has a point there, ranked by one measure over the whole range. */
function rankedSql(context: StatementContext): string {
  const { by = 0, n = 0 } = context.plan.top ?? {};
  const groups = context.groups.join(', ');
  const ranking = findMeasure(context, by);
  const candidates = context.read.branches.flatMap((branch, index) => {
    if (branch.kind === 'exact') return ranking?.branch === branch ? [exactRank(context, ranking)] : [];
    const part = partOf(context, index, 0);
    if (!part) return [];
    const own = `SELECT ${groups}, NULL::float8 AS v FROM ${part.name} GROUP BY ${groups}`;
    if (ranking?.branch !== branch) return [own];
    const value = rankSql(context, ranking.formula, branch);
    const ranked = `SELECT ${groups}, ${value} AS v FROM ${part.name} WHERE metric_id = ${context.parameters.bind(ranking.metric.metricId, 'int')} GROUP BY ${groups}`;
    return branch.metrics.length === 1 ? [ranked] : [own, ranked];
  });
  if (candidates.length === 0) return `SELECT ARRAY[]::text[] AS g WHERE false`;
  const aggregation = context.plan.measures[by]?.aggregation;
  const isCount = aggregation === 'count' || aggregation === 'countDistinct';
  const order = [
    `${isCount ? 'coalesce(max(v), 0)' : 'max(v)'} DESC NULLS LAST`,
    ...context.groups.map((name) => `${name} COLLATE "C" NULLS LAST`),
  ];
  return `SELECT ARRAY[${groups}] AS g FROM (${candidates.join(' UNION ALL ')}) c
    GROUP BY ${groups} ORDER BY ${order.join(', ')} LIMIT ${context.parameters.bind(n, 'int')}`;
}

interface FoundMeasure {
  branch: Branch;
  metric: BranchMetric;
  formula: Formula;
}

function findMeasure({ read }: StatementContext, measure: number): FoundMeasure | undefined {
  for (const branch of read.branches) {
    for (const metric of branch.metrics) {
      const slot = metric.slots.find((each) => each.measure === measure);
      if (slot) return { branch, metric, formula: slot.formula };
    }
  }
  return undefined;
}

/** A measure of a group over all buckets; it only has to be in the order of the measure. */
function rankSql({ plan }: StatementContext, formula: Formula, branch: Branch): string {
  if (branch.kind === 'distinct') return 'count(DISTINCT d)::float8';
  const columns = branch.partials.map(mergedColumn);
  // As long as no time has passed no group has a rate.
  if (formula.kind === 'perSecond' && secondsOf(plan, undefined, plan.now) <= 0) return 'NULL::float8';
  const value = columns[formula.kind === 'quantile' ? 0 : formula.column] ?? 'NULL';
  // A quotient that no double is small enough for is an error in PostgreSQL, and 0 in Node, where the measure is computed.
  if (formula.kind === 'ratio')
    return `CASE WHEN abs(${value}) < 1e-300 THEN 0 ELSE ${value} / ${columns[formula.over]} END`;
  return value;
}

function exactRank(context: StatementContext, { branch, metric, formula }: FoundMeasure): string {
  const fraction = formula.kind === 'value' ? branch.fractions[formula.column] : undefined;
  const groups = context.groupsOf('s').join(', ');
  const from = pointsFrom(context, {
    series: seriesTable(context, branch),
    metricIds: [metric.metricId],
    segments: branch.segments[0] ?? [],
  });
  return `SELECT ${groups}, ${quantileSql(context, fraction ?? 0.5)} AS v FROM ${from} GROUP BY ${groups}`;
}

/** Adds up a partial column. */
export function mergedColumn(name: string): string {
  if (name === 'lo') return 'min(lo)';
  if (name === 'hi') return 'max(hi)';
  return name === 'l' ? '(max(l))[2]' : `sum(${name})`;
}
