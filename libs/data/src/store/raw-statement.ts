import { bucketSql } from './bucket-sql';
import { filterSql } from './filter-sql';
import type { StoreMeasure, StorePlan } from './metric-store';
import { SqlParameters } from './sql-parameters';

/** A statement on the raw points and how to read its rows. */
export interface RawStatement {
  text: string;
  values: unknown[];
  /** For each metric: which value column answers which measure of the plan. */
  slots: Map<number, { measure: number; column: number }[]>;
  /** A full answer has at most this many rows; the statement stops one beyond. */
  maxRows: number;
}

/** Metrics that need the same aggregates are answered by one branch. */
interface Branch {
  metricIds: number[];
  aggregates: StoreMeasure[];
}

/** Beyond so many metrics the rows of one statement are limited as for this many. */
const METRICS_COUNTED = 10;

/**
 * One statement for all measures of a plan, so that they come from one snapshot. Its rows are
 * `metric_id, bucket, …groups, …values`. Filters and groups are taken from the series once, not from each point; times
 * are parameters of a custom plan, so that partitions outside the range are pruned.
 */
export function rawStatement(plan: StorePlan): RawStatement {
  const parameters = new SqlParameters();
  const { branches, slots } = branchesOf(plan.measures);
  const maxRows = plan.maxRows * Math.min(slots.size, METRICS_COUNTED);
  const groups = plan.groupBy.map((_, index) => `g${index}`);
  const bucket = bucketSql(plan, parameters);
  const width = Math.max(...branches.map((branch) => branch.aggregates.length));
  const selects = branches.map((branch) =>
    branchSql(branch, { plan, parameters, groups, key: bucket.key, width, alone: branches.length === 1 }),
  );
  const text = `
    WITH series AS MATERIALIZED (
      SELECT s.id, s.metric_id${plan.groupBy.map((name, index) => `, s.dims ->> ${parameters.bind(name, 'text')} AS g${index}`).join('')}
      FROM metrics.series s JOIN metrics.metric m ON m.id = s.metric_id
      WHERE m.organization_id = ${parameters.bind(plan.organizationId, 'uuid')}
        AND m.id = ANY(${parameters.bind([...slots.keys()], 'int[]')})
        AND ${filterSql(plan.where, parameters)}
    )
    SELECT ${['metric_id', bucket.index, ...groups, ...columns(width)].join(', ')}
    FROM (${selects.join(' UNION ALL ')}) AS answer
    LIMIT ${maxRows + 1}`;
  return { text, values: parameters.values, slots, maxRows };
}

function branchSql(
  branch: Branch,
  options: {
    plan: StorePlan;
    parameters: SqlParameters;
    groups: string[];
    key: string;
    width: number;
    alone: boolean;
  },
): string {
  const { plan, parameters, groups, key, width, alone } = options;
  const values = columns(width).map((name, index) => {
    const measure = branch.aggregates[index];
    return `${measure ? aggregateSql(measure, parameters) : 'NULL::float8'} AS ${name}`;
  });
  const iso = (time: number): string => parameters.bind(new Date(time).toISOString(), 'timestamptz');
  return `
    SELECT ${['s.metric_id', `${key} AS bucket`, ...groups.map((group) => `s.${group}`), ...values].join(', ')}
    FROM metrics.points p JOIN series s ON s.id = p.series_id
    WHERE p.ts >= ${iso(plan.from)} AND p.ts < ${iso(plan.to)}
      ${alone ? '' : `AND s.metric_id = ANY(${parameters.bind(branch.metricIds, 'int[]')})`}
    GROUP BY ${['s.metric_id', '2', ...groups.map((group) => `s.${group}`)].join(', ')}`;
}

function aggregateSql({ aggregation, percentile }: StoreMeasure, parameters: SqlParameters): string {
  if (aggregation === 'count') return 'count(*)::float8';
  if (aggregation !== 'percentile') return `${aggregation}(p.value)`;
  const fraction = parameters.bind((percentile ?? 50) / 100, 'float8');
  return `percentile_cont(${fraction}) WITHIN GROUP (ORDER BY p.value)`;
}

function branchesOf(measures: readonly StoreMeasure[]): { branches: Branch[]; slots: RawStatement['slots'] } {
  const aggregates = new Map<number, StoreMeasure[]>();
  const slots: RawStatement['slots'] = new Map();
  measures.forEach((measure, index) => {
    const own = aggregates.get(measure.metricId) ?? [];
    const same = own.findIndex((other) => signature(other) === signature(measure));
    const column = same === -1 ? own.push(measure) - 1 : same;
    aggregates.set(measure.metricId, own);
    slots.set(measure.metricId, [...(slots.get(measure.metricId) ?? []), { measure: index, column }]);
  });
  const branches = new Map<string, Branch>();
  for (const [metricId, own] of aggregates) {
    const key = own.map(signature).join();
    const branch = branches.get(key) ?? { metricIds: [], aggregates: own };
    branch.metricIds.push(metricId);
    branches.set(key, branch);
  }
  return { branches: [...branches.values()], slots };
}

function signature({ aggregation, percentile }: StoreMeasure): string {
  return percentile === undefined ? aggregation : `${aggregation} ${percentile}`;
}

function columns(width: number): string[] {
  return Array.from({ length: width }, (_, index) => `v${index}`);
}
