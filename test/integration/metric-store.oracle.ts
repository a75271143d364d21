import type {
  DimensionFilter,
  Filter,
  StoreAnswer,
  StoreMeasure,
  StorePlan,
  StoreRange,
  StoreRow,
} from '@app/data';

/** A point as the oracle keeps it. */
export interface OraclePoint {
  metricId: number;
  at: number;
  value: number;
  dims: Record<string, string>;
}

/** A value, and how far another computation of it may be away. */
export interface Expected {
  value: number | null;
  within: number;
}

export interface OracleRow extends Omit<StoreRow, 'values'> {
  values: Expected[];
}

export interface OracleAnswer {
  rows: OracleRow[];
  totals?: Expected[];
  previous?: Omit<OracleAnswer, 'previous'>;
}

type Group = (string | null)[];

/** Percentiles of sketches may be off by this part of the values between which they lie. */
const SKETCH_ERROR = 0.01;

/**
 * Answers a plan from a list of points in the plainest way there is; shares no code with any store.
 * @param given the answer of a store: it says whether percentiles may come from sketches; and where the measure that ranks groups is not the
 *   same to the last digit, it says which groups were kept, which must be those that could be
 */
export function oracleAnswer(
  points: readonly OraclePoint[],
  plan: StorePlan,
  given: Pick<StoreAnswer, 'rows' | 'approximate'>,
): OracleAnswer {
  const oracle = new Oracle(points, plan, given.approximate);
  const kept = plan.top && plan.groupBy.length > 0 ? oracle.kept(keptGroups(given.rows)) : undefined;
  const { previous } = plan;
  return { ...oracle.range(plan, kept), ...(previous && { previous: oracle.range(previous, kept) }) };
}

function keptGroups(rows: readonly StoreRow[]): Group[] {
  const kept = rows
    .filter(({ other }) => !other)
    .map(({ groups }) => [JSON.stringify(groups), groups] as const);
  return [...new Map(kept).values()];
}

class Oracle {
  private readonly points: readonly OraclePoint[];

  constructor(
    points: readonly OraclePoint[],
    private readonly plan: StorePlan,
    private readonly approximate: boolean,
  ) {
    const wanted = new Set(plan.measures.map((measure) => measure.metricId));
    this.points = points.filter(
      (point) => wanted.has(point.metricId) && plan.where.every((filter) => holds(filter, point.dims)),
    );
  }

  /** The groups that top keeps. */
  kept(given: Group[]): Group[] {
    const n = this.plan.top?.n ?? 0;
    const all = this.rank();
    if (all.every(({ within }) => within === 0)) return all.slice(0, n).map(({ group }) => group);
    const isGiven = ({ group }: { group: Group }): boolean =>
      given.some((each) => JSON.stringify(each) === JSON.stringify(group));
    const least = Math.min(...all.filter(isGiven).map(({ value, within }) => value + within));
    const greatest = Math.max(
      ...all.filter((each) => !isGiven(each)).map(({ value, within }) => value - within),
    );
    if (given.length !== Math.min(n, all.length) || greatest > least) {
      throw new Error(`${JSON.stringify(given)} were kept of ${JSON.stringify(all)}`);
    }
    return given;
  }

  /** All groups of the range, the greatest first. */
  private rank(): { group: Group; value: number; within: number }[] {
    const { by } = this.plan.top as { by: number };
    const groups = Map.groupBy(inside(this.points, this.plan), (point) =>
      JSON.stringify(this.groupOf(point)),
    );
    return [...groups.values()]
      .map((own) => {
        const { value, within } = this.value(by, own, this.plan);
        return { group: this.groupOf(own[0] as OraclePoint), value: value ?? -Infinity, within };
      })
      .toSorted((a, b) =>
        a.value === b.value ? compareGroups(a.group, b.group) : a.value < b.value ? 1 : -1,
      );
  }

