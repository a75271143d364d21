import type { StorePlan } from '../metric-store';
import { type Branch, columnsOf, type ReadPlan } from '../plan/read-plan';
import { type Part, partOf } from './part-sql';
import { pointsFrom, quantileSql, seriesTable } from './points-sql';
import { StatementContext } from './statement-context';
import { keptTable, type Label, mergedColumn } from './top-sql';

/** Beyond so many metrics the rows of one statement are limited as for this many. */
const STREAMS_COUNTED = 10;
/** More sketches than this are not brought to Node for one answer: some 70 MB. */
export const MOST_SKETCHES = 50_000;

/**
 * A statement whose rows are `tag, metric_id, bucket, other, …groups, …values[, sketch, its keys, its counts]`. The tag says of which branch
 * and range a row is, and whether it is of the totals: see {@link tagOf}.
 */
export interface ReadStatement {
  text: string;
  values: unknown[];
  /** Places of the values in a row. */
  firstValue: number;
  /** Place of the bytes of sketches, before the arrays of those that have none: keys and counts. */
  sketch: number;
  /** A full answer has at most this many rows; the statement stops one beyond. */
  maxRows: number;
}

/** One number for branch, range and whether a row is of the totals. */
export function tagOf(branch: number, range: number, isTotal: boolean): number {
  return branch * 4 + range * 2 + (isTotal ? 1 : 0);
}

/**
 * One statement for all measures of a plan. Filters and groups are taken from series and groups once, not from each point; times are
 * parameters of a custom plan, so that partitions outside the range are pruned.
 * @param kept the groups that `top` keeps, where they are known already
 * @returns undefined where there is nothing to read
 */
export function readStatement(
  plan: StorePlan,
  read: ReadPlan,
  kept?: readonly Label[],
): ReadStatement | undefined {
  const context = new StatementContext(plan, read);
  if (context.ranks) keptTable(context, kept);
  const selects = new Selects(context);
  const streams = Math.min(
    STREAMS_COUNTED,
    read.branches.reduce((sum, { metrics }) => sum + metrics.length, 0),
  );
  const totals = plan.totals ? read.branches.reduce((sum, { metrics }) => sum + metrics.length, 0) : 0;
  const sketches = selects.hasSketches ? MOST_SKETCHES : 0;
  const maxRows = (plan.maxRows * streams + totals) * read.ranges.length + sketches;
  const all = selects.all();
  if (all.length === 0) return undefined;
  const text = `${context.with()}\nSELECT * FROM (${all.join('\n UNION ALL ')}) answer LIMIT ${maxRows + 1}`;
  const firstValue = 4 + context.groups.length;
  return { text, values: context.parameters.values, firstValue, sketch: firstValue + selects.width, maxRows };
}

/**
 * Like {@link readStatement}, without a limit, and so that the rows of one bucket and group come one after the other, those of the
 * totals last.
 * @param order expressions over `bucket`, `other` and `g0`…, by which rows are sorted
 */
export function streamStatement(
  plan: StorePlan,
  read: ReadPlan,
  order: (groups: readonly string[]) => string[],
  kept?: readonly Label[],
): ReadStatement | undefined {
  const context = new StatementContext(plan, read);
  if (context.ranks) keptTable(context, kept);
  const selects = new Selects(context);
  const all = selects.all();
  if (all.length === 0) return undefined;
  const { groups } = context;
  const values = Array.from({ length: selects.width }, (_, index) => `v${index}`);
  const sketch = selects.hasSketches ? ['ks', 'cs'] : [];
  const names = ['tag', 'metric_id', 'bucket', 'other', ...groups, ...values, ...sketch];
  const text = `${context.with()}
SELECT * FROM (${all.join('\n UNION ALL ')}) answer (${names.join(', ')}) ORDER BY ${order(groups).join(', ')}`;
  const firstValue = 4 + groups.length;
  return {
    text,
    values: context.parameters.values,
    firstValue,
    sketch: firstValue + selects.width,
    maxRows: Infinity,
  };
}

class Selects {
  readonly width: number;
  readonly hasSketches: boolean;

  constructor(private readonly context: StatementContext) {
    const { branches } = context.read;
    this.width = Math.max(0, ...branches.map((branch) => columnsOf(branch).length));
    this.hasSketches = branches.some(({ kind }) => kind === 'sketch');
  }

  all(): string[] {
    const { read, plan } = this.context;
    const selects: string[] = [];
    for (const range of read.ranges.keys()) {
      for (const [index, branch] of read.branches.entries()) {
        // A branch without measures only says which groups there are.
        if (branch.metrics.every(({ slots }) => slots.length === 0)) continue;
        selects.push(...this.rows(branch, index, range));
        if (plan.totals) selects.push(...this.totals(branch, index, range));
      }
    }
    return selects;
  }

  private rows(branch: Branch, index: number, range: number): string[] {
    const { context } = this;
    if (branch.kind === 'exact') return this.exactRows(branch, index, range);
    const part = partOf(context, index, range);
    if (!part) return [];
    const { from, other, groups } = this.kept(part, branch);
    const bucket = context.buckets[range]?.index('part.bucket') ?? '0';
    const keys = ['part.metric_id', 'part.bucket', ...(context.ranks ? ['k.g IS NULL'] : []), ...groups];
    const columns = columnsOf(branch);
    if (branch.kind === 'sketch') {
      const values = columns.map((name) => `part.${name}`);
      return [
        this.select({ tag: tagOf(index, range, false), bucket, other, groups, values, sketch: 'part' }, from),
      ];
    }
    const merges = !part.isWhole || context.ranks;
    const values = columns.map((name) => (merges ? this.merged(name) : name === 'l' ? 'l[2]' : name));
    const tag = tagOf(index, range, false);
    const by = merges ? ` GROUP BY ${keys.join(', ')}` : '';
    return [this.select({ tag, bucket, other, groups, values }, `${from}${by}`)];
  }

