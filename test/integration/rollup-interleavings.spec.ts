import type { Principal } from '@app/auth';
import type { PoolClient } from 'pg';
import { keepPinned } from '../support/rollup-fixtures';
import { bucketsOf, DAY_MS, type Level } from '../../libs/data/src/rollup/levels';
import { fillGroupings } from '../../libs/data/src/rollup/fill-groupings';
import { runUnit } from '../../libs/data/src/rollup/run-unit';
import {
  beginUnit,
  type Deferred,
  lockDays,
  rollUpPoints,
  rollUpRows,
  takeMarks,
} from '../../libs/data/src/rollup/unit-steps';
import { moveFloor } from '../../libs/data/src/retention/move-floor';
import { eventually } from '../support/eventually';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { rollupFaults } from '../support/rollup-checker';
import { aPoint, metricId, rollupRows, settle } from '../support/rollup-fixtures';
import { createDatabase } from '../support/test-database';

const DAY = Date.UTC(2026, 2, 1);

/** A worker that is driven step by step, on a connection of its own. */
class SteppedWorker {
  private minutes: number[] = [];
  private grps: string[] = [];

  private constructor(
    private readonly client: PoolClient,
    private readonly metric: number,
    private readonly day: number,
  ) {}

  static async begin(node: IngestProcess, metric: number, day: number): Promise<SteppedWorker> {
    const client = await node.database.pool.connect();
    await client.query('BEGIN');
    await beginUnit(client);
    return new SteppedWorker(client, metric, day);
  }

  async lock(): Promise<boolean> {
    return (await lockDays(this.client, this.metric, [this.day])).length === 1;
  }

  async take(limit = 1_000, deferred?: Deferred): Promise<number> {
    const { minutes, marks } = await takeMarks(this.client, this.metric, [this.day], { limit, deferred });
    this.minutes = minutes;
    return marks;
  }

  async roll(level: Level): Promise<void> {
    if (level === 'rollup_1m') {
      this.grps = await rollUpPoints(this.client, { metricId: this.metric }, this.minutes);
    } else await rollUpRows(this.client, level, this.grps, bucketsOf(level, this.minutes));
  }

  async commit(): Promise<void> {
    await this.client.query('COMMIT');
    this.client.release();
  }

  async rollback(): Promise<void> {
    await this.client.query('ROLLBACK');
    this.client.release();
  }
}

