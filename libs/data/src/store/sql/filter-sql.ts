import type { DimensionFilter, Filter } from '../../query/metric-query';
import type { SqlParameters } from './sql-parameters';

const SINGLE = {
  eq: (value: string, text: string) => `${value} = ${text}`,
  ne: (value: string, text: string) => `${value} IS DISTINCT FROM ${text}`,
  contains: (value: string, text: string) => `strpos(${value}, ${text}) > 0`,
  startsWith: (value: string, text: string) => `starts_with(${value}, ${text})`,
};

/**
 * The condition on a column `dims` of a series or of a group that all filters hold. `ne` and `notIn` are the complements of `eq` and `in`: they
 * hold where the dimension is missing.
 */
export function filterSql(filters: readonly Filter[], dims: string, parameters: SqlParameters): string {
  return filters.length === 0 ? 'true' : filters.map((filter) => one(filter, dims, parameters)).join(' AND ');
}

function one(filter: Filter, dims: string, parameters: SqlParameters): string {
  if ('or' in filter) return `(${filter.or.map((inner) => one(inner, dims, parameters)).join(' OR ')})`;
  if ('and' in filter) return `(${filterSql(filter.and, dims, parameters)})`;
  return condition(filter, dims, parameters);
}

function condition(
  { dimension, operator, values: given }: DimensionFilter,
  dims: string,
  parameters: SqlParameters,
): string {
  // A label of a source may have what no text here has, and which PostgreSQL refuses to compare with.
  const values = given.filter((text) => !text.includes('\0'));
  if (values.length === 0 && operator !== 'exists')
    return operator === 'ne' || operator === 'notIn' ? 'true' : 'false';
  const value = `(${dims} ->> ${parameters.bind(dimension, 'text')})`;
  if (operator === 'exists') return `${value} IS ${values[0] === 'false' ? 'NULL' : 'NOT NULL'}`;
  if (operator === 'in') return `${value} = ANY(${parameters.bind(values, 'text[]')})`;
  if (operator === 'notIn') return `(${value} = ANY(${parameters.bind(values, 'text[]')})) IS NOT TRUE`;
  return SINGLE[operator](value, parameters.bind(values[0], 'text'));
}
