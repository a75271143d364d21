import type {
  Filter,
  MetricStore,
  Operator,
  PointInput,
  StoreAnswer,
  StoreMeasure,
  StorePlan,
  StoreRow,
} from '@app/data';
import * as fc from 'fast-check';
import { expectSame } from './metric-store.compare';
import { type OraclePoint, oracleAnswer } from './metric-store.oracle';
import { METRICS, RANGE, type TestPoint, testPlans, testPoints } from './metric-store.plans';

/** What an adapter brings to the suite. */
export interface StoreUnderTest {
  store: MetricStore;
  organizationId: string;
  /** Stores points the way clients do; answers the id of each metric. */
  write(points: PointInput[]): Promise<Map<string, number>>;
  /** What it says that it answers from; default `raw`. */
  source?: unknown;
}

const HOUR = 3_600_000;
const TIMEOUT_MS = 10_000;

/** The promises of a MetricStore, for any adapter of it. @param runs of the property that holds it against the oracle, eight plans each */
export function describeMetricStore(
  name: string,
  setUp: () => Promise<StoreUnderTest>,
  { runs = 50 }: { runs?: number } = {},
): void {
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
    const answerTo = (plan: StorePlan): Promise<StoreAnswer> =>
      subject.store.execute(plan, { timeoutMs: TIMEOUT_MS });
    const rowsOf = async (plan: StorePlan): Promise<StoreRow[]> => (await answerTo(plan)).rows;

    it('agrees with the oracle on random points and plans', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(testPoints({ from: RANGE.from - HOUR, to: RANGE.to + HOUR }), { maxLength: 120 }),
          fc.array(testPlans(fc.constant(RANGE)), { minLength: 8, maxLength: 8 }),
          async (random, asked) => {
            const { points, ids } = await given(random);
            for (const { measures, ...rest } of asked) {
              const plan = planFor({
                ...rest,
                measures: measures.map((measure) => ({
                  ...measure,
                  metricId: ids[measure.metricId] as number,
                })),
              });
              const answer = await answerTo(plan);
              expect(answer).toMatchObject({ source: subject.source ?? 'raw', approximate: false });
              expectSame(answer, oracleAnswer(points, plan, answer));
            }
          },
        ),
        { numRuns: runs },
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

    it('counts only the rows that top keeps', async () => {
      const points = Array.from({ length: 12 }, (_, index) => ({
        metric: 0,
        at: RANGE.from + index,
        value: index,
        dims: { region: `r${String(index).padStart(2, '0')}` },
      }));
      const { ids } = await given(points);
      const measures: StoreMeasure[] = [{ metricId: ids[0] as number, aggregation: 'sum' }];
      const top = { n: 2, by: 0, other: true };
      const { rows, totals } = await answerTo(
        planFor({ measures, groupBy: ['region'], maxRows: 3, top, totals: true }),
      );
      expect(rows.map(({ groups, other, values }) => [groups[0], other ?? false, values[0]])).toEqual(
        expect.arrayContaining([
          ['r11', false, 11],
          ['r10', false, 10],
          ['$other', true, 45],
        ]),
      );
      expect(totals).toEqual([66]);
    });

    it('keeps the groups of the range in the earlier range, whatever is great there', async () => {
      const at = (day: number, region: string, value: number): TestPoint => ({
        metric: 0,
        at: RANGE.from + day * 24 * HOUR,
        value,
        dims: { region },
      });
      const { ids } = await given([
        at(1, 'a', 100),
        at(1, 'b', 1),
        at(8, 'a', 1),
        at(8, 'b', 2),
        at(8, 'c', 3),
      ]);
      const middle = RANGE.from + 7 * 24 * HOUR;
      const { rows, previous } = await answerTo(
        planFor({
          measures: [{ metricId: ids[0] as number, aggregation: 'sum' }],
          groupBy: ['region'],
          top: { n: 2, by: 0, other: false },
          from: middle,
          previous: { from: RANGE.from, to: middle },
        }),
      );
      expect(new Set(rows.map(({ groups }) => groups[0]))).toEqual(new Set(['b', 'c']));
      expect(previous?.rows).toEqual([{ bucket: 0, groups: ['b'], values: [1] }]);
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

    it('ranks by means that are too small for a double', async () => {
      const points = [1, 2, 3].flatMap((n) =>
        Array.from({ length: n }, (_, at) => ({
          metric: 0,
          at: RANGE.from + at,
          value: n === 3 && at === 0 ? 5e-324 : 0,
          dims: { region: `r${n}` },
        })),
      );
      const { ids } = await given(points);
      const measures: StoreMeasure[] = [{ metricId: ids[0] as number, aggregation: 'avg' }];
      const top = { n: 2, by: 0, other: false };
      const rows = await rowsOf(planFor({ measures, groupBy: ['region'], top }));
      expect(rows.map(({ groups, values }) => [groups[0], values[0]])).toEqual(
        expect.arrayContaining([
          ['r1', 0],
          ['r2', 0],
        ]),
      );
    });

    it('compares with texts that no label of its can be', async () => {
      const { ids } = await given([
        { metric: 0, at: RANGE.from, value: 1, dims: { region: 'emea' } },
        { metric: 0, at: RANGE.from, value: 2, dims: { region: 'em' } },
        { metric: 0, at: RANGE.from, value: 4, dims: {} },
      ]);
      const measures: StoreMeasure[] = [{ metricId: ids[0] as number, aggregation: 'sum' }];
      const sumOf = async (operator: Operator, ...values: string[]) =>
        (await rowsOf(planFor({ measures, where: [{ dimension: 'region', operator, values }] })))[0]
          ?.values[0];
      expect(await sumOf('eq', 'em\0ea')).toBeUndefined();
      expect(await sumOf('in', 'em\0ea', 'emea')).toBe(1);
      expect(await sumOf('ne', 'em\0ea')).toBe(7);
      expect(await sumOf('notIn', 'em\0', 'emea')).toBe(6);
    });

    it('ends at once when it is aborted before it began', async () => {
      const { ids } = await given([]);
      const plan = planFor({ measures: [{ metricId: ids[0] as number, aggregation: 'sum' }] });
      const answer = subject.store.execute(plan, { timeoutMs: TIMEOUT_MS, signal: AbortSignal.abort() });
      await expect(answer).rejects.toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
    });
  });
}
