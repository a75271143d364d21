import type { Principal } from '@app/auth';
import type { PointInput, StoreAnswer, StorePlan } from '@app/data';
import type { Database } from '@app/database';
import { PostgresMetricStore } from '../../libs/data/src/store/postgres-metric-store';
import { eventually } from '../support/eventually';
import { fillRollups } from '../support/fill-rollups';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { clearMarks, markMinutes } from '../support/rollup-states';
import { createDatabase } from '../support/test-database';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const FROM = Date.UTC(2026, 4, 1);
const RANGE = { from: FROM, to: FROM + 10 * DAY };
const OPTIONS = { timeoutMs: 10_000 };

let ingest: IngestProcess;
let database: Database;
let principal: Principal;
let store: PostgresMetricStore;
let drop: () => Promise<void>;
let made = 0;

beforeEach(async () => {
  const created = await createDatabase();
  drop = created.drop;
  ingest = anIngestProcess(created.url);
  database = ingest.database;
  principal = await anOrganization(database);
  store = new PostgresMetricStore(database, { rollupsPay: () => true });
});

afterEach(async () => {
  await ingest.close();
  await drop();
});

/** A metric with `perDay` points of value 1 on each day, and rollups of them. */
async function aMetric(
  options: { perDay?: number; groupings?: string[][] } = {},
): Promise<{ metricId: number; points: number }> {
  const { perDay = 10, groupings = [[], ['region']] } = options;
  const metric = `metric.${made++}`;
  const points: PointInput[] = [];
  for (let day = 0; day < 10; day++) {
    for (let at = 0; at < perDay; at++) {
      const timestamp = new Date(FROM + day * DAY + at * Math.floor(DAY / perDay)).toISOString();
      points.push({ metric, value: 1, timestamp, dimensions: { region: at % 2 ? 'a' : 'b' } });
    }
  }
  for (let first = 0; first < points.length; first += 10_000) {
    await ingest.ingest.ingest(principal, points.slice(first, first + 10_000));
  }
  const metricId = (await ingest.catalog.find(principal, [metric])).get(metric)?.id as number;
  // Those that ingest keeps by itself are not what is tested here.
  await database.query('DELETE FROM metrics.grouping WHERE metric_id = $1', [metricId]);
  await fillRollups(database, { metricId, groupings });
  await clearMarks(database, [metricId]);
  return { metricId, points: points.length };
}

function count(metricId: number, change: Partial<StorePlan> = {}): StorePlan {
  return {
    organizationId: principal.organizationId,
    measures: [{ metricId, aggregation: 'count' }],
    ...RANGE,
    groupBy: [],
    where: [],
    maxRows: 1_000,
    ...change,
  };
}

const numbers = ({ rows }: StoreAnswer): (number | null)[] => rows.map(({ values }) => values[0] ?? null);

