import type { SqlDialect } from './sql-dialect';

const TYPES = { text: 'text', number: 'float8', integer: 'bigint', time: 'timestamp' } as const;

/** PostgreSQL 11 and later; the session's time zone is UTC. */
export const postgresql: SqlDialect = {
  name: 'postgresql',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  place: (n, type) => `$${n}::${TYPES[type]}`,
  countsPlaces: false,
  label: (column) => `(${column}::text COLLATE "C")`,
  noLabel: 'NULL::text COLLATE "C"',
  isOneOf: (label, texts) => `${label} IN (${texts.join(', ')})`,
  mayBeOneOf: (column, texts) => `${column}::text IN (${texts.join(', ')})`,
  contains: (label, text) => `strpos(${label}, ${text}) > 0`,
  startsWith: (label, text) => `starts_with(${label}, ${text})`,
  group: (label) => `coalesce('0' || ${label}, '1')`,
  readGroup: (group) => group.slice(1),
  canHold: (text) => !text.includes('\0'),
  double: (expression) => `(${expression})::float8`,
  noDouble: 'NULL::float8',
  // NaN is greater than all numbers there.
  isFinite: (value) => `${value} > '-Infinity'::float8 AND ${value} < 'Infinity'::float8`,
  milliseconds: (time) => `floor(date_part('epoch', ${time}) * 1000)::bigint`,
  quotient: (dividend, divisor) => `(${dividend}) / ${divisor}`,
  aggregate: (aggregate) => {
    switch (aggregate.kind) {
      case 'count':
        return 'count(*)::float8';
      case 'last':
        return `(max(ARRAY[date_part('epoch', t), v]))[2]`;
      case 'distinct':
        return `count(DISTINCT ${aggregate.column})::float8`;
      case 'percentile':
        return `percentile_cont(${aggregate.fraction}) WITHIN GROUP (ORDER BY v)`;
      default:
        return `${aggregate.kind}(v)`;
    }
  },
};
