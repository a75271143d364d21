import type { SqlDialect } from './sql-dialect';

const TYPES = { text: 'VARCHAR', number: 'DOUBLE', integer: 'BIGINT', time: 'TIMESTAMP' } as const;

/** DuckDB, for files; the session's time zone is UTC. */
export const duckdb: SqlDialect = {
  name: 'duckdb',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  place: (n, type) => `CAST($${n} AS ${TYPES[type]})`,
  countsPlaces: false,
  label: (column) => `CAST(${column} AS VARCHAR)`,
  noLabel: 'CAST(NULL AS VARCHAR)',
  isOneOf: (label, texts) => `${label} IN (${texts.join(', ')})`,
  contains: (label, text) => `contains(${label}, ${text})`,
  startsWith: (label, text) => `starts_with(${label}, ${text})`,
  group: (label) => `coalesce('0' || ${label}, '1')`,
  readGroup: (group) => group.slice(1),
  double: (expression) => `CAST(${expression} AS DOUBLE)`,
  noDouble: 'CAST(NULL AS DOUBLE)',
  isFinite: (value) => `isfinite(${value})`,
  milliseconds: (time) => `epoch_ms(CAST(${time} AS TIMESTAMP))`,
  quotient: (dividend, divisor) => `(${dividend}) // ${divisor}`,
  aggregate: (aggregate) => {
    switch (aggregate.kind) {
      case 'count':
        return 'CAST(count(*) AS DOUBLE)';
      case 'last':
        return 'arg_max(v, {a: t, b: v})';
      case 'distinct':
        return `CAST(count(DISTINCT ${aggregate.column}) AS DOUBLE)`;
      case 'percentile':
        return `quantile_cont(v, ${aggregate.fraction})`;
      default:
        return `${aggregate.kind}(v)`;
    }
  },
};
