import type { StoreRow } from '../../store/metric-store';
import type { MetricQuery } from '../metric-query';
import { orderRows } from './order-rows';
import { addShare } from './share';

/** The rows of an answer, in order. */
export interface Table {
  rows: StoreRow[];
  /** Whether `limit` cut rows off. */
  truncated: boolean;
}

/** The transformations that a query asks for, in their fixed order: share of the total, order, limit. */
export function transform(rows: StoreRow[], query: MetricQuery): Table {
  const shared = query.share ? addShare(rows, query) : rows;
  const ordered = orderRows(shared, query);
  return { rows: ordered.slice(0, query.limit), truncated: ordered.length > query.limit };
}
