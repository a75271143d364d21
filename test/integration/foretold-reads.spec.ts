import type { Principal } from '@app/auth';
import type { PointInput, StorePlan } from '@app/data';
import type { Database } from '@app/database';
import { Client } from 'pg';
import { PostgresMetricStore } from '../../libs/data/src/store/postgres-metric-store';
import { fillRollups } from '../support/fill-rollups';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { clearMarks, markMinutes, spoilMarked } from '../support/rollup-states';
import { createDatabase } from '../support/test-database';

const DAY = 86_400_000;
const FROM = Date.UTC(2026, 4, 1);
const ALWAYS = { rollupsPay: () => true };
const OPTIONS = { timeoutMs: 10_000 };
const NAMES = ['emea', `o'brien`, String.raw`back\slash`, '$1', 'say "hi"', '{a,b}'];

describe('an answer that is foretold', () => {
  let ingest: IngestProcess;
  let database: Database;
  let principal: Principal;
  let metricId: number;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const created = await createDatabase();
    drop = created.drop;
    ingest = anIngestProcess(created.url);
    database = ingest.database;
    principal = await anOrganization(database);
    await ingest.ingest.ingest(
      principal,
      NAMES.flatMap((region, index) => [point(region, 0, index + 1), point(region, 3, 10)]),
    );
    metricId = (await ingest.catalog.find(principal, ['m'])).get('m')?.id as number;
    await rollUp();
  });

  afterAll(async () => {
    await ingest.close();
    await drop();
  });

  function point(region: string, day: number, value: number): PointInput {
    const timestamp = new Date(FROM + day * DAY + 3_600_000).toISOString();
    return { metric: 'm', value, timestamp, dimensions: { region } };
  }

  async function rollUp(): Promise<void> {
    await database.query('DELETE FROM metrics.grouping WHERE metric_id = $1', [metricId]);
    await fillRollups(database, { metricId, groupings: [[], ['region']] });
    await clearMarks(database, [metricId]);
  }

  function plan(over: Partial<StorePlan> = {}): StorePlan {
    const measures: StorePlan['measures'] = [{ metricId, aggregation: 'sum' }];
    const range = { from: FROM, to: FROM + 5 * DAY };
    return {
      organizationId: principal.organizationId,
      ...range,
      measures,
      groupBy: [],
      where: [],
      maxRows: 100,
      ...over,
    };
  }

  /** A store that has answered before, so that it expects something. */
  async function aStore(): Promise<PostgresMetricStore> {
    const store = new PostgresMetricStore(database, ALWAYS);
    await store.execute(plan(), OPTIONS);
    return store;
  }

  async function sum(store: PostgresMetricStore, over: Partial<StorePlan> = {}): Promise<number> {
    const { rows } = await store.execute(plan(over), OPTIONS);
    return rows.reduce((total, { values }) => total + (values[0] ?? 0), 0);
  }

  it('takes one message, where the first one takes three or more', async () => {
    const query = jest.spyOn(Client.prototype, 'query');
    try {
      const store = new PostgresMetricStore(database, ALWAYS);
      const first = await store.execute(plan(), OPTIONS);
      expect(query.mock.calls.length).toBeGreaterThanOrEqual(3);
      query.mockClear();
      const second = await store.execute(plan(), OPTIONS);
      expect(query).toHaveBeenCalledTimes(1);
      expect(second).toEqual(first);
      expect(second).toMatchObject({ rows: [{ values: [81] }], source: 'rollup_1d' });
    } finally {
      query.mockRestore();
    }
  });

  it.each(NAMES)('filters by %j', async (name) => {
    const where: StorePlan['where'] = [{ dimension: 'region', operator: 'in', values: [name, 'no such'] }];
    const expected = NAMES.indexOf(name) + 11;
    expect(await sum(await aStore(), { where })).toBe(expected);
    expect(
      await sum(await aStore(), { where: [{ dimension: 'region', operator: 'eq', values: [name] }] }),
    ).toBe(expected);
  });

  it('groups as the long way does', async () => {
    const over: Partial<StorePlan> = { groupBy: ['region'], totals: true, buckets: [FROM, FROM + 3 * DAY] };
    const long = await new PostgresMetricStore(database, ALWAYS).execute(plan(over), OPTIONS);
    expect(await (await aStore()).execute(plan(over), OPTIONS)).toEqual(long);
    expect(long.rows).toHaveLength(2 * NAMES.length);
  });

  describe('is not given', () => {
    it('when a point has come in since', async () => {
      const store = await aStore();
      const before = await sum(store);
      await ingest.ingest.ingest(principal, [point('emea', 1, 1_000)]);
      await spoilMarked(database, metricId);
      expect(await sum(store)).toBe(before + 1_000);
      await rollUp();
      expect(await sum(store)).toBe(before + 1_000);
    });

    it('when a minute is marked in the range, nor when its rollups are nonsense', async () => {
      const store = await aStore();
      const before = await sum(store);
      await markMinutes(database, metricId, [FROM + 3 * DAY + 3_600_000]);
      await spoilMarked(database, metricId);
      expect(await sum(store)).toBe(before);
      expect(await sum(store)).toBe(before);
      await rollUp();
    });

    it('when the grouping has gone', async () => {
      const store = await aStore();
      const before = await sum(store);
      await database.query('DELETE FROM metrics.grouping WHERE metric_id = $1', [metricId]);
      expect(await sum(store)).toBe(before);
      await rollUp();
    });

    it('when rows of the grouping begin later', async () => {
      const store = await aStore();
      const before = await sum(store);
      await database.query('UPDATE metrics.grouping SET rows_from = $2 WHERE metric_id = $1', [
        metricId,
        new Date(FROM + 4 * DAY),
      ]);
      expect(await store.execute(plan(), OPTIONS)).toMatchObject({
        source: 'raw',
        rows: [{ values: [before] }],
      });
      await rollUp();
    });
  });
});
