import type { SqlDialect } from './sql-dialect';

const TYPES = {
  text: 'String',
  number: 'Float64',
  integer: 'Int64',
  time: "DateTime64(3, 'UTC')",
} as const;

/** ClickHouse. A common table expression is run wherever it is named, so that a statement with `top` reads a table several times. */
export const clickhouse: SqlDialect = {
  name: 'clickhouse',
  identifier: (name) => `\`${name.replaceAll(/[\\`]/g, String.raw`\$&`)}\``,
  place: (n, type) => `{p${n}:${TYPES[type]}}`,
  countsPlaces: false,
  label: (column) => `CAST(${column} AS Nullable(String))`,
  noLabel: 'CAST(NULL AS Nullable(String))',
  isOneOf: (label, texts) => `${label} IN (${texts.join(', ')})`,
  contains: (label, text) => `position(${label}, ${text}) > 0`,
  startsWith: (label, text) => `startsWith(${label}, ${text})`,
  group: (label) => `coalesce(concat('0', ${label}), '1')`,
  readGroup: (group) => group.slice(1),
  double: (expression) => `CAST(${expression} AS Nullable(Float64))`,
  noDouble: 'CAST(NULL AS Nullable(Float64))',
  onlyNumber: (column) => `abs(${column})`,
  isFinite: (value) => `isFinite(${value})`,
  milliseconds: (time) => `toUnixTimestamp64Milli(toDateTime64(${time}, 3, 'UTC'))`,
  quotient: (dividend, divisor) => `intDiv(${dividend}, ${divisor})`,
  aggregate: (aggregate) => {
    switch (aggregate.kind) {
      case 'count':
        return 'toFloat64(count())';
      case 'last':
        return 'argMax(v, (t, v))';
      case 'distinct':
        return `toFloat64(uniqExact(${aggregate.column}))`;
      case 'percentile':
        return `quantileExactInclusive(${aggregate.fraction})(v)`;
      default:
        return `${aggregate.kind}(v)`;
    }
  },
};
