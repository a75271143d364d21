import { createHash } from 'node:crypto';
import type { DataPolicy } from '@app/auth';
import type { Aggregation, Interval } from '../../query/metric-query';
import type { ValidQuery } from '../../query/valid-query';
import { dimensionsOf } from '../../store/plan/choose-grouping';

/** Lengths of time ranges that are told apart: up to so many days. */
const RANGE_DAYS = { '1h': 1 / 24, '6h': 0.25, '1d': 1, '7d': 7, '31d': 31, '92d': 92, '1y': 366 } as const;
export const RANGE_CLASSES = [...(Object.keys(RANGE_DAYS) as (keyof typeof RANGE_DAYS)[]), 'more'] as const;
export type RangeClass = (typeof RANGE_CLASSES)[number];

const DAY_MS = 86_400_000;
/** A question for every metric there is would be a long row: of more than these the first by name stand for all. */
const MOST_METRICS = 10;

export interface ShapeMeasure {
  metric: string;
  aggregation: Aggregation;
  percentile?: number;
  exact?: true;
  dimension?: string;
}

/** A question without values: no filter's text and no instant is in it. Equal questions but for these share it. */
export interface QueryShape {
  metrics: ShapeMeasure[];
  /** Metrics beyond those. */
  moreMetrics: number;
  /** Sorted. */
  groupBy: string[];
  /** Dimensions that filters look at, sorted. */
  filters: string[];
  /** Dimensions that the data policy looks at, sorted. */
  policy: string[];
  interval: Interval | null;
  /** Of the buckets; null without an interval. */
  timezone: string | null;
  range: RangeClass;
  top: boolean;
  compare: boolean;
  /** What answered, as in `meta.source`. */
  level: string;
}

/** The shape of a question that was asked within a data policy and answered from `level`. */
export function shapeOf({ query, time }: ValidQuery, policy: DataPolicy, level: string): QueryShape {
  const metrics = query.metrics
    .map(({ metric, aggregation, percentile, exact, dimension }) => ({
      metric,
      aggregation,
      ...(percentile !== undefined && { percentile }),
      ...(exact && { exact }),
      ...(dimension !== undefined && { dimension }),
    }))
    .map((measure) => [JSON.stringify(measure), measure] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, measure]) => measure);
  return {
    metrics: metrics.slice(0, MOST_METRICS),
    moreMetrics: Math.max(0, metrics.length - MOST_METRICS),
    groupBy: query.groupBy.toSorted(),
    filters: [...new Set(dimensionsOf(query.filters))].toSorted(),
    policy: Object.keys(policy).toSorted(),
    interval: time.interval ?? null,
    timezone: time.interval ? query.timezone : null,
    range: rangeClass(time.to.getTime() - time.from.getTime()),
    top: query.top !== undefined,
    compare: query.compare !== undefined,
    level,
  };
}

function rangeClass(lengthMs: number): RangeClass {
  const days = lengthMs / DAY_MS;
  return RANGE_CLASSES.find((name) => name === 'more' || days <= RANGE_DAYS[name]) ?? 'more';
}

/** Equal for equal shapes, which {@link shapeOf} writes with their members in one order. */
export function hashOfShape(shape: QueryShape): string {
  return createHash('sha256').update(JSON.stringify(shape)).digest('base64url').slice(0, 32);
}
