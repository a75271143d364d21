import type { Principal } from '@app/auth';
import {
  bucketBoundaries,
  type Interval,
  type MetricStore,
  startOfBucket,
  type StorePlan,
  type StoreRange,
} from '@app/data';
import type { Database } from '@app/database';
import * as fc from 'fast-check';
import { PostgresMetricStore } from '../../libs/data/src/store/postgres-metric-store';
import { fillRollups } from '../support/fill-rollups';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { clearMarks, markMinutes, spoilAll, spoilMarked } from '../support/rollup-states';
import { createDatabase } from '../support/test-database';
import { expectSame } from './metric-store.compare';
import { type OraclePoint, oracleAnswer } from './metric-store.oracle';
import {
  DIMENSIONS,
  METRICS,
  type TestPlan,
  type TestPoint,
  testPlans,
  testPoints,
} from './metric-store.plans';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Europe and Lord Howe change their clocks in it. */
const SPAN = { from: Date.UTC(2026, 2, 27), to: Date.UTC(2026, 3, 7) };
const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const INTERVALS: Interval[] = ['15m', '1h', '6h', '1d', '1w', '1mo'];
const STATES = 12;
const PLANS_PER_STATE = 60;
const TIMEOUT_MS = 10_000;

let ingest: IngestProcess;
let database: Database;
let principal: Principal;
let rolled: MetricStore;
let drop: () => Promise<void>;
let written = 0;

beforeAll(async () => {
  const created = await createDatabase();
  drop = created.drop;
  ingest = anIngestProcess(created.url);
  database = ingest.database;
  principal = await anOrganization(database);
  rolled = new PostgresMetricStore(database, { rollupsPay: () => true });
});

afterAll(async () => {
  await ingest.close();
  await drop();
});

/** What happened to the metrics of a test. */
interface State {
  points: TestPoint[];
  /** Points that came after the rollups were computed. */
  late: TestPoint[];
  /** Marks on minutes in which nothing changed. */
  touched: { metric: number; minute: number }[];
  /** Which groupings each metric has, as indexes into {@link GROUPINGS}. */
  groupings: number[][];
  /** Of each metric, one grouping that is not ready and full of nonsense. */
  unready: number[];
}

const GROUPINGS: string[][] = [
  [],
  ['region'],
  ['product', 'region'],
  [...DIMENSIONS].toSorted((a, b) => (a < b ? -1 : 1)),
];

const states: fc.Arbitrary<State> = fc.record({
  points: fc.array(testPoints(SPAN), { minLength: 50, maxLength: 200 }),
  late: fc.oneof(fc.constant<TestPoint[]>([]), fc.array(testPoints(SPAN), { maxLength: 30 })),
  touched: fc.array(
    fc.record({
      metric: fc.nat(METRICS.length - 1),
      minute: fc.integer({ min: SPAN.from / MINUTE, max: SPAN.to / MINUTE - 1 }).map((n) => n * MINUTE),
    }),
    { maxLength: 15 },
  ),
  groupings: fc.array(fc.uniqueArray(fc.nat(GROUPINGS.length - 1), { minLength: 1 }), {
    minLength: METRICS.length,
    maxLength: METRICS.length,
  }),
  unready: fc.array(fc.nat(GROUPINGS.length - 1), { minLength: METRICS.length, maxLength: METRICS.length }),
});

const ranges = fc.oneof(
  aligned(DAY),
  aligned(HOUR),
  aligned(MINUTE),
  fc
    .tuple(fc.integer({ min: SPAN.from, max: SPAN.to - 2 }), fc.integer({ min: 2, max: SPAN.to - SPAN.from }))
    .map(([from, length]) => ({ from, to: Math.min(SPAN.to, from + length) })),
);

function aligned(unit: number): fc.Arbitrary<{ from: number; to: number }> {
  const units = (SPAN.to - SPAN.from) / unit;
  return fc.tuple(fc.nat(units - 1), fc.integer({ min: 1, max: units })).map(([first, count]) => ({
    from: SPAN.from + first * unit,
    to: Math.min(SPAN.to, SPAN.from + (first + count) * unit),
  }));
}

