import type {
  Aggregation,
  Filter,
  MetricStore,
  Operator,
  PointInput,
  StoreMeasure,
  StorePlan,
  StoreRow,
} from '@app/data';
import * as fc from 'fast-check';
import { type OraclePoint, oracleAnswer, tolerance } from './metric-store.oracle';

/** What an adapter brings to the suite. */
export interface StoreUnderTest {
  store: MetricStore;
  organizationId: string;
  /** Stores points the way clients do; answers the id of each metric. */
  write(points: PointInput[]): Promise<Map<string, number>>;
}

const RANGE = { from: Date.UTC(2026, 0, 30), to: Date.UTC(2026, 2, 3) };
const HOUR = 3_600_000;
const DIMENSIONS = ['region', 'product', '_odd.name-1'];
const VALUES = ['', 'a', 'ab', 'b', 'ä', '%', "'"];
const METRICS = ['one', 'two', 'three'];
const TIMEOUT_MS = 10_000;

/** The promises of a MetricStore, for any adapter of it. */
export function describeMetricStore(name: string, setUp: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a MetricStore`, () => {
    let subject: StoreUnderTest;
    let written = 0;

    beforeAll(async () => {
      subject = await setUp();
    });

    /** Stores points of a test under metrics of its own. */
    async function given(points: readonly TestPoint[]): Promise<{ points: OraclePoint[]; ids: number[] }> {
      const names = METRICS.map((metric) => `${metric}.${written++}`);
      const anchors = names.map((metric) => ({ metric, value: 0, timestamp: new Date(0).toISOString() }));
      const inputs = points.map(({ metric, at, value, dims }) => ({
        metric: names[metric] as string,
        value,
        timestamp: new Date(at).toISOString(),
        dimensions: dims,
      }));
      const found = await subject.write([...anchors, ...inputs]);
      const ids = names.map((metric) => found.get(metric) as number);
      return {
        points: points.map(({ metric, ...rest }) => ({ ...rest, metricId: ids[metric] as number })),
        ids,
      };
    }

    const planFor = (plan: Partial<StorePlan> & Pick<StorePlan, 'measures'>): StorePlan => ({
      organizationId: subject.organizationId,
      ...RANGE,
      groupBy: [],
      where: [],
      maxRows: 50_000,
      ...plan,
    });
    const rowsOf = async (plan: StorePlan): Promise<StoreRow[]> =>
      (await subject.store.execute(plan, { timeoutMs: TIMEOUT_MS })).rows;

    it('agrees with the oracle on random points and plans', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(testPoints, { maxLength: 120 }),
          fc.array(plans, { minLength: 8, maxLength: 8 }),
          async (random, asked) => {
            const { points, ids } = await given(random);
            for (const { measures, buckets, ...rest } of asked) {
              const plan = planFor({
                ...rest,
                ...bucketsOf(buckets),
                measures: measures.map(({ metric, ...measure }) => ({
                  ...measure,
                  metricId: ids[metric] as number,
                })),
              });
              expectSame(await rowsOf(plan), oracleAnswer(points, plan), tolerance(points));
            }
          },
        ),
        { numRuns: 60 },
      );
    }, 120_000);

    it('answers nothing where there is nothing', async () => {
      const { ids } = await given([]);
      const measures = ids.map((metricId): StoreMeasure => ({ metricId, aggregation: 'count' }));
      expect(await rowsOf(planFor({ measures }))).toEqual([]);
      expect(await rowsOf(planFor({ measures: [] }))).toEqual([]);
    });

    it('shows nothing to another organization', async () => {
      const { ids } = await given([{ metric: 0, at: RANGE.from, value: 1, dims: {} }]);
      const measures = [{ metricId: ids[0] as number, aggregation: 'sum' as const }];
      const organizationId = '00000000-0000-7000-8000-000000000000';
      expect(await rowsOf(planFor({ measures, organizationId }))).toEqual([]);
      expect(await rowsOf(planFor({ measures }))).toHaveLength(1);
    });

    it('refuses more rows than the plan allows, over all metrics', async () => {
      const points = Array.from({ length: 12 }, (_, index) => ({
        metric: index % 2,
        at: RANGE.from + index,
        value: index,
        dims: { region: `r${index}` },
      }));
      const { ids } = await given(points);
      const measures = ids.map((metricId): StoreMeasure => ({ metricId, aggregation: 'sum' }));
      expect(await rowsOf(planFor({ measures, groupBy: ['region'], maxRows: 12 }))).toHaveLength(12);
      await expect(rowsOf(planFor({ measures, groupBy: ['region'], maxRows: 11 }))).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
    });

    it('refuses a value that no double can hold', async () => {
      const points = [-1.7e308, -1.6e308, 1.7e308].map((value) => ({
        metric: 0,
        at: RANGE.from,
        value,
        dims: { v: String(value) },
      }));
      const { ids } = await given(points);
      const ask = (aggregation: 'sum' | 'max', where: Filter[]) =>
        rowsOf(planFor({ measures: [{ metricId: ids[0] as number, aggregation }], where }));
      const negative: Filter[] = [{ dimension: 'v', operator: 'startsWith', values: ['-'] }];
      await expect(ask('sum', negative)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
      expect((await ask('max', []))[0]?.values).toEqual([1.7e308]);
    });

    it('ends at once when it is aborted before it began', async () => {
      const { ids } = await given([]);
      const plan = planFor({ measures: [{ metricId: ids[0] as number, aggregation: 'sum' }] });
      const answer = subject.store.execute(plan, { timeoutMs: TIMEOUT_MS, signal: AbortSignal.abort() });
      await expect(answer).rejects.toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
    });
  });
}

interface TestPoint {
  metric: number;
  at: number;
  value: number;
  dims: Record<string, string>;
}

const dims = fc.dictionary(fc.constantFrom(...DIMENSIONS), fc.constantFrom(...VALUES.slice(1)), {
  maxKeys: 3,
});
const testPoints: fc.Arbitrary<TestPoint> = fc.record({
  metric: fc.nat(METRICS.length - 1),
  at: fc.oneof(
    fc.integer({ min: RANGE.from - HOUR, max: RANGE.to + HOUR }),
    fc.integer({ min: 0, max: 31 * 24 }).map((hours) => RANGE.from + hours * HOUR),
  ),
  value: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
  dims: dims.map((own) => ({ ...own })),
});

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

const measures = fc.array(
  fc
    .tuple(
      fc.nat(METRICS.length - 1),
      fc.constantFrom<Aggregation[]>('sum', 'avg', 'count', 'min', 'max', 'percentile'),
      fc.constantFrom(0.5, 50, 95, 99.9),
    )
    .map(([metric, aggregation, percentile]) => ({
      metric,
      aggregation,
      ...(aggregation === 'percentile' && { percentile }),
    })),
  { minLength: 1, maxLength: 5 },
);

/** None, of one length, or of any lengths; the first may begin before the range. */
type BucketSpec = undefined | { hours: number; early: number } | { starts: number[] };
const buckets: fc.Arbitrary<BucketSpec> = fc.oneof(
  fc.constant(undefined),
  fc.record({ hours: fc.constantFrom(1, 6, 24, 24 * 7), early: fc.nat(5) }),
  fc.record({
    starts: fc.uniqueArray(fc.integer({ min: RANGE.from + 1, max: RANGE.to - 1 }), { maxLength: 40 }),
  }),
);

function bucketsOf(spec: BucketSpec): { buckets?: number[] } {
  if (!spec) return {};
  if ('starts' in spec) return { buckets: [RANGE.from, ...spec.starts.toSorted((a, b) => a - b)] };
  const length = spec.hours * HOUR;
  const first = RANGE.from - Math.min(spec.early, spec.hours - 1) * HOUR;
  const count = Math.ceil((RANGE.to - first) / length);
  return { buckets: Array.from({ length: count }, (_, index) => first + index * length) };
}

const plans = fc.record({
  measures,
  buckets,
  groupBy: fc.uniqueArray(fc.constantFrom(...DIMENSIONS, 'nowhere'), { maxLength: 3 }),
  where: fc.array(filterTree, { maxLength: 2 }),
});

function expectSame(actual: StoreRow[], expected: StoreRow[], within: number): void {
  const [left, right] = [byKey(actual), byKey(expected)];
  expect([...left.keys()].toSorted()).toEqual([...right.keys()].toSorted());
  for (const [key, values] of right) {
    const own = left.get(key) ?? [];
    values.forEach((value, index) => {
      const other = own[index];
      if (value === null || typeof other !== 'number') expect(other).toBe(value);
      else expect(Math.abs(other - value)).toBeLessThanOrEqual(within);
    });
  }
}

function byKey(rows: StoreRow[]): Map<string, (number | null)[]> {
  const map = new Map(rows.map(({ bucket, groups, values }) => [JSON.stringify([bucket, groups]), values]));
  expect(map.size).toBe(rows.length);
  return map;
}
