import type { Filter, Operator, StoreMeasure, StorePlan, StoreRange } from '@app/data';
import * as fc from 'fast-check';

const HOUR = 3_600_000;
export const RANGE = { from: Date.UTC(2026, 0, 30), to: Date.UTC(2026, 2, 3) };
export const DIMENSIONS = ['region', 'product', '_odd.name-1'];
export const METRICS = ['one', 'two', 'three'];
const VALUES = ['', 'a', 'ab', 'b', 'ä', '%', "'"];

/** A point, whose metric is an index into {@link METRICS}. */
export interface TestPoint {
  metric: number;
  at: number;
  value: number;
  dims: Record<string, string>;
}

/** A plan but for what the test decides; metrics are indexes into {@link METRICS}. */
export type TestPlan = Omit<StorePlan, 'organizationId' | 'maxRows'>;

const dims = fc
  .dictionary(fc.constantFrom(...DIMENSIONS), fc.constantFrom(...VALUES.slice(1), '$other'), { maxKeys: 3 })
  .map((own) => ({ ...own }));

/** Points within `range`; some at whole hours, some with equal values. */
export function testPoints(range: { from: number; to: number }): fc.Arbitrary<TestPoint> {
  const hours = Math.floor((range.to - range.from) / HOUR);
  return fc.record({
    metric: fc.nat(METRICS.length - 1),
    at: fc.oneof(
      fc.integer({ min: range.from, max: range.to - 1 }),
      fc.integer({ min: 0, max: hours - 1 }).map((hour) => Math.ceil(range.from / HOUR) * HOUR + hour * HOUR),
    ),
    value: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
    dims,
  });
}

const filterTree: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter; condition: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('condition'),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
  ),
  condition: fc
    .tuple(
      fc.constantFrom(...DIMENSIONS, 'nowhere'),
      fc.constantFrom<Operator[]>('eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'exists'),
      fc.uniqueArray(fc.constantFrom(...VALUES), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([dimension, operator, values, wanted]): Filter => {
      if (operator === 'exists') return { dimension, operator, values: [String(wanted)] };
      return {
        dimension,
        operator,
        values: operator === 'in' || operator === 'notIn' ? values : values.slice(0, 1),
      };
    }),
})).filter;

const AGGREGATIONS = [
  'sum',
  'avg',
  'count',
  'min',
  'max',
  'last',
  'rate',
  'countDistinct',
  'percentile',
] as const;

export const testMeasure: fc.Arbitrary<StoreMeasure> = fc
  .record({
    metricId: fc.nat(METRICS.length - 1),
    aggregation: fc.constantFrom(...AGGREGATIONS),
    percentile: fc.constantFrom(0.5, 50, 95, 99.9),
    exact: fc.boolean(),
    dimension: fc.constantFrom(...DIMENSIONS, 'nowhere'),
  })
  .map(({ metricId, aggregation, percentile, exact, dimension }) => ({
    metricId,
    aggregation,
    ...(aggregation === 'percentile' && { percentile, ...(exact && { exact }) }),
    ...(aggregation === 'countDistinct' && { dimension }),
  }));

/** None, of one length, or of any lengths; the first may begin before the range. */
function rangeWithBuckets(range: { from: number; to: number }): fc.Arbitrary<StoreRange> {
  return fc
    .oneof(
      fc.constant({}),
      fc
        .record({ hours: fc.constantFrom(1, 6, 24, 24 * 7), early: fc.nat(5) })
        .map((spec) => ({ buckets: even(range, spec) })),
      fc
        .uniqueArray(fc.integer({ min: range.from + 1, max: range.to - 1 }), { maxLength: 40 })
        .map((starts) => ({ buckets: [range.from, ...starts.toSorted((a, b) => a - b)] })),
    )
    .map((buckets) => ({ ...range, ...buckets }));
}

function even({ from, to }: { from: number; to: number }, spec: { hours: number; early: number }): number[] {
  const length = spec.hours * HOUR;
  const first = from - Math.min(spec.early, spec.hours - 1) * HOUR;
  return Array.from({ length: Math.ceil((to - first) / length) }, (_, index) => first + index * length);
}

/** Plans of which all that is asked lies within one of `ranges`. */
export function testPlans(ranges: fc.Arbitrary<{ from: number; to: number }>): fc.Arbitrary<TestPlan> {
  const withPrevious = fc.tuple(ranges, fc.boolean()).chain(([range, compares]) => {
    const middle = range.from + Math.floor((range.to - range.from) / 2);
    if (!compares || middle - range.from < HOUR) return fc.record({ main: rangeWithBuckets(range) });
    return fc.record({
      main: rangeWithBuckets({ from: middle, to: range.to }),
      previous: rangeWithBuckets({ from: range.from, to: middle }),
    });
  });
  return fc
    .record({
      ranges: withPrevious,
      measures: fc.array(testMeasure, { minLength: 1, maxLength: 5 }),
      groupBy: fc.uniqueArray(fc.constantFrom(...DIMENSIONS, 'nowhere'), { maxLength: 3 }),
      where: fc.array(filterTree, { maxLength: 2 }),
      top: fc.option(fc.record({ n: fc.integer({ min: 1, max: 4 }), by: fc.nat(4), other: fc.boolean() })),
      totals: fc.boolean(),
      passed: fc.option(fc.double({ min: -0.2, max: 1.2, noNaN: true })),
    })
    .map(({ ranges: { main, previous }, measures, top, totals, passed, ...rest }: Drawn) => ({
      ...main,
      ...(previous && { previous }),
      measures,
      ...rest,
      ...(top && { top: { ...top, by: top.by % measures.length } }),
      ...(totals && { totals }),
      ...(passed !== null && { now: Math.round(main.from + passed * (main.to - main.from)) }),
    }));
}

interface Drawn extends Pick<StorePlan, 'measures' | 'groupBy' | 'where'> {
  ranges: { main: StoreRange; previous?: StoreRange };
  top: NonNullable<StorePlan['top']> | null;
  totals: boolean;
  /** How much of the range has passed. */
  passed: number | null;
}