describe('rollups while others write', () => {
  let node: IngestProcess;
  let drop: () => Promise<void>;
  let principal: Principal;
  let metric: number;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    node = anIngestProcess(database.url);
  });
  beforeEach(async () => {
    principal = await anOrganization(node.database);
    await write(1);
    metric = await metricId(node.database, principal, 'm');
  });
  afterEach(async () => {
    expect(await faults()).toEqual([]);
    await settle(node.database, metric);
    expect(await faults()).toEqual([]);
    expect(await marks()).toBe(0);
  });
  afterAll(async () => {
    await node.close();
    await drop();
  });

  const write = (value: number, at = '2026-03-01T10:00:00.000Z'): Promise<unknown> =>
    node.ingest.ingest(principal, [aPoint({ value, timestamp: at })]);
  const faults = (): Promise<unknown[]> => rollupFaults(node.database, [metric]);
  const worker = (day = DAY): Promise<SteppedWorker> => SteppedWorker.begin(node, metric, day);
  const daySum = async (): Promise<number | undefined> =>
    (await rollupRows(node.database, metric, 'rollup_1d'))[0]?.sum;
  const marks = async (): Promise<number> =>
    (await node.database.query('SELECT FROM metrics.mark WHERE metric_id = $1', [metric])).rows.length;

  /** An ingest transaction that has stored its point and mark, and not committed. */
  async function openIngest(value: number, minute = '2026-03-01T10:00'): Promise<PoolClient> {
    const client = await node.database.pool.connect();
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock_shared(1, $1)', [metric]);
    await client.query(
      `INSERT INTO metrics.points SELECT id, $1, gen_random_uuid(), $2 FROM metrics.series WHERE metric_id = $3`,
      [`${minute}:30.000Z`, value, metric],
    );
    await client.query('INSERT INTO metrics.mark (metric_id, minute) VALUES ($1, $2)', [
      metric,
      `${minute}:00Z`,
    ]);
    return client;
  }
  async function commit(client: PoolClient): Promise<void> {
    await client.query('COMMIT');
    client.release();
  }

  const waitsForADay = (): Promise<unknown> => waits("locktype = 'advisory' AND classid = 2");
  const waits = (lock: string): Promise<unknown> =>
    eventually(async () => {
      const { rows } = await node.database.query(
        `SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
         WHERE NOT l.granted AND a.datname = current_database() AND ${lock}`,
      );
      return rows.length === 1;
    }, `somebody waits for a lock where ${lock}`);

  it('leaves the mark of an ingest that commits after the marks were taken: the bucket stays dirty', async () => {
    const one = await worker();
    await one.lock();
    const ingest = await openIngest(10);
    expect(await one.take()).toBe(1);
    await commit(ingest);
    await one.roll('rollup_1m');
    await one.roll('rollup_1h');
    await one.roll('rollup_1d');
    expect(await faults()).toEqual([]);
    await one.commit();
    expect(await marks()).toBe(1);
  });

  it.each(['rollup_1m', 'rollup_1h', 'rollup_1d'] as const)(
    'stays right when an ingest commits before the step of %s',
    async (paused) => {
      const one = await worker();
      await one.lock();
      await one.take();
      for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) {
        if (level === paused) await write(5, '2026-03-01T11:30:00.000Z');
        await one.roll(level);
      }
      await one.commit();
      expect(await marks()).toBe(1);
      expect(await faults()).toEqual([]);
    },
  );

  it('sees what commits between two steps, and an ingest that never commits not at all', async () => {
    const lost = await openIngest(1_000);
    const one = await worker();
    await one.lock();
    await one.take();
    await one.roll('rollup_1m');
    await one.roll('rollup_1h');
    await one.roll('rollup_1d');
    await one.commit();
    await lost.query('ROLLBACK');
    lost.release();
    expect(await daySum()).toBe(1);
  });

  it('lets no second worker at a day, so that an older result cannot overwrite a newer one', async () => {
    const old = await worker();
    expect(await old.lock()).toBe(true);
    await old.take();
    await old.roll('rollup_1m');
    await write(10);
    const young = await worker();
    expect(await young.lock()).toBe(false);
    await young.rollback();
    await old.roll('rollup_1h');
    await old.roll('rollup_1d');
    await old.commit();
    const next = await worker();
    expect(await next.lock()).toBe(true);
    expect(await next.take()).toBe(1);
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) await next.roll(level);
    await next.commit();
    expect(await daySum()).toBe(11);
  });

  it('would be wrong without the lock, which the checker sees', async () => {
    const old = await worker();
    await old.take();
    await old.roll('rollup_1m');
    await old.roll('rollup_1h');
    await write(10, '2026-03-01T10:01:00.000Z');
    const young = await worker();
    const ten = Date.parse('2026-03-01T10:00:00.000Z');
    await young.take(1_000, { from: ten, to: ten + 1 });
    await young.roll('rollup_1m');
    // Makes the hour without the other's minute, waits for the other's hour, and overwrites it.
    const hour = young.roll('rollup_1h');
    await waits("locktype = 'transactionid'");
    await old.roll('rollup_1d');
    await old.commit();
    await hour;
    await young.roll('rollup_1d');
    await young.commit();
    expect(await marks()).toBe(0);
    expect(await faults()).not.toEqual([]);
    await write(0);
    await write(0, '2026-03-01T10:01:00.000Z');
  });

  it('keeps a minute dirty of whose marks it took only some', async () => {
    await write(2);
    await write(3);
    const one = await worker();
    await one.lock();
    expect(await one.take(2)).toBe(2);
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) await one.roll(level);
    await one.commit();
    expect(await marks()).toBe(1);
    expect(await faults()).toEqual([]);
  });

  it('keeps a parent dirty that was made while a sibling was', async () => {
    await write(2, '2026-03-01T10:05:00.000Z');
    const one = await worker();
    await one.lock();
    expect(await one.take(1)).toBe(1);
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) await one.roll(level);
    await one.commit();
    expect(await rollupRows(node.database, metric, 'rollup_1h')).toMatchObject([{ count: 1 }]);
    expect(await faults()).toEqual([]);
  });

  it('loses no point that comes on a new day while a grouping comes to be', async () => {
    await settle(node.database, metric);
    // A unit of a day that has no points yet: it holds the day's lock from before the grouping exists.
    const early = await worker();
    await early.lock();
    await keepPinned(node.database, metric, [['region', 'unknown']]);
    await fillGroupings(node.database, metric);
    await write(7, '2026-03-01T12:00:00.000Z');
    await early.take();
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) await early.roll(level);
    const filling = settle(node.database, metric);
    await early.commit();
    await filling;
    expect(await rollupRows(node.database, metric, 'rollup_1d', ['region', 'unknown'])).toMatchObject([
      { count: 2, sum: 8 },
    ]);
  });

  it('fills the day that a worker has in hand who does not know the grouping', async () => {
    await settle(node.database, metric);
    await write(7, '2026-03-02T12:00:00.000Z');
    const early = await worker(DAY + DAY_MS);
    await early.lock();
    await early.take();
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) await early.roll(level);
    await keepPinned(node.database, metric, [['region', 'unknown']]);
    const filling = settle(node.database, metric);
    await waitsForADay();
    await early.commit();
    await filling;
    expect(await rollupRows(node.database, metric, 'rollup_1d', ['region', 'unknown'])).toMatchObject([
      { sum: 1 },
      { sum: 7 },
    ]);
  });

  it('leaves a day to the worker who has it', async () => {
    const one = await worker();
    await one.lock();
    const options = { marks: 10, days: 10, first: 'newest' as const };
    expect(await runUnit(node.database, metric, options)).toMatchObject({ state: 'busy' });
    await write(2, '2026-03-02T10:00:00.000Z');
    expect(await runUnit(node.database, metric, options)).toMatchObject({ state: 'done', days: 1, marks: 1 });
    await one.rollback();
    expect(await runUnit(node.database, metric, options)).toMatchObject({ state: 'done', days: 1, marks: 1 });
    expect(await runUnit(node.database, metric, options)).toMatchObject({ state: 'clean' });
  });

  it('fills a grouping for the series that come while it is filled', async () => {
    await keepPinned(node.database, metric, [['planet', 'region']]);
    await node.ingest.ingest(principal, [
      aPoint({
        value: 3,
        dimensions: { region: 'mars', planet: 'mars' },
        timestamp: '2026-03-05T10:00:00.000Z',
      }),
    ]);
    await settle(node.database, metric);
    expect(await rollupRows(node.database, metric, 'rollup_1d', ['planet', 'region'])).toMatchObject([
      { dims: { region: 'emea' }, sum: 1 },
      { dims: { region: 'mars', planet: 'mars' }, sum: 3 },
    ]);
  });

  it('moves the floor only after a worker at a day below it has committed', async () => {
    const one = await worker();
    await one.lock();
    await one.take();
    const moved = node.database.transaction((tx) => moveFloor(tx, metric, DAY + DAY_MS));
    await waitsForADay();
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d'] as const) await one.roll(level);
    await one.commit();
    expect(await moved).toBe(true);
    expect(await daySum()).toBe(1);
  });
});
