import type { Principal } from '@app/auth';
import type { Clock } from '@app/platform';
import { DAY_MS } from '../../libs/data/src/rollup/levels';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { rollupFaults } from '../support/rollup-checker';
import { aPoint, keepPinned, metricId, rollupRows, settle } from '../support/rollup-fixtures';
import { createDatabase } from '../support/test-database';

const NOW = new Date('2026-03-10T12:00:00.000Z');
const clock: Clock = { now: () => NOW };

describe('retention', () => {
  let node: IngestProcess;
  let drop: () => Promise<void>;
  let principal: Principal;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    node = anIngestProcess(database.url, { clock });
  });
  beforeEach(async () => {
    principal = await anOrganization(node.database);
  });
  afterAll(async () => {
    await node.close();
    await drop();
  });

  const store = (timestamp: string, value = 1, metric = 'm'): Promise<unknown> =>
    node.ingest.ingest(principal, [aPoint({ metric, timestamp, value })]);
  const keep = (retentionDays: number | null, metric = 'm'): Promise<unknown> =>
    node.entries.put(principal, metric, { retentionDays });

  async function times(metric = 'm'): Promise<string[]> {
    const { rows } = await node.database.query<{ ts: Date }>(
      `SELECT p.ts FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id WHERE s.metric_id = $1 ORDER BY p.ts`,
      [await metricId(node.database, principal, metric)],
    );
    return rows.map(({ ts }) => ts.toISOString());
  }
  async function partitions(): Promise<string[]> {
    const { rows } = await node.database.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'metrics.points'::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  it('removes points older than whole days, keeps their rollups, and takes no more of them', async () => {
    await store('2026-03-07T23:59:59.999Z', 4);
    await store('2026-03-08T00:00:00.000Z', 5);
    const m = await metricId(node.database, principal, 'm');
    await keep(2);
    expect(await node.retention.apply()).toMatchObject({ metrics: 1, points: 1 });
    expect(await times()).toEqual(['2026-03-08T00:00:00.000Z']);
    // Nobody had rolled up before: it was done before the points went.
    expect(await rollupRows(node.database, m, 'rollup_1d')).toMatchObject([{ sum: 4 }]);
    await expect(store('2026-03-07T23:59:59.999Z')).rejects.toMatchObject({
      code: 'TIMESTAMP_TOO_OLD',
      errors: [{ pointer: '/points/0/timestamp' }],
    });
    await settle(node.database, m);
    expect(await rollupRows(node.database, m, 'rollup_1d')).toMatchObject([{ sum: 4 }, { sum: 5 }]);
    expect(await node.entries.get(principal, 'm')).toMatchObject({
      retentionDays: 2,
      pointsFrom: '2026-03-08T00:00:00.000Z',
    });
    expect(await node.retention.apply()).toEqual({ metrics: 0, points: 0, partitions: 0 });
    expect(await rollupFaults(node.database, [m])).toEqual([]);
  });

  it('never brings points back: for ever is from now on', async () => {
    await store('2026-03-01T00:00:00.000Z');
    await keep(1);
    await node.retention.apply();
    await keep(null);
    await node.retention.apply();
    expect(await node.entries.get(principal, 'm')).toMatchObject({ retentionDays: null });
    await expect(store('2026-03-01T00:00:00.000Z')).rejects.toMatchObject({ code: 'TIMESTAMP_TOO_OLD' });
  });

  it('leaves the other metrics alone, and drops a partition once every metric is past it', async () => {
    await store('2025-12-05T00:00:00.000Z', 1, 'short');
    await store('2025-12-06T00:00:00.000Z', 1, 'long');
    await keep(30, 'short');
    expect(await node.retention.apply()).toMatchObject({ points: 1, partitions: 0 });
    expect(await times('long')).toHaveLength(1);
    expect(await partitions()).toContain('points_202512');
    await keep(30, 'long');
    expect(await node.retention.apply()).toMatchObject({ metrics: 1, partitions: 1 });
    expect(await partitions()).not.toContain('points_202512');
    const long = await metricId(node.database, principal, 'long');
    expect(await rollupRows(node.database, long, 'rollup_1d')).toMatchObject([{ count: 1 }]);
    // The process still remembers the partition: the next point makes it again.
    await store('2025-12-07T00:00:00.000Z', 1, 'third');
    expect(await times('third')).toHaveLength(1);
  });

  it('says of a grouping that is made later where its rows begin', async () => {
    await store('2026-03-01T00:00:00.000Z', 1);
    await store('2026-03-09T00:00:00.000Z', 2);
    const m = await metricId(node.database, principal, 'm');
    await keep(5);
    await node.retention.apply();
    await keepPinned(node.database, m, [['planet']]);
    await settle(node.database, m);
    const { rows } = await node.database.query(
      `SELECT dims, rows_from FROM metrics.grouping WHERE metric_id = $1 AND ready AND dims IN ('{}', '{planet}') ORDER BY dims`,
      [m],
    );
    expect(rows).toEqual([
      { dims: [], rows_from: -Infinity },
      { dims: ['planet'], rows_from: new Date('2026-03-05T00:00:00.000Z') },
    ]);
    expect(await rollupRows(node.database, m, 'rollup_1d', ['planet'])).toMatchObject([{ sum: 2 }]);
    expect(await rollupRows(node.database, m, 'rollup_1d')).toMatchObject([{ sum: 1 }, { sum: 2 }]);
  });

  it('goes on where it was cut: the floor has moved, points are left', async () => {
    await store('2026-03-01T00:00:00.000Z');
    const m = await metricId(node.database, principal, 'm');
    await settle(node.database, m);
    await keep(1);
    await node.database.query('UPDATE metrics.metric SET raw_floor = $1 WHERE id = $2', [
      new Date(Math.floor(NOW.getTime() / DAY_MS) * DAY_MS - DAY_MS).toISOString(),
      m,
    ]);
    expect(await node.retention.apply()).toMatchObject({ metrics: 0, points: 1 });
    expect(await times()).toEqual([]);
  });

  it('is for those who may delete everything that goes', async () => {
    await store('2026-03-01T00:00:00.000Z');
    const limited = { ...principal, dataPolicy: { region: ['emea'] } };
    await expect(node.entries.put(limited, 'm', { retentionDays: 1 })).rejects.toMatchObject({
      code: 'POLICY_VIOLATION',
    });
    const writer = { ...principal, permissions: new Set(['data:read', 'data:write'] as const) };
    await expect(node.entries.put(writer, 'm', { retentionDays: 1 })).rejects.toMatchObject({
      code: 'INSUFFICIENT_PERMISSIONS',
    });
    await keep(5);
    await node.entries.put(writer, 'm', { retentionDays: 6 });
    await node.entries.put(limited, 'm', {});
  });
});
