import { setTimeout as pause } from 'node:timers/promises';
import type { Principal } from '@app/auth';
import { INGEST_LIMITS, type IngestResult, type PointInput } from '@app/data';
import { Outbox, type OutboxEvent, type SqlExecutor } from '@app/database';
import { assert, asyncProperty, array, integer, record } from 'fast-check';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { createDatabase } from '../support/test-database';

/** Fails to write events of one topic while told to. */
class FailingOutbox extends Outbox {
  failing: string | undefined;

  override async append(tx: SqlExecutor, event: OutboxEvent): Promise<void> {
    if (event.topic === this.failing) throw new Error('the outbox is broken');
    await super.append(tx, event);
  }
}

const point = (change: Partial<PointInput> = {}): PointInput => ({
  metric: 'revenue',
  value: 1,
  timestamp: '2026-03-01T10:00:00.000Z',
  dimensions: { region: 'emea' },
  ...change,
});

describe('ingest of several processes at once', () => {
  const outbox = new FailingOutbox();
  let first: IngestProcess;
  let second: IngestProcess;
  let drop: () => Promise<void>;
  let principal: Principal;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    first = anIngestProcess(database.url, { outbox });
    second = anIngestProcess(database.url);
  });
  beforeEach(async () => {
    principal = await anOrganization(first.database);
  });
  afterAll(async () => {
    await first.close();
    await second.close();
    await drop();
  });

  async function count(): Promise<{ points: number; series: number; orphans: number; counted: number }> {
    const { rows } = await first.database.query<{
      points: number;
      series: number;
      orphans: number;
      counted: number;
    }>(
      `SELECT
         (SELECT count(*)::int FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
          JOIN metrics.metric m ON m.id = s.metric_id WHERE m.organization_id = $1) AS points,
         (SELECT count(*)::int FROM metrics.series s JOIN metrics.metric m ON m.id = s.metric_id
          WHERE m.organization_id = $1) AS series,
         (SELECT coalesce(sum(series_count), 0)::int FROM metrics.metric WHERE organization_id = $1) AS counted,
         (SELECT count(*)::int FROM metrics.points p LEFT JOIN metrics.series s ON s.id = p.series_id
          WHERE s.id IS NULL) AS orphans`,
      [principal.organizationId],
    );
    return rows[0] as { points: number; series: number; orphans: number; counted: number };
  }

  it('counts each point exactly once, whoever brings it', async () => {
    const anyPoint = record({
      metric: integer({ max: 2 }),
      region: integer({ min: 0, max: 3 }),
      day: integer({ min: 0, max: 60 }),
      id: integer({ min: 0, max: 2 }),
    });
    let run = 0;
    await assert(
      asyncProperty(
        array(array(anyPoint, { minLength: 1, maxLength: 30 }), { minLength: 2, maxLength: 12 }),
        async (batches) => {
          principal = await anOrganization(first.database);
          run += 1;
          const inputs = batches.map((batch) =>
            batch.map(({ metric, region, day, id }) =>
              point({
                metric: `m${metric}`,
                dimensions: { region: `r${region}` },
                // Each run has years of its own, so that partitions are made at once too.
                timestamp: new Date(Date.UTC(1970 + (run % 50), 0, 1 + day)).toISOString(),
                id: `${id}`,
              }),
            ),
          );
          const results = await Promise.all(
            inputs.map((batch, index) => (index % 2 ? first : second).ingest.ingest(principal, batch)),
          );
          const distinct = new Set(inputs.flat().map((each) => JSON.stringify(each)));
          const series = new Set(
            inputs.flat().map(({ metric, dimensions }) => JSON.stringify([metric, dimensions])),
          );
          expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(distinct.size);
          for (const [index, { accepted, duplicates }] of results.entries()) {
            expect(accepted + duplicates).toBe(inputs[index]?.length);
          }
          expect(await count()).toEqual({
            points: distinct.size,
            series: series.size,
            counted: series.size,
            orphans: 0,
          });
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('makes the same partitions in two processes at once', async () => {
    const batch = Array.from({ length: 24 }, (_, month) =>
      point({ id: 'a', timestamp: new Date(Date.UTC(2021, month, 15)).toISOString() }),
    );
    const results = await Promise.all(
      [first, second, first, second].map((node) => node.ingest.ingest(principal, batch)),
    );
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(24);
    const { rows } = await first.database.query(
      `SELECT inhrelid FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
       WHERE inhparent = 'metrics.points'::regclass AND relname ~ '^points_202[12]'`,
    );
    expect(rows).toHaveLength(24);
  });

  it('makes exactly as many metrics as an organization may have, and goes on with those', async () => {
    const most = 20;
    await first.database.query(
      `INSERT INTO metrics.metric (organization_id, name) SELECT $1, 'kept ' || i FROM generate_series(1, $2) AS i`,
      [principal.organizationId, 10_000 - most],
    );
    const one = (index: number) => point({ metric: `m${index}`, id: 'a' });
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? first : second).ingest.ingest(principal, [one(index), one(index)]),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
    expect(await count()).toMatchObject({ points: most, series: most });

    const index = results.findIndex(({ status }) => status === 'rejected');
    const known = results.findIndex(({ status }) => status === 'fulfilled');
    const pointer = '/points/1/metric';
    const message = `metric is new, and the organization has 10000 of at most 10000 metrics (given: "m${index}")`;
    await expect(first.ingest.ingest(principal, [one(known), one(index)])).rejects.toMatchObject({
      code: 'SERIES_LIMIT',
      detail: `Nothing was stored. ${pointer}: ${message}.`,
      errors: [{ pointer, message }],
      retryAfterSeconds: expect.any(Number),
    });
    await expect(second.entries.put(principal, 'another', {})).rejects.toMatchObject({
      code: 'SERIES_LIMIT',
      errors: [{ pointer: '/metric', message: expect.stringContaining('"another"') }],
    });
    // In the process that does not know the metric yet, too.
    for (const node of [first, second])
      expect(await node.ingest.ingest(principal, [one(known)])).toEqual({ accepted: 0, duplicates: 1 });
    const other = await anOrganization(first.database);
    expect(await first.ingest.ingest(other, [one(index)])).toEqual({ accepted: 1, duplicates: 0 });
  });

  it('makes at most 24 partitions for one batch', async () => {
    const batch = Array.from({ length: 25 }, (_, month) =>
      point({ timestamp: new Date(Date.UTC(2010, month)).toISOString() }),
    );
    await expect(first.ingest.ingest(principal, batch)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      detail: expect.stringMatching(/at most 24 months.*given: 25/),
    });
    expect(await count()).toMatchObject({ points: 0, series: 0 });
    expect(await first.ingest.ingest(principal, batch.slice(0, 24))).toEqual({ accepted: 24, duplicates: 0 });
    expect(await first.ingest.ingest(principal, batch)).toEqual({ accepted: 25, duplicates: 0 });
  });

  it('makes a partition while readers and writers are in the middle of a transaction', async () => {
    await first.ingest.ingest(principal, [point()]);
    await second.database.transaction(async (tx) => {
      await tx.query('SELECT count(*) FROM metrics.points');
      await tx.query(`DELETE FROM metrics.points WHERE series_id = -1`);
      const result = await first.ingest.ingest(principal, [point({ timestamp: '1999-05-05T00:00:00Z' })]);
      expect(result).toEqual({ accepted: 1, duplicates: 0 });
    });
  });

  it('makes a partition again that was dropped while it was remembered', async () => {
    await first.ingest.ingest(principal, [point({ timestamp: '1998-05-05T00:00:00Z' })]);
    await second.database.query('DROP TABLE metrics.points_199805');
    const again = await first.ingest.ingest(principal, [point({ timestamp: '1998-05-06T00:00:00Z' })]);
    expect(again).toEqual({ accepted: 1, duplicates: 0 });
  });

  it('remembers no id of a registration that was rolled back', async () => {
    outbox.failing = 'catalog.changed';
    await expect(first.ingest.ingest(principal, [point()])).rejects.toThrow('the outbox is broken');
    outbox.failing = undefined;
    expect(await count()).toMatchObject({ points: 0, series: 0 });
    expect(await first.ingest.ingest(principal, [point({ id: 'a' })])).toEqual({
      accepted: 1,
      duplicates: 0,
    });
    expect(await second.ingest.ingest(principal, [point({ id: 'a' })])).toEqual({
      accepted: 0,
      duplicates: 1,
    });
    expect(await count()).toEqual({ points: 1, series: 1, counted: 1, orphans: 0 });
  });

  it('stores nothing when its event cannot be written, and everything when it is sent again', async () => {
    await second.database.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the outbox is broken'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON outbox FOR EACH ROW
      WHEN (NEW.topic = 'points.changed') EXECUTE FUNCTION refuse()`);
    const batch = [point({ id: 'a' }), point({ id: 'b' })];
    await expect(first.ingest.ingest(principal, batch)).rejects.toThrow('the outbox is broken');
    expect(await count()).toMatchObject({ points: 0 });
    await second.database.query('DROP FUNCTION refuse CASCADE');
    expect(await first.ingest.ingest(principal, batch)).toEqual({ accepted: 2, duplicates: 0 });
    expect(await count()).toEqual({ points: 2, series: 1, counted: 1, orphans: 0 });
  });

  it('finds at once what another process has created', async () => {
    expect(await second.catalog.find(principal, ['revenue'])).toEqual(new Map());
    await first.ingest.ingest(principal, [point()]);
    expect((await second.catalog.find(principal, ['revenue'])).get('revenue')).toMatchObject({
      dimensions: ['region'],
    });
    await first.ingest.ingest(principal, [point({ dimensions: { tier: 'gold' } })]);
    const fresh = await second.catalog.find(principal, ['revenue'], { fresh: true });
    expect(fresh.get('revenue')).toMatchObject({ dimensions: ['region', 'tier'] });
  });

  it('commits small requests together, each with its own answer', async () => {
    await first.ingest.ingest(principal, [point({ id: 'stored' })]);
    await first.database.query(
      `UPDATE metrics.metric SET raw_floor = '2026-01-01' WHERE organization_id = $1`,
      [principal.organizationId],
    );
    const requests = Array.from({ length: 200 }, (_, index) => {
      if (index % 50 === 7) return [point({ timestamp: '2025-12-31T00:00:00Z' })];
      if (index % 50 === 8) return [point({ id: 'stored' }), point({ id: `${index}` })];
      return [point({ id: `${index}` }), point({ id: `${index}` })];
    });
    const before = await transactions();
    const results = await Promise.allSettled(
      requests.map((request) => first.ingest.ingest(principal, request)),
    );
    expect((await transactions()) - before).toBeLessThan(20);
    const failed = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(failed.map(({ reason }) => (reason as { code: string }).code)).toEqual(
      Array(4).fill('TIMESTAMP_TOO_OLD'),
    );
    const answers = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(answers).toEqual(
      Array.from<unknown, IngestResult>({ length: 196 }, () => ({ accepted: 1, duplicates: 1 })),
    );
    expect(await count()).toMatchObject({ points: 197 });
  });

  async function transactions(): Promise<number> {
    const { rows } = await first.database.query<{ count: number }>(
      `SELECT count(*)::int FROM outbox WHERE topic = 'points.changed' AND organization_id = $1`,
      [principal.organizationId],
    );
    return rows[0]?.count ?? 0;
  }

  it('answers 503 instead of holding ever more points, and recovers', async () => {
    await first.ingest.ingest(principal, [point()]);
    const metric = (await first.catalog.find(principal, ['revenue'])).get('revenue');
    const batch = Array.from({ length: INGEST_LIMITS.batchPoints }, (_, index) => point({ id: `${index}` }));
    const batches = INGEST_LIMITS.bufferedPoints / INGEST_LIMITS.batchPoints;
    const held = await second.database.transaction(async (tx) => {
      // What retention holds: nothing can be stored meanwhile.
      await tx.query('SELECT pg_advisory_xact_lock(1, $1)', [metric?.id]);
      const waiting = Array.from({ length: batches }, () => first.ingest.ingest(principal, batch));
      await expect(first.ingest.ingest(principal, [point()])).rejects.toMatchObject({
        code: 'OVERLOADED',
        retryAfterSeconds: 1,
      });
      await pause(50);
      return waiting;
    });
    const results = await Promise.all(held);
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(INGEST_LIMITS.batchPoints);
    expect(await first.ingest.ingest(principal, [point()])).toEqual({ accepted: 1, duplicates: 0 });
  }, 60_000);
});