  range(range: StoreRange, kept: Group[] | undefined): Omit<OracleAnswer, 'previous'> {
    const points = inside(this.points, range);
    const rows = new Map<string, { row: OracleRow; points: OraclePoint[] }>();
    for (const point of points) {
      const own = this.groupOf(point);
      const other =
        kept !== undefined && !kept.some((group) => JSON.stringify(group) === JSON.stringify(own));
      if (other && !this.plan.top?.other) continue;
      const bucket = range.buckets ? range.buckets.filter((start) => start <= point.at).length - 1 : 0;
      const groups = other ? own.map(() => '$other') : own;
      const key = JSON.stringify([bucket, other, groups]);
      const entry = rows.get(key) ?? {
        row: { bucket, groups, ...(other && { other: true as const }), values: [] },
        points: [],
      };
      entry.points.push(point);
      rows.set(key, entry);
    }
    return {
      rows: [...rows.values()].map(({ row, points: own }) => ({
        ...row,
        values: this.plan.measures.map((_, index) => this.value(index, own, bucketOf(range, row.bucket))),
      })),
      ...(this.plan.totals && {
        totals: this.plan.measures.map((_, index) => this.value(index, points, range)),
      }),
    };
  }

  private groupOf(point: OraclePoint): Group {
    return this.plan.groupBy.map((name) => point.dims[name] ?? null);
  }

  private value(index: number, points: OraclePoint[], span: { from: number; to: number }): Expected {
    const measure = this.plan.measures[index] as StoreMeasure;
    const own = points.filter((point) => point.metricId === measure.metricId);
    const seconds = (Math.min(span.to, this.plan.now ?? Infinity) - span.from) / 1_000;
    return aggregate(measure, own, { seconds, approximate: this.approximate && !measure.exact });
  }
}

function inside(points: readonly OraclePoint[], { from, to }: { from: number; to: number }): OraclePoint[] {
  return points.filter(({ at }) => at >= from && at < to);
}

function bucketOf({ from, to, buckets = [] }: StoreRange, index: number): { from: number; to: number } {
  return { from: Math.max(from, buckets[index] ?? from), to: Math.min(to, buckets[index + 1] ?? to) };
}

function compareGroups(a: Group, b: Group): number {
  for (const [index, own] of a.entries()) {
    const other = b[index] ?? null;
    if (own === other) continue;
    if (own === null) return 1;
    if (other === null) return -1;
    return own < other ? -1 : 1;
  }
  return 0;
}

function aggregate(
  { aggregation, percentile, dimension = '' }: StoreMeasure,
  points: OraclePoint[],
  { seconds, approximate }: { seconds: number; approximate: boolean },
): Expected {
  const exactly = (value: number | null): Expected => ({ value, within: 0 });
  if (aggregation === 'count') return exactly(points.length);
  if (aggregation === 'countDistinct') {
    return exactly(new Set(points.flatMap(({ dims }) => dims[dimension] ?? [])).size);
  }
  if (points.length === 0) return exactly(null);
  const values = points.map(({ value }) => value);
  const sorted = values.toSorted((a, b) => a - b);
  const sum = values.reduce((total, value) => total + value, 0);
  const within =
    1e-9 *
    Math.max(
      1,
      values.reduce((total, value) => total + Math.abs(value), 0),
    );
  switch (aggregation) {
    case 'sum':
      return { value: sum, within };
    case 'avg':
      return { value: sum / values.length, within };
    case 'rate':
      return seconds > 0 ? { value: sum / seconds, within: within / seconds } : exactly(null);
    case 'min':
      return exactly(sorted[0] ?? null);
    case 'max':
      return exactly(sorted.at(-1) ?? null);
    case 'last':
      return exactly(points.toSorted((a, b) => a.at - b.at || a.value - b.value).at(-1)?.value ?? null);
    default:
      return interpolated(sorted, (percentile ?? 0) / 100, approximate ? SKETCH_ERROR : 0);
  }
}

function interpolated(sorted: number[], fraction: number, error: number): Expected {
  const rank = fraction * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] as number;
  const high = sorted[Math.ceil(rank)] as number;
  const part = rank - Math.floor(rank);
  const bound = error * ((1 - part) * Math.abs(low) + part * Math.abs(high));
  return {
    value: low + (high - low) * part,
    within: bound * (1 + 1e-6) + 1e-9 * Math.max(1, Math.abs(low), Math.abs(high)),
  };
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
