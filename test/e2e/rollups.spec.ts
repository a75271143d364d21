import { JobQueue } from '@app/jobs';
import { eventually } from '../support/eventually';
import { rollupFaults } from '../support/rollup-checker';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Told {
  id: string;
  status: string;
  data: { id: string }[];
}
interface Entry {
  retentionDays: number | null;
  pointsFrom: string | null;
  rollups: { dimensions: string[]; pinned: boolean; ready: boolean }[];
  version: number;
}
interface Sum {
  data: { rows: (number | string | null)[][] };
}

describe('rollups, retention and deletion', () => {
  let world: World;
  let limited: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    await world.worker();
    limited = await world.user({ roles: ['analyst'], dataPolicy: { region: ['emea'] } });
    await store(
      point('visits', '2026-03-01T10:00:00Z', { region: 'emea', page: 'home' }, 1),
      point('visits', '2026-03-01T11:00:00Z', { region: 'apac', page: 'home' }, 2),
      point('visits', '2026-03-02T10:00:00Z', { region: 'emea', page: 'cart' }, 4),
      point('pages', '2026-03-01T10:00:00Z', { page: 'home' }, 1),
    );
  });
  afterAll(() => world?.close());

  function point(metric: string, timestamp: string, dimensions: object, value: number): object {
    return { metric, timestamp, dimensions, value };
  }
  async function store(...points: object[]): Promise<Answer<{ code: string }>> {
    return world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
  }
  const get = async (metric: string): Promise<Entry> =>
    (await world.request<Entry>('GET', `/api/v1/data/catalog/${metric}`, { token: world.admin.token })).body;
  const put = (metric: string, body: object, token = world.admin.token): Promise<Answer<Entry>> =>
    world.request<Entry>('PUT', `/api/v1/data/catalog/${metric}`, { token, body });
  const remove = (body: unknown, token = world.admin.token): Promise<Answer<{ id: string; code: string }>> =>
    world.request('DELETE', '/api/v1/data/points', { token, body });
  async function sum(metric = 'visits', token = world.admin.token): Promise<unknown> {
    const query = {
      metrics: [{ metric, aggregation: 'sum' }],
      timeRange: { from: '2026-01-01', to: '2026-04-01' },
    };
    const { body } = await world.request<Sum>('POST', '/api/v1/data/query', { token, body: query });
    return body.data.rows[0]?.[0] ?? null;
  }
  const clean = async (): Promise<boolean> =>
    (await world.database.query('SELECT FROM metrics.mark LIMIT 1')).rows.length === 0;

  it('are made by the worker soon after points come in, and shown in the catalogue', async () => {
    await eventually(clean, 'every mark is worked off', 20_000);
    expect(await rollupFaults(world.database)).toEqual([]);
    expect((await get('visits')).rollups).toEqual([
      { dimensions: [], pinned: false, ready: true },
      { dimensions: ['page'], pinned: false, ready: true },
      { dimensions: ['region'], pinned: false, ready: true },
      { dimensions: ['page', 'region'], pinned: false, ready: true },
    ]);
  });

  it('are pinned by a client, filled, and dropped again', async () => {
    await store(
      ...Array.from({ length: 70 }, (_, n) =>
        point('wide', '2026-03-01T10:00:00Z', { host: `h${n}`, region: `r${n % 2}` }, n),
      ),
    );
    await eventually(
      async () => (await get('wide')).rollups.every(({ dimensions }) => !dimensions.includes('host')),
      'hosts are too many for a rollup that nobody asked for',
      20_000,
    );
    const pinned = await put('wide', {
      rollups: [
        ['region', 'host'],
        ['host', 'region', 'host'],
      ],
    });
    expect(pinned.status).toBe(200);
    expect(pinned.body.rollups).toContainEqual({
      dimensions: ['host', 'region'],
      pinned: true,
      ready: false,
    });
    const ready = { dimensions: ['host', 'region'], pinned: true, ready: true };
    await eventually(
      async () => (await get('wide')).rollups.some((each) => JSON.stringify(each) === JSON.stringify(ready)),
      'the rollup is filled',
      20_000,
    );
    expect(await rollupFaults(world.database)).toEqual([]);
    expect((await put('wide', {})).body.rollups.map(({ dimensions }) => dimensions)).toEqual([
      [],
      ['region'],
    ]);
  });

  it.each([
    ['an empty list', { rollups: [[]] }, 400, 'VALIDATION_FAILED'],
    ['what is no list', { rollups: ['region'] }, 400, 'VALIDATION_FAILED'],
    ['a number for a name', { rollups: [[1]] }, 400, 'VALIDATION_FAILED'],
    ['a name that no dimension can have', { rollups: [['a b']] }, 400, 'VALIDATION_FAILED'],
    ['too many', { rollups: Array.from({ length: 9 }, () => ['region']) }, 400, 'VALIDATION_FAILED'],
    ['an unknown dimension', { rollups: [['regoin']] }, 422, 'UNKNOWN_DIMENSION'],
    ['no day at all', { retentionDays: 0 }, 400, 'VALIDATION_FAILED'],
    ['half a day', { retentionDays: 1.5 }, 400, 'VALIDATION_FAILED'],
  ])('refuses %s in the catalogue', async (_, body, status, code) => {
    expect(await put('visits', body)).toMatchObject({ status, body: { code } });
  });

  it('pins for a metric that has no points yet', async () => {
    expect(await put('later', { rollups: [['region']], retentionDays: 400 })).toMatchObject({
      status: 201,
      body: {
        retentionDays: 400,
        pointsFrom: null,
        rollups: [{ dimensions: [] }, { dimensions: ['region'], ready: true }],
      },
    });
  });

  it('deletes what the filters name, and the answers follow', async () => {
    expect(await sum()).toBe(7);
    const accepted = await remove({
      metric: 'visits',
      from: '2026-03-01',
      to: '2026-03-02T00:00:00Z',
      filters: [{ dimension: 'region', operator: 'eq', values: ['apac'] }],
    });
    expect(accepted).toMatchObject({ status: 202, body: { id: expect.any(String) } });
    await eventually(async () => (await sum()) === 5, 'the deleted point is gone from the answer', 20_000);
    const { rows } = await world.database.query(
      'SELECT points::int, principal_kind, principal_id, metric FROM metrics.deletion WHERE id = $1',
      [accepted.body.id],
    );
    expect(rows).toEqual([
      { points: 1, principal_kind: 'user', principal_id: world.admin.id, metric: 'visits' },
    ]);
    await eventually(clean, 'every mark is worked off', 20_000);
    expect(await rollupFaults(world.database)).toEqual([]);
  });

  it('deletes no more than the data policy shows', async () => {
    await store(
      point('shared', '2026-03-01T10:00:00Z', { region: 'emea' }, 1),
      point('shared', '2026-03-01T10:00:00Z', { region: 'apac' }, 2),
      point('shared', '2026-03-01T10:00:00Z', {}, 4),
    );
    const accepted = await remove({ metric: 'shared', from: '2026-01-01', to: '2027-01-01' }, limited.token);
    expect(accepted.status).toBe(202);
    await eventually(async () => (await sum('shared')) === 6, 'what the policy shows is gone', 20_000);
    const told = async (token: string, path: string) =>
      (await world.request<Told>('GET', path, { token })).body;
    const location = String(accepted.headers.get('location'));
    await eventually(async () => (await told(limited.token, location)).status === 'finished', 'it is done');
    expect(await told(limited.token, location)).toMatchObject({
      id: accepted.body.id,
      metric: 'shared',
      from: '2026-01-01T00:00:00.000Z',
      points: 1,
      filters: [{ dimension: 'region', operator: 'in', values: ['emea'] }],
    });
    // Those of others are theirs, unless one may see all.
    const ids = async (token: string) =>
      (await told(token, '/api/v1/data/deletions')).data.map(({ id }) => id);
    expect(await ids(limited.token)).toEqual([accepted.body.id]);
    expect(await ids(world.admin.token)).toContain(accepted.body.id);
    const all = await ids(world.admin.token);
    expect(all.length).toBeGreaterThan(1);
    for (const id of [all.at(-1), 'x'])
      expect(await told(limited.token, `/api/v1/data/deletions/${id}`)).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await remove({ metric: 'pages', from: '2026-01-01', to: '2027-01-01' }, limited.token),
    ).toMatchObject({
      status: 422,
      body: { code: 'UNKNOWN_METRIC' },
    });
  });

  it.each([
    ['no metric', { from: '2026-01-01', to: '2026-01-02' }, 400, 'VALIDATION_FAILED'],
    ['no end', { metric: 'visits', from: '2026-01-01' }, 400, 'VALIDATION_FAILED'],
    [
      'an end before the start',
      { metric: 'visits', from: '2026-01-02', to: '2026-01-01' },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a time without a zone',
      { metric: 'visits', from: '2026-01-01T00:00', to: '2026-01-02' },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'another property',
      { metric: 'visits', from: '2026-01-01', to: '2026-01-02', all: true },
      400,
      'VALIDATION_FAILED',
    ],
    ['a list', [], 400, 'VALIDATION_FAILED'],
    ['an unknown metric', { metric: 'visit', from: '2026-01-01', to: '2026-01-02' }, 422, 'UNKNOWN_METRIC'],
    [
      'an unknown dimension',
      {
        metric: 'visits',
        from: '2026-01-01',
        to: '2026-01-02',
        filters: [{ dimension: 'x', operator: 'exists' }],
      },
      422,
      'UNKNOWN_DIMENSION',
    ],
  ])('refuses to delete with %s', async (_, body, status, code) => {
    expect(await remove(body)).toMatchObject({ status, body: { code } });
  });

  it('needs data:delete to delete', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    const body = { metric: 'visits', from: '2026-01-01', to: '2026-01-02' };
    expect((await remove(body, viewer.token)).status).toBe(403);
    expect((await world.request('DELETE', '/api/v1/data/points', { body })).status).toBe(401);
  });

  it('keeps points for so many days, and says where they begin', async () => {
    await store(point('brief', '2026-03-01T10:00:00Z', {}, 1));
    expect((await put('brief', { retentionDays: 30 })).body).toMatchObject({
      retentionDays: 30,
      pointsFrom: null,
    });
    await world.get(JobQueue).add('apply-retention', {});
    const { pointsFrom } = await eventually(
      async () => {
        const entry = await get('brief');
        return entry.pointsFrom !== null && entry;
      },
      'the floor has moved',
      20_000,
    );
    expect(Date.parse(pointsFrom ?? '')).toBeLessThanOrEqual(Date.now() - 30 * 86_400_000);
    expect(await store(point('brief', '2026-03-01T10:00:00Z', {}, 1))).toMatchObject({
      status: 400,
      body: { code: 'TIMESTAMP_TOO_OLD' },
    });
    const below = { metric: 'brief', from: '2026-01-01', to: '2026-03-02' };
    expect(await remove(below)).toMatchObject({
      status: 400,
      body: { code: 'TIMESTAMP_TOO_OLD', errors: [{ pointer: '/from' }] },
    });
  });
});
