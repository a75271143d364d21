import { type Filter, parseMetricQuery } from '@app/data';
import type { Visibility } from './dashboard';
import { assertNoErrors, atPointer } from './field-errors';
import type { Layout } from './layout';
import { textErrors } from '@app/platform';

/** Everything of a dashboard that its users write, after the checks of its DTO. */
export interface DashboardFields {
  name: string;
  description: string;
  layout: Layout;
  filters: Filter[];
  tags: string[];
  visibility: Visibility;
}

/** Filters are read as those of a query are, so the parser is given a query around them. */
const ANY_METRIC = [{ metric: 'any', aggregation: 'count' }];

/**
 * The given fields with filters in the normal form of a MetricQuery.
 * @param pointer where the fields are in the request
 * @throws AppError 400 for a filter that no query accepts
 */
export function parseFields(fields: Partial<DashboardFields>, pointer: string): Partial<DashboardFields> {
  const { filters, layout, ...rest } = fields;
  const parsed: Partial<DashboardFields> = { ...rest };
  if (layout) parsed.layout = { columns: layout.columns, items: layout.items.map((item) => ({ ...item })) };
  if (filters) parsed.filters = parseFilters(filters, pointer);
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}

/**
 * Filters in the normal form of a MetricQuery.
 * @param pointer where the object is in the request whose `filters` they are
 * @throws AppError 400 for a filter that no query accepts
 */
export function parseFilters(filters: Filter[], pointer: string): Filter[] {
  assertNoErrors(textErrors(filters, `${pointer}/filters`));
  return atPointer(pointer, () => parseMetricQuery({ metrics: ANY_METRIC, filters }).filters);
}