/** Lets a read open its snapshot, then makes it wait for `table` while `change` is committed. */
async function whileReading<T>(
  table: string,
  {
    read,
    change,
  }: {
    read: () => Promise<T>;
    change: (tx: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<void>;
  },
): Promise<T> {
  const { promise, settled } = await database.transaction(async (tx) => {
    await tx.query(`LOCK TABLE metrics.${table} IN ACCESS EXCLUSIVE MODE`);
    const reading = read();
    const end = Promise.allSettled([reading]);
    // Whatever else the server is busy with does not count.
    await eventually(async () => {
      const { rows } = await tx.query(
        `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = $1::regclass
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        [`metrics.${table}`],
      );
      return rows.length > 0;
    }, 'the read waits');
    await change(tx);
    return { promise: reading, settled: end };
  });
  await settled;
  return promise;
}

describe('A read', () => {
  it('is not misled by a grouping that is dropped after it was chosen', async () => {
    const { metricId, points } = await aMetric();
    const answer = await whileReading('rollup_1d', {
      read: () => store.execute(count(metricId), OPTIONS),
      change: async (tx) => {
        await tx.query('UPDATE metrics.grouping SET ready = false WHERE metric_id = $1', [metricId]);
        await tx.query('DELETE FROM metrics.rollup_1d');
      },
    });
    expect(answer).toMatchObject({ source: 'rollup_1d' });
    expect(numbers(answer)).toEqual([points]);
    const next = await store.execute(count(metricId), OPTIONS);
    expect(next).toMatchObject({ source: 'raw' });
    expect(numbers(next)).toEqual([points]);
  });

  it('is not misled by a day that is rolled up again while it waits', async () => {
    const { metricId, points } = await aMetric();
    const metric = `metric.${made - 1}`;
    const late = { metric, value: 5, timestamp: new Date(FROM + 90_000).toISOString() };
    await ingest.ingest.ingest(principal, [late]);
    const answer = await whileReading('points', {
      read: () => store.execute(count(metricId), OPTIONS),
      change: async (tx) => {
        await tx.query('DELETE FROM metrics.mark');
        await tx.query('UPDATE metrics.rollup_1m SET count = count + 77');
      },
    });
    expect(answer).toMatchObject({ source: 'rollup_1d+rollup_1h+rollup_1m+raw' });
    expect(numbers(answer)).toEqual([points + 1]);
  });

  it('is asked again when points are removed under it', async () => {
    const { metricId, points } = await aMetric({ groupings: [[]] });
    const floor = new Date(FROM + 31 * DAY).toISOString();
    const remove = async (tx: {
      query(sql: string, values?: unknown[]): Promise<unknown>;
    }): Promise<void> => {
      await tx.query('UPDATE metrics.metric SET raw_floor = $1 WHERE id = $2', [floor, metricId]);
      await tx.query('DROP TABLE metrics.points_202605');
    };
    const raw = new PostgresMetricStore(database, { rollupsPay: () => false });
    const answer = await whileReading('points', {
      read: () => raw.execute(count(metricId), OPTIONS),
      change: remove,
    });
    expect(answer).toMatchObject({ source: 'rollup_1d' });
    expect(numbers(answer)).toEqual([points]);
    await expect(raw.execute(count(metricId, { groupBy: ['region'] }), OPTIONS)).rejects.toMatchObject({
      code: 'RANGE_NOT_KEPT',
    });
    await expect(raw.execute(count(metricId, { from: FROM + 1 }), OPTIONS)).rejects.toMatchObject({
      code: 'RANGE_NOT_KEPT',
      message: expect.stringContaining('rollup_1m'),
    });
  });

  it('leaves groupings alone that were made after what it asks for had been forgotten', async () => {
    const { metricId } = await aMetric({ groupings: [[], ['region']] });
    const floor = new Date(FROM + 5 * DAY).toISOString();
    await database.query('UPDATE metrics.metric SET raw_floor = $1 WHERE id = $2', [floor, metricId]);
    await database.query(
      `UPDATE metrics.grouping SET rows_from = $1 WHERE metric_id = $2 AND dims = '{region}'`,
      [floor, metricId],
    );
    const byRegion = (from: number) => store.execute(count(metricId, { from, groupBy: ['region'] }), OPTIONS);
    await expect(byRegion(FROM)).rejects.toMatchObject({ code: 'RANGE_NOT_KEPT' });
    expect(numbers(await byRegion(FROM + 5 * DAY))).toEqual([25, 25]);
    expect(numbers(await store.execute(count(metricId), OPTIONS))).toEqual([100]);
  });

  it('stays right, and bounded, where marks are more than can be told one by one', async () => {
    const { metricId, points } = await aMetric({ perDay: 200 });
    const all = Array.from({ length: 2 * 1_440 }, (_, minute) => FROM + 3 * DAY + minute * MINUTE);
    for (const each of [all, all, all]) await markMinutes(database, metricId, each);
    await database.query(
      `UPDATE metrics.rollup_1m SET count = 99 WHERE bucket >= $1 AND bucket < $2`,
      [FROM + 3 * DAY, FROM + 5 * DAY].map((time) => new Date(time).toISOString()),
    );
    const answer = await store.execute(count(metricId), OPTIONS);
    expect(numbers(answer)).toEqual([points]);
    const { parts } = await store.explain(count(metricId), OPTIONS);
    expect(parts[0]?.segments).toEqual([
      { level: 'rollup_1d', from: FROM, to: FROM + 3 * DAY },
      { level: 'raw', from: FROM + 3 * DAY, to: FROM + 5 * DAY },
      { level: 'rollup_1d', from: FROM + 5 * DAY, to: RANGE.to },
    ]);
  });

  it('reads points where they are few and rollups where they are many', async () => {
    const weighing = new PostgresMetricStore(database);
    const [few, many] = [await aMetric({ perDay: 5 }), await aMetric({ perDay: 1_000 })];
    expect(await weighing.execute(count(few.metricId), OPTIONS)).toMatchObject({ source: 'raw' });
    const answer = await weighing.execute(count(many.metricId), OPTIONS);
    expect(answer).toMatchObject({ source: 'rollup_1d' });
    expect(numbers(answer)).toEqual([many.points]);
  });

  it('says what percentiles are made of', async () => {
    const { metricId } = await aMetric();
    const percentile = (exact: boolean) =>
      store.execute(
        count(metricId, { measures: [{ metricId, aggregation: 'percentile', percentile: 95, exact }] }),
        OPTIONS,
      );
    expect(await percentile(false)).toMatchObject({
      source: 'rollup_1d',
      approximate: true,
      relativeError: 0.01,
      rows: [{ values: [1] }],
    });
    const exact = await percentile(true);
    expect(exact).toMatchObject({ source: 'raw', approximate: false, rows: [{ values: [1] }] });
    expect(exact).not.toHaveProperty('relativeError');
  });

  it('gives every statement of an answer the time that is left, not the whole time again', async () => {
    const { metricId } = await aMetric();
    const measures: StorePlan['measures'] = [{ metricId, aggregation: 'percentile', percentile: 95 }];
    const plan = count(metricId, { measures, groupBy: ['region'], top: { n: 1, by: 0, other: true } });
    expect((await store.execute(plan, OPTIONS)).rows).toHaveLength(2);
    await database.transaction(async (tx) => {
      await tx.query('LOCK TABLE metrics.rollup_1d IN ACCESS EXCLUSIVE MODE');
      await expect(store.execute(plan, { timeoutMs: 150 })).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    });
  });
});

describe('An explanation', () => {
  it('tells the grouping, the levels, the partitions, the statement and what it took', async () => {
    const { metricId, points } = await aMetric();
    await markMinutes(database, metricId, [FROM + DAY]);
    const where: StorePlan['where'] = [{ dimension: 'region', operator: 'eq', values: ['a secret'] }];
    const explanation = await store.explain(count(metricId, { where }), OPTIONS);
    expect(explanation).toMatchObject({
      source: 'rollup_1d+rollup_1h+rollup_1m+raw',
      approximate: false,
      parts: [{ metricId, measures: [0], grouping: ['region'] }],
      statement: expect.stringContaining('rollup_1d'),
      estimated: { rows: expect.any(Number), cost: expect.any(Number) },
      actual: { rows: 0, planningMs: expect.any(Number), executionMs: expect.any(Number) },
    });
    expect(explanation.statement).not.toContain('a secret');
    const whole = await store.explain(count(metricId), OPTIONS);
    expect(whole).toMatchObject({ partitions: ['points_202605'], actual: { rows: expect.any(Number) } });
    const raw = await store.explain(count(metricId, { groupBy: ['other'] }), OPTIONS);
    expect(raw).toMatchObject({ source: 'raw', partitions: ['points_202605'], actual: { rows: 1 } });
    expect(raw.scans).toContainEqual(
      expect.objectContaining({ table: 'points_202605', loops: expect.any(Number), removed: 0 }),
    );
    expect(raw.parts).toEqual([{ metricId, measures: [0], segments: [{ level: 'raw', ...RANGE }] }]);
    expect(numbers(await store.execute(count(metricId), OPTIONS))).toEqual([points]);
  });

  it('of nothing is short', async () => {
    expect(await store.explain(count(999), OPTIONS)).toEqual({
      source: 'raw',
      approximate: false,
      parts: [],
      partitions: [],
      scans: [],
      spills: [],
      missing: [],
    });
  });

  it('of a statement that is not run has the plan and not what it took', async () => {
    const { metricId } = await aMetric();
    const explanation = await store.explain(count(metricId), { ...OPTIONS, run: false });
    expect(explanation).toMatchObject({ source: 'rollup_1d', estimated: { rows: expect.any(Number) } });
    expect(explanation).not.toHaveProperty('actual');
  });

  it('tells what would answer if nothing were dirty', async () => {
    const { metricId } = await aMetric();
    await markMinutes(database, metricId, [FROM + DAY]);
    const { parts } = await store.explain(count(metricId), OPTIONS);
    expect(parts[0]?.segments.some(({ level }) => level === 'raw')).toBe(true);
    expect(parts[0]?.whenClean).toEqual([{ level: 'rollup_1d', ...RANGE }]);
  });

  it('names the grouping that is missing, how large it would be and what it would spare', async () => {
    const { metricId, points } = await aMetric({ perDay: 1_000, groupings: [[]] });
    const byRegion = count(metricId, { groupBy: ['region'] });
    const weighing = new PostgresMetricStore(database);
    const { missing } = await weighing.explain(byRegion, OPTIONS);
    expect(missing).toEqual([
      {
        metricId,
        dimensions: ['region'],
        measures: [0],
        groups: 2,
        filling: false,
        rows: expect.any(Number),
        cost: { now: expect.any(Number), after: expect.any(Number) },
      },
    ]);
    const { now = 0, after = now } = missing[0]?.cost ?? {};
    expect(after).toBeLessThan(now / 5);
    // Each minute of 1,000 points a day has one of them, of one region.
    expect(missing[0]?.rows).toBeGreaterThan(points * 0.7);
    expect(missing[0]?.rows).toBeLessThan(points * 1.2);
    expect((await weighing.explain(count(metricId), OPTIONS)).missing).toEqual([]);
    await fillRollups(database, { metricId, groupings: [['region']] });
    expect((await new PostgresMetricStore(database).explain(byRegion, OPTIONS)).missing).toEqual([]);
  });
});
