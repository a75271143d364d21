import type { DimensionFilter, Filter, StoreMeasure, StorePlan, StoreRow } from '@app/data';

/** A point as the oracle keeps it. */
export interface OraclePoint {
  metricId: number;
  at: number;
  value: number;
  dims: Record<string, string>;
}

/** Answers a plan from a list of points in the plainest way there is; shares no code with any store. */
export function oracleAnswer(points: readonly OraclePoint[], plan: StorePlan): StoreRow[] {
  const rows = new Map<string, { row: StoreRow; points: OraclePoint[] }>();
  const wanted = new Set(plan.measures.map((measure) => measure.metricId));
  for (const point of points) {
    if (!wanted.has(point.metricId) || point.at < plan.from || point.at >= plan.to) continue;
    if (!plan.where.every((filter) => holds(filter, point.dims))) continue;
    const bucket = plan.buckets ? plan.buckets.filter((start) => start <= point.at).length - 1 : 0;
    const groups = plan.groupBy.map((name) => point.dims[name] ?? null);
    const key = JSON.stringify([bucket, groups]);
    const entry = rows.get(key) ?? { row: { bucket, groups, values: [] }, points: [] };
    entry.points.push(point);
    rows.set(key, entry);
  }
  return [...rows.values()].map(({ row, points: own }) => ({
    ...row,
    values: plan.measures.map((measure) => aggregate(measure, own)),
  }));
}

/** How far a value may be from the oracle's: sums round differently in another order. */
export function tolerance(points: readonly OraclePoint[]): number {
  return (
    1e-9 *
    Math.max(
      1,
      points.reduce((sum, point) => sum + Math.abs(point.value), 0),
    )
  );
}

function aggregate(
  { metricId, aggregation, percentile }: StoreMeasure,
  points: OraclePoint[],
): number | null {
  const values = points.filter((point) => point.metricId === metricId).map((point) => point.value);
  if (aggregation === 'count') return values.length;
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const sum = values.reduce((total, value) => total + value, 0);
  switch (aggregation) {
    case 'sum':
      return sum;
    case 'avg':
      return sum / values.length;
    case 'min':
      return sorted[0] ?? null;
    case 'max':
      return sorted.at(-1) ?? null;
    default:
      return interpolated(sorted, (percentile ?? 0) / 100);
  }
}

function interpolated(sorted: number[], fraction: number): number {
  const rank = fraction * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] as number;
  const high = sorted[Math.ceil(rank)] as number;
  return low + (high - low) * (rank - Math.floor(rank));
}

function holds(filter: Filter, dims: Record<string, string>): boolean {
  if ('or' in filter) return filter.or.some((inner) => holds(inner, dims));
  if ('and' in filter) return filter.and.every((inner) => holds(inner, dims));
  return conditionHolds(filter, dims[filter.dimension]);
}

function conditionHolds({ operator, values }: DimensionFilter, value: string | undefined): boolean {
  const [first = ''] = values;
  const isOneOf = value !== undefined && values.includes(value);
  const answers = {
    eq: isOneOf,
    in: isOneOf,
    ne: !isOneOf,
    notIn: !isOneOf,
    contains: value?.includes(first) ?? false,
    startsWith: value?.startsWith(first) ?? false,
    exists: (value !== undefined) === (first === 'true'),
  };
  return answers[operator];
}
