import type { Principal } from '@app/auth';
import { type PointInput, rollupLag } from '@app/data';
import { removeDroppedRows } from '../../libs/data/src/rollup/drop-groupings';
import { planGroupings } from '../../libs/data/src/rollup/plan-groupings';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { rollupFaults } from '../support/rollup-checker';
import { aPoint, metricId, rollupRows, settle } from '../support/rollup-fixtures';
import { createDatabase } from '../support/test-database';

describe('rollups', () => {
  let node: IngestProcess;
  let drop: () => Promise<void>;
  let principal: Principal;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    node = anIngestProcess(database.url);
  });
  beforeEach(async () => {
    principal = await anOrganization(node.database);
  });
  afterAll(async () => {
    await node.close();
    await drop();
  });

  async function store(...points: Partial<PointInput>[]): Promise<number> {
    await node.ingest.ingest(principal, points.map(aPoint));
    return metricId(node.database, principal, 'm');
  }

  it('has count, sum, min, max and the last value of each minute, hour and day, in total and by dimension', async () => {
    const m = await store(
      { value: 3, timestamp: '2026-03-01T10:00:00.000Z' },
      { value: -1, timestamp: '2026-03-01T10:00:59.999Z' },
      { value: 8, timestamp: '2026-03-01T10:01:00.000Z', dimensions: { region: 'apac' } },
      { value: 5, timestamp: '2026-03-01T23:59:59.999Z', dimensions: {} },
      { value: 5, timestamp: '2026-03-02T00:00:00.000Z' },
    );
    await settle(node.database, m);
    const bucket = (text: string): Date => new Date(`2026-03-${text}:00.000Z`);
    expect(await rollupRows(node.database, m, 'rollup_1m')).toEqual([
      { dims: {}, bucket: bucket('01T10:00'), count: 2, sum: 2, min: -1, max: 3, last_value: -1 },
      { dims: {}, bucket: bucket('01T10:01'), count: 1, sum: 8, min: 8, max: 8, last_value: 8 },
      { dims: {}, bucket: bucket('01T23:59'), count: 1, sum: 5, min: 5, max: 5, last_value: 5 },
      { dims: {}, bucket: bucket('02T00:00'), count: 1, sum: 5, min: 5, max: 5, last_value: 5 },
    ]);
    expect(await rollupRows(node.database, m, 'rollup_1h')).toMatchObject([
      { bucket: bucket('01T10:00'), count: 3, sum: 10, min: -1, max: 8, last_value: 8 },
      { bucket: bucket('01T23:00'), count: 1 },
      { bucket: bucket('02T00:00'), count: 1 },
    ]);
    expect(await rollupRows(node.database, m, 'rollup_1d', ['region'])).toMatchObject([
      { dims: { region: 'apac' }, bucket: bucket('01T00:00'), count: 1, sum: 8 },
      {
        dims: { region: 'emea' },
        bucket: bucket('01T00:00'),
        count: 2,
        sum: 2,
        min: -1,
        max: 3,
        last_value: -1,
      },
      { dims: {}, bucket: bucket('01T00:00'), count: 1, sum: 5 },
      { dims: { region: 'emea' }, bucket: bucket('02T00:00'), count: 1, sum: 5 },
    ]);
    expect(await rollupFaults(node.database, [m])).toEqual([]);
  });

  it('forgets the bytes of a sketch when a worker changes its arrays that knows of no bytes', async () => {
    const m = await store({ value: 3, timestamp: '2026-03-01T10:00:00.000Z' });
    await settle(node.database, m);
    const update = async (set: string): Promise<(Buffer | null)[]> => {
      const { rows } = await node.database.query<{ sketch: Buffer | null }>(
        `UPDATE metrics.rollup_1h r SET ${set} FROM metrics.grp JOIN metrics.grouping g ON g.id = grp.grouping_id
         WHERE grp.id = r.grp_id AND g.metric_id = $1 RETURNING r.sketch`,
        [m],
      );
      return rows.map(({ sketch }) => sketch);
    };
    for (const bytes of await update('count = count')) expect(bytes).toHaveLength(8);
    for (const bytes of await update(`sketch_counts = '{7}'`)) expect(bytes).toBeNull();
    const both = `sketch_counts = '{9}', sketch = '\\x0000000000000009'`;
    for (const bytes of await update(both)) expect(bytes?.readInt32BE(4)).toBe(9);
  });

  it('takes the greatest value of the latest instant for the last one', async () => {
    const m = await store({ value: 1 }, { value: 7 }, { value: 3 });
    await settle(node.database, m);
    expect(await rollupRows(node.database, m, 'rollup_1d')).toMatchObject([{ last_value: 7 }]);
  });

  it('sums doubles whose sum passes through more than a double holds, and says infinite where it ends there', async () => {
    const most = Number.MAX_VALUE;
    const m = await store(
      { value: most },
      { value: most },
      { value: -most },
      { value: 5e-324, timestamp: '2026-03-02T10:00:00.000Z' },
      { value: -most, timestamp: '2026-03-03T10:00:00.000Z' },
      { value: -most, timestamp: '2026-03-03T11:00:00.000Z' },
    );
    await settle(node.database, m);
    expect(await rollupRows(node.database, m, 'rollup_1d')).toMatchObject([
      { sum: most, max: most },
      { count: 1 },
      { sum: -Infinity, min: -most },
    ]);
  });

  it('keeps the total, each dimension of few values and all of them together, from the first point on', async () => {
    const m = await store({ dimensions: { region: 'emea', tier: 'gold' } });
    expect(await groupings(m)).toEqual([
      { dims: [], ready: true },
      { dims: ['region'], ready: true },
      { dims: ['region', 'tier'], ready: true },
      { dims: ['tier'], ready: true },
    ]);
  });

  it('drops a grouping whose dimension gets too many values, in the batch that brings them, with its rows', async () => {
    const m = await store({ dimensions: { host: 'h0', region: 'emea' } });
    await settle(node.database, m);
    const many = Array.from({ length: 70 }, (_, n) => ({
      dimensions: { host: `h${n}`, region: 'emea' },
      id: `${n}`,
    }));
    await store(...many);
    expect((await groupings(m)).map(({ dims }) => dims)).toEqual([[], ['host', 'region'], ['region']]);
    await planGroupings(node.database, node.cache);
    expect((await groupings(m)).map(({ dims }) => dims)).toEqual([[], ['region']]);
    await settle(node.database, m);
    expect(await rollupFaults(node.database, [m])).toEqual([]);
    while ((await removeDroppedRows(node.database)) > 0);
    const { rows } = await node.database.query(
      'SELECT FROM metrics.rollup_1m r WHERE NOT EXISTS (SELECT FROM metrics.grp g WHERE g.id = r.grp_id)',
    );
    expect(rows).toEqual([]);
  });

  it('adds groupings for a dimension that comes later, and fills them before they are ready', async () => {
    const m = await store(
      { timestamp: '2026-03-01T10:00:00.000Z' },
      { timestamp: '2026-02-03T10:00:00.000Z' },
      { timestamp: '2025-12-31T23:59:00.000Z' },
    );
    await store({ dimensions: { region: 'emea', tier: 'gold' }, timestamp: '2026-02-03T11:00:00.000Z' });
    expect(await planGroupings(node.database, node.cache)).toBeGreaterThan(0);
    expect(await groupings(m)).toContainEqual({ dims: ['region', 'tier'], ready: false });
    await settle(node.database, m);
    expect(await groupings(m)).toContainEqual({ dims: ['region', 'tier'], ready: true });
    expect(await rollupRows(node.database, m, 'rollup_1d', ['tier'])).toMatchObject([
      { dims: {}, count: 1 },
      { dims: { tier: 'gold' }, count: 1 },
      { dims: {}, count: 1 },
      { dims: {}, count: 1 },
    ]);
    expect(await rollupFaults(node.database, [m])).toEqual([]);
  });

  it('gives rollups to metrics that have points from before there were any', async () => {
    const m = await store({}, { timestamp: '2025-07-01T00:00:00.000Z', value: 4 });
    await node.database.query('DELETE FROM metrics.grouping WHERE metric_id = $1', [m]);
    await node.database.query('DELETE FROM metrics.mark WHERE metric_id = $1', [m]);
    await node.database.query('UPDATE metrics.metric SET planned_series = -1 WHERE id = $1', [m]);
    await planGroupings(node.database, node.cache);
    await settle(node.database, m);
    expect(await rollupRows(node.database, m, 'rollup_1d')).toMatchObject([{ sum: 4 }, { sum: 1 }]);
    expect(await groupings(m)).toContainEqual({ dims: ['region'], ready: true });
    expect(await rollupFaults(node.database, [m])).toEqual([]);
  });

  it('says how far it is behind', async () => {
    const m = await store({}, { timestamp: '2026-03-01T10:01:00.000Z' });
    const lag = await rollupLag(node.database);
    expect(lag.marks).toBeGreaterThanOrEqual(2);
    expect(lag.oldestAgeSeconds).toBeGreaterThan(0);
    await settle(node.database, m);
    expect((await rollupLag(node.database)).marks).toBe(lag.marks - 2);
  });

  async function groupings(m: number): Promise<{ dims: string[]; ready: boolean }[]> {
    const { rows } = await node.database.query<{ dims: string[]; ready: boolean }>(
      'SELECT dims, ready FROM metrics.grouping WHERE metric_id = $1 ORDER BY dims',
      [m],
    );
    return rows;
  }
});