const zonedPlans = fc
  .tuple(
    testPlans(ranges),
    fc.option(fc.record({ zone: fc.constantFrom(...ZONES), interval: fc.constantFrom(...INTERVALS) })),
  )
  .map(([plan, calendar]): TestPlan => {
    if (!calendar) return plan;
    const zoned = (range: StoreRange): StoreRange => ({ ...range, buckets: bucketsOf(range, calendar) });
    return { ...plan, ...zoned(plan), ...(plan.previous && { previous: zoned(plan.previous) }) };
  });

function bucketsOf(
  { from, to }: StoreRange,
  { zone, interval }: { zone: string; interval: Interval },
): number[] {
  const starts = bucketBoundaries(new Date(from), new Date(to), interval, zone, 'monday')
    .slice(0, -1)
    .map(Number);
  starts[0] = startOfBucket(new Date(from), interval, zone, 'monday').getTime();
  return starts;
}

/** Brings metrics of their own into a state. */
async function given(state: State): Promise<{ points: OraclePoint[]; ids: number[] }> {
  const names = METRICS.map((metric) => `${metric}.${written++}`);
  const store = async (points: readonly TestPoint[]): Promise<void> => {
    const inputs = points.map(({ metric, at, value, dims }) => ({
      metric: names[metric] as string,
      value,
      timestamp: new Date(at).toISOString(),
      dimensions: dims,
    }));
    if (inputs.length > 0) await ingest.ingest.ingest(principal, inputs);
  };
  const everywhere = METRICS.map((_, metric) => ({ metric, at: SPAN.from, value: 1, dims: {} }));
  const points = [...everywhere, ...state.points];
  await store(points);
  const found = await ingest.catalog.find(principal, names);
  const ids = names.map((name) => found.get(name)?.id as number);
  await clearMarks(database, ids);
  // All series exist before the groupings are filled; the late points come to them afterwards.
  const silent = state.late.map((point) => ({ ...point, at: SPAN.from - DAY }));
  await store(silent);
  for (const [metric, metricId] of ids.entries()) {
    const unready = state.unready[metric] ?? 0;
    const ready = (state.groupings[metric] ?? []).filter((index) => index !== unready);
    await fillRollups(database, { metricId, groupings: [GROUPINGS[unready] as string[]] });
    await spoilAll(database, metricId);
    await fillRollups(database, { metricId, groupings: ready.map((index) => GROUPINGS[index] as string[]) });
  }
  await clearMarks(database, ids);
  await store(state.late);
  for (const { metric, minute } of state.touched)
    await markMinutes(database, ids[metric] as number, [minute]);
  for (const metricId of ids) await spoilMarked(database, metricId);
  const all = [...points, ...silent, ...state.late];
  return { points: all.map(({ metric, ...rest }) => ({ ...rest, metricId: ids[metric] as number })), ids };
}

function planFor(plan: TestPlan, ids: readonly number[]): StorePlan {
  return {
    ...plan,
    organizationId: principal.organizationId,
    maxRows: 50_000,
    measures: plan.measures.map((measure) => ({ ...measure, metricId: ids[measure.metricId] as number })),
  };
}

describe('An answer from rollups', () => {
  it('is the answer of the points, whatever has been rolled up, changed since or is dirty', async () => {
    const sources = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        states,
        fc.array(zonedPlans, { minLength: PLANS_PER_STATE, maxLength: PLANS_PER_STATE }),
        async (state, plans) => {
          const { points, ids } = await given(state);
          for (const each of plans) {
            const plan = planFor(each, ids);
            const answer = await rolled.execute(plan, { timeoutMs: TIMEOUT_MS });
            sources.set(answer.source, (sources.get(answer.source) ?? 0) + 1);
            expectSame(answer, oracleAnswer(points, plan, answer));
          }
        },
      ),
      { numRuns: STATES, endOnFailure: true },
    );
    // The plans have met every level, some with points and some without.
    const met = [...sources.keys()];
    for (const level of ['rollup_1d', 'rollup_1h', 'rollup_1m', 'raw'])
      expect(met.filter((source) => source.split('+').includes(level))).not.toEqual([]);
    expect(met.filter((source) => source.includes('+') && !source.includes('raw'))).not.toEqual([]);
    expect(met.filter((source) => source.includes('rollup') && source.includes('raw'))).not.toEqual([]);
  }, 300_000);
});
