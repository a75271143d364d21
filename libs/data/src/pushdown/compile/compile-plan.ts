import type { SourceStatement } from '@app/sources';
import type { StorePlan, StoreRange } from '../../store/metric-store';
import { secondsOf } from '../../store/plan/seconds';
import type { Aggregate, SqlDialect } from '../dialect/sql-dialect';
import { aggregateOf, type Branch, type BranchAggregate, branchesOf } from './branch';
import { factsSql } from './facts-sql';
import { groupedSql } from './grouped-sql';
import { StatementValues } from './statement-values';
import { wallRange } from './wall-clock';

/** The group of what `top` did not keep; other groups begin with 0 or 1. */
export const OTHER_GROUP = '2';

/**
 * One statement that answers a plan. Its rows are `tag, bucket, …groups, …aggregates`; the tag says of which branch and range a row is, and
 * whether it is of the totals: see {@link tagOf}.
 */
export interface CompiledPlan {
  statement: SourceStatement;
  branches: Branch[];
  /** The range asked for, then the earlier one that it is compared to. */
  ranges: StoreRange[];
  /** A full answer has at most this many rows; the statement stops one beyond. */
  maxRows: number;
}

/** One number for branch, range and whether a row is of the totals. */
export function tagOf(branch: number, range: number, isTotal: boolean): number {
  return branch * 4 + range * 2 + (isTotal ? 1 : 0);
}

/**
 * Compiles a plan whose metrics are all of one source. Everything is one statement, so that the engine reads one snapshot where it has such
 * a thing.
 */
export function compilePlan(plan: StorePlan, dialect: SqlDialect): CompiledPlan {
  return new Compilation(plan, dialect).compile();
}

class Compilation {
  private readonly values: StatementValues;
  private readonly branches: Branch[];
  private readonly ranges: StoreRange[];
  private readonly groups: string[];
  private readonly ranks: boolean;
  private readonly width: number;
  private readonly tables: string[] = [];

  constructor(
    private readonly plan: StorePlan,
    private readonly dialect: SqlDialect,
  ) {
    this.values = new StatementValues(dialect);
    this.branches = branchesOf(plan);
    this.ranges = plan.previous ? [plan, plan.previous] : [plan];
    this.groups = plan.groupBy.map((_, index) => `g${index}`);
    this.ranks = plan.top !== undefined && this.groups.length > 0;
    this.width = Math.max(...this.branches.map(({ aggregates }) => aggregates.length));
  }

  compile(): CompiledPlan {
    const { plan, branches, ranges } = this;
    for (const range of ranges.keys())
      for (const branch of branches.keys()) this.table(factsName(branch, range), this.facts(branch, range));
    if (this.ranks) this.table('kept', this.kept());
    const selects = [...ranges.keys()].flatMap((range) =>
      [...branches.keys()].flatMap((branch) => [
        this.rows(branch, range),
        ...(plan.totals ? [this.totals(branch, range)] : []),
      ]),
    );
    const perRange = plan.maxRows * branches.length + (plan.totals ? branches.length : 0);
    const maxRows = perRange * ranges.length;
    const text = `WITH ${this.tables.join(',\n')}\nSELECT * FROM (${selects.join('\nUNION ALL ')}) answer LIMIT ${maxRows + 1}`;
    return { statement: this.values.finish(text), branches, ranges, maxRows };
  }

  private table(name: string, sql: string): void {
    this.tables.push(`${name} AS (${sql})`);
  }

  private facts(branch: number, range: number): string {
    const { source, aggregates } = this.branches[branch] as Branch;
    const { groupBy, where } = this.plan;
    const counted = countedOf(aggregates);
    const wall = wallRange(this.ranges[range] as StoreRange, source.timezone);
    const { dialect, values } = this;
    return factsSql({ source, range: wall, counted, groupBy, where }, { dialect, values });
  }

