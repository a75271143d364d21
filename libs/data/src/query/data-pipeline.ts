import type { Principal } from '@app/auth';
import type { CacheKey, MetricDays } from '@app/cache';
import type { StoreMeasure, StorePlan } from '../store/metric-store';
import { columnsOf, numbersOf } from './answer/columns-of';
import type { Representation } from './answer/representation';
import { measuresForShare } from './answer/share';
import { emptyValues, type TableShape } from './answer/table';
import { cacheKey, currentMs, queryDays } from './cache-key';
import { visibleSource } from './visible-source';
import type { Fill, Filter, Having, MetricQuery, OrderBy } from './metric-query';
import type { QueryLimits } from './query-limits';
import type { CutRange } from './resolve-query';
import type { ValidQuery } from './valid-query';

/**
 * What may be done to aggregates: a small closed set. `top` and `totals` are done by the store, in the snapshot that the
 * aggregates come from, since they need the points; the others are pure functions, see `transform`.
 */
export type Transformation =
  | { kind: 'top'; n: number; by: number; other: boolean }
  | { kind: 'totals' }
  | { kind: 'fill'; fill: Fill }
  | { kind: 'share' }
  | { kind: 'compare' }
  | { kind: 'having'; conditions: (Omit<Having, 'column'> & { column: number })[] }
  | { kind: 'order'; by: OrderKey[] }
  | { kind: 'limit'; rows: number };

/** What rows are sorted by: their time, their nth group or their nth number. */
export interface OrderKey {
  of: 'bucket' | 'group' | 'value';
  index: number;
  direction: OrderBy['direction'];
}

/** A question taken apart: what is read, what is computed of it, what is done to that in turn, and where it is kept. */
export interface DataPipeline {
  /** Which points: ranges cut into buckets, groups, filters with the data policy among them. */
  source: Omit<StorePlan, 'measures' | 'top' | 'totals'>;
  aggregations: StoreMeasure[];
  /** In the order in which they are done. */
  transformations: Transformation[];
  cache: CachePlan;
}

/** The name of an answer and what it is made of. It lives as long as its class says, or until its points change. */
export interface CachePlan {
  key: CacheKey;
  versions: MetricDays[];
  /** Where a source answers, which tells of no changes: how long its answer is taken for current. */
  ttlMs?: number;
}

/** Where the answer of a valid query is kept. */
export function cachePlan(
  principal: Principal,
  valid: ValidQuery,
  options: { representation?: Representation; incomplete?: boolean },
): CachePlan {
  const ttlMs = currentMs(valid);
  return {
    key: cacheKey(principal, valid, options),
    versions: queryDays(valid),
    ...(ttlMs !== undefined && { ttlMs }),
  };
}

/** Composes the pipeline of a valid query whose filters are `where`. */
export function dataPipeline(
  principal: Principal,
  valid: ValidQuery,
  options: { where: Filter[]; limits: QueryLimits; cache: CachePlan },
): DataPipeline {
  const { query, time } = valid;
  const { now, previous } = time;
  return {
    source: {
      organizationId: principal.organizationId,
      ...storeRange(time),
      groupBy: query.groupBy,
      where: options.where,
      maxRows: options.limits.buckets,
      ...(now && { now: now.getTime() }),
      ...(previous && previous.from < previous.to && { previous: storeRange(previous) }),
    },
    aggregations: aggregationsOf(principal, valid),
    transformations: transformationsOf(query),
    cache: options.cache,
  };
}

/** What the store is asked: the source, the aggregations, and the transformations that are the store's. */
export function storePlan({ source, aggregations, transformations }: DataPipeline): StorePlan {
  const plan: StorePlan = { ...source, measures: aggregations };
  for (const transformation of transformations) {
    if (transformation.kind === 'totals') plan.totals = true;
    if (transformation.kind !== 'top') continue;
    const { n, by, other } = transformation;
    plan.top = { n, by, other };
  }
  return plan;
}

/** What the transformations need to know of what the store answers. */
export function shapeOf({ source, aggregations }: DataPipeline, query: MetricQuery): TableShape {
  const measures = query.metrics.length;
  return {
    empty: emptyValues(aggregations),
    measures,
    width: measures + (query.share ? 1 : 0),
    dimensions: source.groupBy.length,
    buckets: source.buckets?.length ?? 1,
    previousBuckets: source.previous ? (source.previous.buckets?.length ?? 1) : 0,
    maxRows: source.maxRows,
  };
}

function storeRange({ from, to, buckets }: CutRange): Pick<StorePlan, 'from' | 'to' | 'buckets'> {
  return { from: from.getTime(), to: to.getTime(), ...(buckets && { buckets }) };
}

function aggregationsOf(principal: Principal, { query, metrics }: ValidQuery): StoreMeasure[] {
  const measures = query.metrics.map(
    ({ metric, aggregation, percentile, exact, dimension }): StoreMeasure => {
      const known = metrics.get(metric);
      const source = known && visibleSource(principal, known);
      return {
        metricId: known?.id ?? 0,
        aggregation,
        ...(percentile !== undefined && { percentile }),
        ...(exact && { exact }),
        ...(dimension !== undefined && { dimension }),
        ...(source && { source }),
      };
    },
  );
  const [first] = measures;
  return query.share && first ? [...measures, ...measuresForShare(first)] : measures;
}

/** Their order is fixed: later ones see what earlier ones have made. */
function transformationsOf(query: MetricQuery): Transformation[] {
  const { metrics, top, totals, fill, share, compare, having, limit } = query;
  const numbers = numbersOf(query).map(({ name }) => name);
  const result: Transformation[] = [];
  if (top) {
    const by = metrics.findIndex(({ as }) => as === top.by);
    result.push({ kind: 'top', n: top.n, by, other: top.other });
  }
  if (totals) result.push({ kind: 'totals' });
  if (fill) result.push({ kind: 'fill', fill });
  if (share) result.push({ kind: 'share' });
  if (compare) result.push({ kind: 'compare' });
  if (having.length > 0) {
    const conditions = having.map((one) => ({ ...one, column: numbers.indexOf(one.column) }));
    result.push({ kind: 'having', conditions });
  }
  return [...result, { kind: 'order', by: orderKeys(query) }, { kind: 'limit', rows: limit }];
}

/** The query's own order, then time and groups, so that equal data has one order. */
function orderKeys(query: MetricQuery): OrderKey[] {
  const names = columnsOf(query).map(({ name }) => name);
  const firstGroup = query.interval ? 1 : 0;
  const firstValue = firstGroup + query.groupBy.length;
  const asked = query.orderBy.map(({ column, direction }): OrderKey => {
    const index = names.indexOf(column);
    if (index < firstGroup) return { of: 'bucket', index: 0, direction };
    if (index < firstValue) return { of: 'group', index: index - firstGroup, direction };
    return { of: 'value', index: index - firstValue, direction };
  });
  const groups = query.groupBy.map((_, index): OrderKey => ({ of: 'group', index, direction: 'asc' }));
  return [...asked, { of: 'bucket', index: 0, direction: 'asc' }, ...groups];
}
