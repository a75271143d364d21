import type { StorePlan } from '../metric-store';
import type { ReadPlan } from '../plan/read-plan';
import { type BucketSql, bucketSql } from './bucket-sql';
import { filterSql } from './filter-sql';
import { SqlParameters } from './sql-parameters';

/** What the parts of one statement share. */
export class StatementContext {
  readonly parameters = new SqlParameters();
  /** Names of the columns with the values of groupBy. */
  readonly groups: readonly string[];
  /** For each range. */
  readonly buckets: readonly BucketSql[];
  /** Common table expressions, in the order in which they need each other. */
  private readonly tables = new Map<string, string>();

  constructor(
    readonly plan: StorePlan,
    readonly read: ReadPlan,
  ) {
    this.groups = plan.groupBy.map((_, index) => `g${index}`);
    this.buckets = read.ranges.map((range) => bucketSql(range, this.parameters));
  }

  /** Whether groups are kept by rank. */
  get ranks(): boolean {
    return this.plan.top !== undefined && this.groups.length > 0;
  }

  /** The columns of groupBy, of a table. */
  groupsOf(table: string): string[] {
    return this.groups.map((name) => `${table}.${name}`);
  }

  /** Selects the values of groupBy, and of the dimension that is counted, from a column `dims`. */
  labels(dims: string, dimension?: string): string[] {
    const value = (name: string, as: string): string => `${dims} ->> ${this.text(name)} AS ${as}`;
    return [
      ...this.plan.groupBy.map((name, index) => value(name, `g${index}`)),
      ...(dimension === undefined ? [] : [value(dimension, 'd')]),
    ];
  }

  filters(dims: string): string {
    return filterSql(this.plan.where, dims, this.parameters);
  }

  text(value: string): string {
    return this.parameters.bind(value, 'text');
  }

  ids(values: readonly number[]): string {
    return this.parameters.bind(values, 'int[]');
  }

  instant(time: number): string {
    return this.parameters.bind(new Date(time).toISOString(), 'timestamptz');
  }

  instants(times: readonly number[]): string {
    return this.parameters.bind(
      times.map((time) => new Date(time).toISOString()),
      'timestamptz[]',
    );
  }

  /** Adds a common table expression unless it is there. @returns its name */
  table(name: string, sql: () => string, hint = ''): string {
    // Built first: what it needs must come before it.
    if (!this.tables.has(name)) {
      const text = sql();
      this.tables.set(name, `${name} AS ${hint}(${text})`);
    }
    return name;
  }

  with(): string {
    return this.tables.size === 0 ? '' : `WITH ${[...this.tables.values()].join(',\n')}`;
  }
}