  /** The groups that `top` keeps: all of the range, whichever metric has a point there, ranked by one measure over the whole range. */
  private kept(): string {
    const { plan, dialect, groups } = this;
    const { by, n } = plan.top as NonNullable<StorePlan['top']>;
    const measure = plan.measures[by];
    const candidates = this.branches.map((branch, index) => {
      const isRanking = measure?.metricId === branch.metricId && !this.hasNoTime(by);
      const aggregates = isRanking ? [aggregateOf(measure)] : [];
      return groupedSql({
        dialect,
        from: factsName(index, 0),
        keys: groups,
        aggregates: aggregates.map((each) => this.placed(branch, each)),
        select: ([rank = dialect.noDouble]) => [...groups, `${rank} AS r`],
      });
    });
    const isCount = measure?.aggregation === 'count' || measure?.aggregation === 'countDistinct';
    const rank = isCount ? 'coalesce(max(c.r), 0)' : 'max(c.r)';
    const own = groups.map((name) => `c.${name}`);
    return `SELECT ${own.map((name, index) => `${name} AS ${groups[index]}`).join(', ')}, 1 AS is_kept
      FROM (${candidates.join(' UNION ALL ')}) c GROUP BY ${own.join(', ')}
      ORDER BY ${rank} IS NULL, ${rank} DESC, ${own.join(', ')} LIMIT ${Math.trunc(n)}`;
  }

  /** As long as no time has passed no group has a rate. */
  private hasNoTime(measure: number): boolean {
    const { plan } = this;
    return plan.measures[measure]?.aggregation === 'rate' && secondsOf(plan, undefined, plan.now) <= 0;
  }

  private rows(branch: number, range: number): string {
    return this.select(branch, {
      tag: tagOf(branch, range, false),
      from: this.ranks ? this.assigned(branch, range) : factsName(branch, range),
      keys: ['b', ...this.groups],
    });
  }

  private totals(branch: number, range: number): string {
    return this.select(branch, { tag: tagOf(branch, range, true), from: factsName(branch, range), keys: [] });
  }

  private select(branch: number, { tag, from, keys }: { tag: number; from: string; keys: string[] }): string {
    const own = this.branches[branch] as Branch;
    const key = (name: string, none: string): string => `${keys.length > 0 ? `a.${name}` : none} AS ${name}`;
    return groupedSql({
      dialect: this.dialect,
      from,
      keys,
      aggregates: own.aggregates.map((each) => this.placed(own, each)),
      select: (aggregates) => [
        `${tag} AS tag`,
        key('b', '-1'),
        ...this.groups.map((name) => key(name, "''")),
        ...Array.from(
          { length: this.width },
          (_, index) => `${aggregates[index] ?? this.dialect.noDouble} AS c${index}`,
        ),
      ],
    });
  }

  /** Facts with the groups that they are shown in. */
  private assigned(branch: number, range: number): string {
    const { aggregates } = this.branches[branch] as Branch;
    const facts = ['b', 't', 'v', ...countedOf(aggregates).map((_, index) => `d${index}`)];
    const groups = this.groups.map(
      (name) => `CASE WHEN k.is_kept = 1 THEN f.${name} ELSE '${OTHER_GROUP}' END AS ${name}`,
    );
    const on = this.groups.map((name) => `k.${name} = f.${name}`);
    return `(SELECT ${[...facts.map((name) => `f.${name} AS ${name}`), ...groups].join(', ')}
      FROM ${factsName(branch, range)} f ${this.plan.top?.other ? 'LEFT' : 'INNER'} JOIN kept k ON ${on.join(' AND ')})`;
  }

  private placed({ aggregates }: Branch, aggregate: BranchAggregate): Aggregate {
    if (aggregate.kind === 'distinct')
      return { kind: 'distinct', column: `d${countedOf(aggregates).indexOf(aggregate.dimension)}` };
    if (aggregate.kind !== 'percentile') return aggregate;
    // Not a value: engines want it to be a constant when a statement is prepared.
    return { kind: 'percentile', fraction: String(aggregate.fraction) };
  }
}

function factsName(branch: number, range: number): string {
  return `facts_${branch}_${range}`;
}

function countedOf(aggregates: readonly BranchAggregate[]): string[] {
  return aggregates.flatMap((each) => (each.kind === 'distinct' ? [each.dimension] : []));
}
