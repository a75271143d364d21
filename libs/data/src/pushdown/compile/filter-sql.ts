import type { DimensionFilter, Filter } from '../../query/metric-query';
import type { SqlDialect } from '../dialect/sql-dialect';
import type { StatementValues } from './statement-values';

/** Where the values of dimensions are. */
export interface FilteredColumns {
  dialect: SqlDialect;
  values: StatementValues;
  /** The column of a dimension; undefined where the metric has none: its rows lack the dimension. */
  column: (dimension: string) => string | undefined;
}

/**
 * The condition that all filters hold. `ne` and `notIn` are the complements of `eq` and `in`: they hold where the dimension is missing.
 */
export function filterSql(filters: readonly Filter[], columns: FilteredColumns): string[] {
  return filters.map((filter) => one(filter, columns));
}

function one(filter: Filter, columns: FilteredColumns): string {
  if ('or' in filter) return `(${filterSql(filter.or, columns).join(' OR ')})`;
  if ('and' in filter) return `(${filterSql(filter.and, columns).join(' AND ')})`;
  return condition(filter, columns);
}

function condition(
  { dimension, operator, values: wanted }: DimensionFilter,
  { dialect, values, column }: FilteredColumns,
): string {
  const own = column(dimension);
  const isComplement = operator === 'ne' || operator === 'notIn';
  const wantsNone = operator === 'exists' && wanted[0] === 'false';
  // What no label can be, the label of another place perhaps, is left out.
  const given = wanted.filter((text) => dialect.canHold?.(text) ?? true);
  // A policy's empty list lets nothing through, and no engine takes an empty one.
  const wantsNothing = given.length === 0 && operator !== 'exists';
  if (own === undefined || wantsNothing) return isComplement || wantsNone ? '1 = 1' : '1 = 0';
  const label = dialect.label(own);
  const texts = given.map((value) => values.bind(value, 'text'));
  const [first = ''] = texts;
  switch (operator) {
    case 'exists':
      return `${own} IS ${wantsNone ? '' : 'NOT '}NULL`;
    case 'contains':
      return dialect.contains(label, first);
    case 'startsWith':
      return dialect.startsWith(label, first);
    case 'ne':
    case 'notIn':
      return `(${own} IS NULL OR NOT ${dialect.isOneOf(label, texts)})`;
    default: {
      const exact = dialect.isOneOf(label, texts);
      const narrow = dialect.mayBeOneOf?.(own, texts);
      return narrow ? `(${narrow} AND ${exact})` : exact;
    }
  }
}
