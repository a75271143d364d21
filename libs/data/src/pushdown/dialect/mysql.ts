import type { Aggregate, SqlDialect } from './sql-dialect';

const PLACES = {
  text: '?',
  number: '(? + 0e0)',
  integer: 'CAST(? AS SIGNED)',
  time: 'CAST(? AS DATETIME(3))',
} as const;

/**
 * Ends every label: collations of MySQL take no notice of spaces at the end, and after this character there are none. It is less than any
 * other that texts have, so that the order of labels stays.
 */
const END = 'CHAR(1 USING utf8mb4)';

/** MySQL 8 and MariaDB 10.2 and later; the session's time zone is UTC and its character set utf8mb4. */
export const mysql: SqlDialect = {
  name: 'mysql',
  identifier: (name) => `\`${name.replaceAll('`', '``')}\``,
  place: (_n, type) => PLACES[type],
  countsPlaces: true,
  label: (column) => `(CONCAT(CONVERT(${column} USING utf8mb4), ${END}) COLLATE utf8mb4_bin)`,
  noLabel: 'CAST(NULL AS CHAR)',
  isOneOf: (label, texts) => `${label} IN (${texts.map((text) => `CONCAT(${text}, ${END})`).join(', ')})`,
  contains: (label, text) => `LOCATE(${text}, ${label}) > 0`,
  startsWith: (label, text) => `LOCATE(${text}, ${label}) = 1`,
  group: (label) => `COALESCE(CONCAT('0', ${label}), '1')`,
  readGroup: (group) => group.slice(1, -1),
  double: (expression) => `((${expression}) + 0e0)`,
  noDouble: '(NULL + 0e0)',
  isFinite: (value) => `${value} IS NOT NULL`,
  milliseconds: (time) =>
    `FLOOR(TIMESTAMPDIFF(MICROSECOND, TIMESTAMP '1970-01-01 00:00:00', ${time}) / 1000)`,
  quotient: (dividend, divisor) => `((${dividend}) DIV ${divisor})`,
  aggregate: (aggregate) => {
    switch (aggregate.kind) {
      case 'count':
        return 'count(*)';
      case 'last':
        return 'max(CASE WHEN place_last = 1 THEN v END)';
      case 'distinct':
        return `count(DISTINCT ${aggregate.column})`;
      case 'percentile':
        return interpolated(aggregate.fraction);
      default:
        return `${aggregate.kind}(v)`;
    }
  },
  windows: windowsOf,
};

/** Neither has `percentile_cont` as an aggregate: the two values between which it lies are found by their places. */
function interpolated(fraction: string): string {
  const rank = `(${fraction} * places)`;
  const part = `(${rank} - FLOOR(${rank}))`;
  return `sum(CASE WHEN place_value = FLOOR(${rank}) THEN v * (1 - ${part}) WHEN place_value = CEILING(${rank}) THEN v * ${part} END)`;
}

function windowsOf(aggregates: readonly Aggregate[], keys: readonly string[]): string[] {
  const by = keys.length > 0 ? `PARTITION BY ${keys.join(', ')}` : '';
  const kinds = new Set(aggregates.map(({ kind }) => kind));
  return [
    ...(kinds.has('last') ? [`ROW_NUMBER() OVER (${by} ORDER BY t DESC, v DESC) AS place_last`] : []),
    ...(kinds.has('percentile')
      ? [`ROW_NUMBER() OVER (${by} ORDER BY v) - 1 AS place_value`, `COUNT(*) OVER (${by}) - 1 AS places`]
      : []),
  ];
}
