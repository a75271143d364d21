import type { Aggregate, SqlDialect } from '../dialect/sql-dialect';

/** Facts aggregated by keys. */
export interface GroupedSql {
  dialect: SqlDialect;
  /** A table, or a SELECT in parentheses. */
  from: string;
  /** Columns of the facts; none: one row of all, also when there are none. */
  keys: readonly string[];
  aggregates: readonly Aggregate[];
  /** What is selected, given the aggregates. */
  select: (aggregates: readonly string[]) => string[];
}

export function groupedSql({ dialect, from, keys, aggregates, select }: GroupedSql): string {
  const windows = dialect.windows?.(aggregates, keys) ?? [];
  const facts = windows.length > 0 ? `(SELECT w.*, ${windows.join(', ')} FROM ${from} w)` : from;
  const by = keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : '';
  return `SELECT ${select(aggregates.map((each) => dialect.aggregate(each))).join(', ')} FROM ${facts} a${by}`;
}