  /** Percentiles of points, each put into the group that is shown. */
  private exactRows(branch: Branch, index: number, range: number): string[] {
    const { context } = this;
    const segments = branch.segments[range] ?? [];
    if (segments.length === 0) return [];
    const series = seriesTable(context, branch);
    const labels = context.groups.map(
      (name) => `CASE WHEN k.g IS NULL THEN '$other' ELSE s.${name} END AS ${name}`,
    );
    const shown = context.table(
      'series_kept',
      () => `SELECT s.id, s.metric_id, k.g IS NULL AS other, ${labels.join(', ')} FROM ${series} s
        ${context.plan.top?.other ? 'LEFT' : ''} JOIN kept k ON k.g = ARRAY[${context.groupsOf('s').join(', ')}]`,
      'MATERIALIZED ',
    );
    const from = pointsFrom(context, { series: shown, metricIds: idsOf(branch), segments });
    const key = context.buckets[range]?.key('p.ts') ?? '0';
    const groups = context.groupsOf('s');
    const values = branch.fractions.map((fraction) => quantileSql(context, fraction));
    const inner = `
      SELECT ${['s.metric_id', `${key} AS bucket`, 's.other', ...groups, ...values.map((value, at) => `${value} AS q${at}`)].join(', ')}
      FROM ${from} GROUP BY ${['s.metric_id', '2', 's.other', ...groups].join(', ')}`;
    const bucket = context.buckets[range]?.index('part.bucket') ?? '0';
    return [
      this.select(
        {
          tag: tagOf(index, range, false),
          bucket,
          other: 'part.other',
          groups: context.groupsOf('part'),
          values: columnsOf(branch),
        },
        `(${inner}) part`,
      ),
    ];
  }

  private totals(branch: Branch, index: number, range: number): string[] {
    const { context } = this;
    const tag = tagOf(index, range, true);
    const nulls = {
      tag,
      bucket: 'NULL::int',
      other: 'false',
      groups: context.groups.map(() => 'NULL::text'),
    };
    const segments = branch.segments[range] ?? [];
    // Sketches of the rows are merged to those of the totals, in Node too.
    if (segments.length === 0 || branch.kind === 'sketch') return [];
    const columns = columnsOf(branch);
    const selects: string[] = [];
    if (branch.kind !== 'exact' && columns.length > branch.fractions.length) {
      const part = partOf(context, index, range) as Part;
      const values = columns.map((name) => (name.startsWith('q') ? 'NULL::float8' : this.merged(name)));
      selects.push(this.select({ ...nulls, values }, `${part.name} part GROUP BY part.metric_id`));
    }
    if (branch.fractions.length > 0) {
      const from = pointsFrom(context, {
        series: seriesTable(context, branch),
        metricIds: idsOf(branch),
        segments,
      });
      const quantiles = branch.fractions.map((fraction, at) => `${quantileSql(context, fraction)} AS q${at}`);
      const values = columns.map((name) => (name.startsWith('q') ? name : 'NULL::float8'));
      selects.push(
        this.select(
          { ...nulls, values },
          `(SELECT ${['s.metric_id', ...quantiles].join(', ')} FROM ${from} GROUP BY s.metric_id) part`,
        ),
      );
    }
    return selects;
  }

  /** A part with the groups as they are shown. */
  private kept(part: Part, branch: Branch): { from: string; other: string; groups: string[] } {
    const { context } = this;
    if (!context.ranks)
      return { from: `${part.name} part`, other: 'false', groups: context.groupsOf('part') };
    // All sketches are needed for the totals.
    const all =
      context.plan.top?.other === true || (branch.kind === 'sketch' && context.plan.totals === true);
    return {
      from: `${part.name} part ${all ? 'LEFT' : ''} JOIN kept k ON k.g = ARRAY[${context.groupsOf('part').join(', ')}]`,
      other: 'k.g IS NULL',
      groups: context.groups.map((name) => `CASE WHEN k.g IS NULL THEN '$other' ELSE part.${name} END`),
    };
  }

  private merged(name: string): string {
    return name === 'd' ? 'count(DISTINCT d)::float8' : mergedColumn(name);
  }

  private select(
    row: { tag: number; bucket: string; other: string; groups: string[]; values: string[]; sketch?: string },
    from: string,
  ): string {
    const padded = Array.from({ length: this.width }, (_, index) => row.values[index] ?? 'NULL::float8');
    const sketch = row.sketch
      ? ['sk', 'ks', 'cs'].map((name) => `${row.sketch}.${name}`)
      : ['NULL::bytea', 'NULL::int[]', 'NULL::int[]'];
    const columns = [`${row.tag}`, 'part.metric_id', row.bucket, row.other, ...row.groups, ...padded];
    if (this.hasSketches) columns.push(...sketch);
    return `SELECT ${columns.join(', ')} FROM ${from}`;
  }
}

function idsOf({ metrics }: Branch): number[] {
  return metrics.map(({ metricId }) => metricId);
}
