import type { DimensionFilter, Filter } from '../metric-query';

/**
 * Filters that mean the same become the same: nested lists of one kind are joined, lists of one item are that item,
 * values and conditions are sorted and without doubles, `in` of one value is `eq`.
 */
export function normalizeFilters(filters: readonly Filter[]): Filter[] {
  return joined('and', filters.map(normalize));
}

function normalize(filter: Filter): Filter {
  if ('or' in filter) return list('or', filter.or);
  if ('and' in filter) return list('and', filter.and);
  return condition(filter);
}

function list(kind: 'or' | 'and', filters: Filter[]): Filter {
  const [first, ...rest] = joined(kind, filters.map(normalize));
  if (first && rest.length === 0) return first;
  const items = first ? [first, ...rest] : rest;
  return kind === 'or' ? { or: items } : { and: items };
}

function joined(kind: 'or' | 'and', filters: Filter[]): Filter[] {
  const flat = filters.flatMap((filter) => membersOf(kind, filter) ?? [filter]);
  const byText = new Map(flat.map((filter) => [JSON.stringify(filter), filter]));
  return [...byText.keys()].toSorted().map((text) => byText.get(text) as Filter);
}

function membersOf(kind: 'or' | 'and', filter: Filter): Filter[] | undefined {
  if (kind === 'or') return 'or' in filter ? filter.or : undefined;
  return 'and' in filter ? filter.and : undefined;
}

function condition({ dimension, operator, values }: DimensionFilter): DimensionFilter {
  const sorted = [...new Set(values)].toSorted();
  if (sorted.length > 1) return { dimension, operator, values: sorted };
  const single = operator === 'in' ? 'eq' : operator === 'notIn' ? 'ne' : operator;
  return { dimension, operator: single, values: sorted };
}
