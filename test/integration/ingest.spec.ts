import { randomUUID } from 'node:crypto';
import type { Principal } from '@app/auth';
import type { PointInput } from '@app/data';
import { anIngestProcess, anOrganization, type IngestProcess } from '../support/ingest-process';
import { createDatabase } from '../support/test-database';

const AT = '2026-03-01T10:00:00.000Z';

const point = (change: Partial<PointInput> = {}): PointInput => ({
  metric: 'revenue',
  value: 1,
  timestamp: AT,
  dimensions: { region: 'emea' },
  ...change,
});

describe('ingest', () => {
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

  async function stored(): Promise<
    { metric: string; dims: object; ts: Date; value: number; event_id: string }[]
  > {
    const { rows } = await node.database.query<{
      metric: string;
      dims: object;
      ts: Date;
      value: number;
      event_id: string;
    }>(
      `SELECT m.name AS metric, s.dims, p.ts, p.value, p.event_id FROM metrics.points p
       JOIN metrics.series s ON s.id = p.series_id JOIN metrics.metric m ON m.id = s.metric_id
       WHERE m.organization_id = $1 ORDER BY p.ts, p.value`,
      [principal.organizationId],
    );
    return rows;
  }

  async function marks(): Promise<string[]> {
    const { rows } = await node.database.query<{ minute: Date }>(
      `SELECT minute FROM metrics.mark JOIN metrics.metric m ON m.id = metric_id WHERE m.organization_id = $1 ORDER BY minute`,
      [principal.organizationId],
    );
    return rows.map(({ minute }) => minute.toISOString());
  }

  async function events(topic: string): Promise<unknown[]> {
    const { rows } = await node.database.query<{ payload: unknown }>(
      'SELECT payload FROM outbox WHERE organization_id = $1 AND topic = $2 ORDER BY id',
      [principal.organizationId, topic],
    );
    return rows.map(({ payload }) => payload);
  }

  it('stores a point with its dimensions, to the millisecond', async () => {
    const result = await node.ingest.ingest(principal, [
      point({
        value: -0.1,
        timestamp: '2026-03-01T12:00:00.123456+02:00',
        dimensions: { region: 'emea', tier: null },
      }),
    ]);
    expect(result).toEqual({ accepted: 1, duplicates: 0 });
    expect(await stored()).toMatchObject([
      { metric: 'revenue', dims: { region: 'emea' }, ts: new Date('2026-03-01T10:00:00.123Z'), value: -0.1 },
    ]);
  });

  it('keeps every double as it is', async () => {
    const values = [0, Number.MAX_VALUE, Number.MIN_VALUE, -1e-300, 0.1 + 0.2, 2 ** 53 + 2];
    await node.ingest.ingest(
      principal,
      values.map((value) => point({ value })),
    );
    expect((await stored()).map(({ value }) => value)).toEqual(values.toSorted((a, b) => a - b));
  });

  it('counts a repeated point as a duplicate and keeps the first', async () => {
    await node.ingest.ingest(principal, [point({ id: 'a', value: 1 })]);
    const again = await node.ingest.ingest(principal, [
      point({ id: 'a', value: 2 }),
      point({ id: 'b', value: 3 }),
    ]);
    expect(again).toEqual({ accepted: 1, duplicates: 1 });
    expect((await stored()).map(({ value }) => value)).toEqual([1, 3]);
  });

  it('counts repetitions inside one batch, the first staying', async () => {
    const batch = [point({ id: 'a', value: 5 }), point({ id: 'a', value: 4 }), point({ id: 'a', value: 6 })];
    expect(await node.ingest.ingest(principal, batch)).toEqual({ accepted: 1, duplicates: 2 });
    expect((await stored()).map(({ value }) => value)).toEqual([5]);
  });

  it.each([
    ['metric', { metric: 'cost' }],
    ['dimensions', { dimensions: { region: 'apac' } }],
    ['timestamp', { timestamp: '2026-03-01T10:00:00.001Z' }],
    ['id', { id: 'b' }],
  ])('takes points that differ in %s for different ones', async (_, change) => {
    const result = await node.ingest.ingest(principal, [point({ id: 'a' }), point({ id: 'a', ...change })]);
    expect(result).toEqual({ accepted: 2, duplicates: 0 });
  });

  it('takes a timestamp in another zone and the order of dimensions for the same', async () => {
    const result = await node.ingest.ingest(principal, [
      point({ id: 'a', dimensions: { region: 'emea', tier: 'gold' } }),
      point({
        id: 'a',
        timestamp: '2026-03-01T05:00:00-05:00',
        dimensions: { tier: 'gold', region: 'emea' },
      }),
    ]);
    expect(result).toEqual({ accepted: 1, duplicates: 1 });
  });

  it('keeps an id that is a UUID, in whatever case it comes', async () => {
    const id = randomUUID();
    const result = await node.ingest.ingest(principal, [point({ id }), point({ id: id.toUpperCase() })]);
    expect(result).toEqual({ accepted: 1, duplicates: 1 });
    expect((await stored())[0]?.event_id).toBe(id);
  });

  it('stores points without id each time', async () => {
    expect(await node.ingest.ingest(principal, [point(), point()])).toEqual({ accepted: 2, duplicates: 0 });
    expect(await node.ingest.ingest(principal, [point()])).toEqual({ accepted: 1, duplicates: 0 });
  });

  it('marks each minute that gained a point, and none that only saw duplicates', async () => {
    const times = ['10:00:00.000', '10:00:59.999', '10:01:00.000', '23:59:59.999'];
    const batch = times.map((time) => point({ id: 'a', timestamp: `2026-03-01T${time}Z` }));
    await node.ingest.ingest(principal, batch);
    const expected = ['10:00', '10:01', '23:59'].map((time) => `2026-03-01T${time}:00.000Z`);
    expect(await marks()).toEqual(expected);
    await node.ingest.ingest(principal, batch);
    expect(await marks()).toEqual(expected);
  });

  it('tells which days of which metric changed, and nothing when nothing did', async () => {
    const batch = ['2026-03-01', '2026-03-02', '2026-03-05'].map((day) =>
      point({ id: 'a', timestamp: `${day}T12:00:00Z` }),
    );
    await node.ingest.ingest(principal, batch);
    await node.ingest.ingest(principal, batch);
    const range = { metricId: expect.any(Number), metric: 'revenue' };
    expect(await events('points.changed')).toEqual([
      {
        metrics: [
          { ...range, from: '2026-03-01T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' },
          { ...range, from: '2026-03-05T00:00:00.000Z', to: '2026-03-06T00:00:00.000Z' },
        ],
      },
    ]);
  });

  it('stores nothing of a batch with a wrong point, not even its metric', async () => {
    const batch = [point(), point({ value: Number.NaN })];
    await expect(node.ingest.ingest(principal, batch)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [
        { pointer: '/points/1/value', message: expect.stringContaining('finite number (given: NaN)') },
      ],
    });
    expect(await stored()).toEqual([]);
    expect(await node.catalog.list(principal, { limit: 10 })).toEqual([]);
  });

  it('refuses points outside the data policy', async () => {
    const limited = { ...principal, dataPolicy: { region: ['emea'] } };
    const batch = [point(), point({ dimensions: { region: 'apac' } }), point({ dimensions: {} })];
    await expect(node.ingest.ingest(limited, batch)).rejects.toMatchObject({
      code: 'POLICY_VIOLATION',
      errors: [{ pointer: '/points/1/dimensions/region' }, { pointer: '/points/2/dimensions/region' }],
    });
    expect(await stored()).toEqual([]);
    expect(await node.ingest.ingest(limited, [point()])).toEqual({ accepted: 1, duplicates: 0 });
  });

  it('keeps organizations apart that use the same names', async () => {
    const other = await anOrganization(node.database);
    await node.ingest.ingest(principal, [point({ id: 'a' })]);
    expect(await node.ingest.ingest(other, [point({ id: 'a' })])).toEqual({ accepted: 1, duplicates: 0 });
    expect(await stored()).toHaveLength(1);
  });

  it('refuses points below the floor of a metric, and leaves no trace of them', async () => {
    await node.ingest.ingest(principal, [point()]);
    await node.database.query(
      `UPDATE metrics.metric SET raw_floor = '2026-02-01' WHERE organization_id = $1`,
      [principal.organizationId],
    );
    const old = point({ timestamp: '2026-01-31T23:59:59.999Z' });
    await expect(node.ingest.ingest(principal, [point(), old])).rejects.toMatchObject({
      code: 'TIMESTAMP_TOO_OLD',
      errors: [
        { pointer: '/points/1/timestamp', message: expect.stringContaining('2026-02-01T00:00:00.000Z') },
      ],
    });
    expect(await stored()).toHaveLength(1);
    const onTheFloor = point({ timestamp: '2026-02-01T00:00:00Z' });
    expect(await node.ingest.ingest(principal, [onTheFloor])).toEqual({ accepted: 1, duplicates: 0 });
  });

  it('refuses new series beyond the limit of a metric, all or none', async () => {
    await node.ingest.ingest(principal, [point()]);
    await node.database.query('UPDATE metrics.metric SET series_count = 99999 WHERE organization_id = $1', [
      principal.organizationId,
    ]);
    const [first, second] = ['s1', 's2'].map((region) => point({ dimensions: { region } })) as [
      PointInput,
      PointInput,
    ];
    await expect(node.ingest.ingest(principal, [first, second])).rejects.toMatchObject({
      code: 'SERIES_LIMIT',
      detail: expect.stringContaining('at most 100000'),
    });
    expect(await node.ingest.ingest(principal, [first])).toEqual({ accepted: 1, duplicates: 0 });
    await expect(node.ingest.ingest(principal, [second])).rejects.toMatchObject({ code: 'SERIES_LIMIT' });
    expect(await node.ingest.ingest(principal, [point()])).toEqual({ accepted: 1, duplicates: 0 });
    expect(await stored()).toHaveLength(3);
  });

  it('starts a metric anew that was removed while its id was remembered', async () => {
    await node.ingest.ingest(principal, [point({ id: 'a' })]);
    await node.database.query('DELETE FROM metrics.metric WHERE organization_id = $1', [
      principal.organizationId,
    ]);
    expect(await node.ingest.ingest(principal, [point({ id: 'a' })])).toEqual({ accepted: 1, duplicates: 0 });
    expect(await stored()).toHaveLength(1);
  });

  it('takes 16 dimensions and any well-formed text as value', async () => {
    const values = [
      '',
      ' ',
      '"quoted"',
      'back\\slash',
      '{a,b}',
      'NULL',
      '日本',
      '🙂'.repeat(256),
      '\t\n',
      '$1',
      "it's",
    ];
    const dimensions = Object.fromEntries(
      Array.from({ length: 16 }, (_, n) => [`d${n}`, values[n] ?? `v${n}`]),
    );
    await node.ingest.ingest(principal, [point({ dimensions })]);
    expect((await stored())[0]?.dims).toEqual(dimensions);
  });
});
