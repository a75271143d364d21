import { eventually } from '../support/eventually';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Problem {
  code: string;
  errors?: { pointer: string }[];
}

interface Table {
  data: { rows: (number | string | null)[][]; totals?: Record<string, number | null> };
}

const RANGE = { from: '2024-01-01', to: '2024-02-01' };
const EMEA = { region: ['emea'] };

describe('data policies', () => {
  let world: World;
  let organization = 0;

  const send = <B = Record<string, unknown>>(
    method: string,
    path: string,
    options: { as?: WorldUser; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, {
      token: (options.as ?? world.admin).token,
      body: options.body,
      headers: options.headers,
    });
  const setUser = (user: WorldUser, dataPolicy: unknown, as?: WorldUser) =>
    send<Problem>('PUT', `/users/${user.id}/data-policy`, { as, body: { dataPolicy } });
  const setRole = (role: string, dataPolicy: unknown, as?: WorldUser) =>
    send<Problem>('PUT', `/roles/${role}/data-policy`, { as, body: { dataPolicy } });
  const ask = async (as: WorldUser, query: object): Promise<Table['data']> => {
    const body = { timeRange: RANGE, metrics: [{ metric: 'sales', aggregation: 'sum' }], ...query };
    return (await send<Table>('POST', '/data/query', { as, body })).body.data;
  };
  const total = async (as: WorldUser): Promise<unknown> => {
    const path = '/data/metrics?metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';
    return (await send<Table>('GET', path, { as })).body.data.rows[0]?.[0] ?? null;
  };

  beforeAll(async () => {
    world = await aWorld();
    const point = (metric: string, value: number, dimensions: object) => ({
      metric,
      value,
      timestamp: '2024-01-05T10:00:00Z',
      dimensions,
    });
    const points = [
      point('sales', 1, { region: 'emea', team: 'a' }),
      point('sales', 2, { region: 'emea', team: 'b' }),
      point('sales', 4, { region: 'apac', team: 'a' }),
      point('sales', 8, { region: 'apac', team: 'c' }),
      point('sales', 16, {}),
      point('rainfall', 100, {}),
    ];
    expect((await send('POST', '/data/points', { body: { points } })).status).toBe(201);
  });
  afterAll(() => world?.close());
  afterEach(() => setRole('viewer', {}));

  it('of user and roles hold together', async () => {
    const user = await world.user({ roles: ['viewer', 'analyst'] });
    expect(await total(user)).toBe(31);
    expect((await setRole('viewer', EMEA)).body).toEqual({ role: 'viewer', dataPolicy: EMEA });
    expect(await total(user)).toBe(3);
    const own = await setUser(user, { team: ['a', 'c'] });
    expect(own.body).toEqual({
      userId: user.id,
      dataPolicy: { team: ['a', 'c'] },
      effective: { region: ['emea'], team: ['a', 'c'] },
    });
    expect(await total(user)).toBe(1);
    await setUser(user, { region: ['apac'] });
    expect(await total(user)).toBe(null);
    await setRole('viewer', {});
    expect(await total(user)).toBe(12);
    await setUser(user, {});
    expect(await total(user)).toBe(31);
  });

  it('are read by administrators, and shown among the roles to them alone', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    await setRole('viewer', EMEA);
    const policies = async (as: WorldUser): Promise<unknown[]> => {
      const { body } = await send<{ data: { name: string; dataPolicy?: unknown }[] }>('GET', '/roles', {
        as,
      });
      return body.data.map(({ dataPolicy }) => dataPolicy);
    };
    expect(await policies(world.admin)).toEqual([{}, {}, {}, EMEA]);
    expect(await policies(viewer)).toEqual([undefined, undefined, undefined, undefined]);
    const path = `/users/${viewer.id}/data-policy`;
    expect((await send('GET', path)).body).toEqual({ userId: viewer.id, dataPolicy: {}, effective: EMEA });
    expect((await send('GET', path, { as: viewer })).status).toBe(403);
  });

  it('restrict everything that is computed from points', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await setUser(user, EMEA);
    const sales = { metric: 'sales', aggregation: 'sum' };
    expect((await ask(user, { groupBy: ['region'], totals: true })).totals).toEqual({ sales: 3 });
    expect((await ask(user, { groupBy: ['region'] })).rows).toEqual([['emea', 3]]);
    const distinct = { metric: 'sales', aggregation: 'countDistinct', dimension: 'team' };
    expect((await ask(user, { metrics: [distinct] })).rows).toEqual([[2]]);
    const top = { metrics: [sales], groupBy: ['team'], top: { n: 1, by: 'sales', other: true } };
    expect((await ask(user, top)).rows).toEqual(
      expect.arrayContaining([
        ['b', 2],
        ['$other', 1],
      ]),
    );
    const shares = await send<Table>(
      'GET',
      '/data/analytics?metric=sales&dimension=team&from=2024-01-01&to=2024-02-01',
      { as: user },
    );
    expect(shares.body.data.rows.map(([team, value]) => [team, value])).toEqual(
      expect.arrayContaining([
        ['a', 1],
        ['b', 2],
      ]),
    );
    expect(JSON.stringify(shares.body)).not.toMatch(/apac|"c"/);
    const catalog = JSON.stringify((await send('GET', '/data/catalog', { as: user })).body);
    expect(catalog).toContain('emea');
    expect(catalog).not.toMatch(/apac|rainfall/);
    const hidden = { metrics: [{ metric: 'rainfall', aggregation: 'sum' }], totals: true };
    expect(await ask(user, hidden)).toMatchObject({ rows: [], totals: { rainfall: null } });
  });

  it('keep points outside of them from being written', async () => {
    const user = await world.user({ roles: ['analyst'] });
    await setUser(user, EMEA);
    const write = (dimensions: object) =>
      send<Problem>('POST', '/data/points', {
        as: user,
        body: { points: [{ metric: 'written', value: 1, dimensions }] },
      });
    expect((await write({ region: 'apac' })).body.code).toBe('POLICY_VIOLATION');
    expect((await write({})).body.code).toBe('POLICY_VIOLATION');
    expect((await write({ region: 'emea' })).status).toBe(201);
  });

  it('count for answers that are cached and repeated', async () => {
    const user = await world.user({ roles: ['viewer'] });
    for (let round = 0; round < 3; round++) expect(await total(user)).toBe(31);
    await setUser(user, EMEA);
    expect(await total(user)).toBe(3);
    await setRole('viewer', { region: ['apac'] });
    expect(await total(user)).toBe(null);
  });

  it.each<[unknown, string]>([
    ['emea', '/dataPolicy'],
    [[], '/dataPolicy'],
    [{ region: 'emea' }, '/dataPolicy/region'],
    [{ region: [1] }, '/dataPolicy/region'],
    [{ region: [''] }, '/dataPolicy/region'],
    [{ region: ['a\u0000'] }, '/dataPolicy/region/0'],
    [{ '': ['a'] }, '/dataPolicy/'],
    [Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`d${i}`, ['a']])), '/dataPolicy'],
    [undefined, '/dataPolicy'],
  ])('refuse %j', async (policy, pointer) => {
    const user = await world.user({ roles: ['viewer'] });
    for (const answer of [await setUser(user, policy), await setRole('viewer', policy)])
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('are set by administrators of the organization, for their users', async () => {
    const analyst = await world.user({ roles: ['analyst'] });
    const absent = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f99';
    expect((await setUser(analyst, {}, analyst)).status).toBe(403);
    expect((await setRole('viewer', {}, analyst)).status).toBe(403);
    expect((await setUser({ ...analyst, id: absent }, {})).status).toBe(404);
    expect((await setRole('king', {})).status).toBe(404);
    for (const role of ['admin', 'super_admin']) expect((await setRole(role, EMEA)).status).toBe(400);
    const admin = await world.user({ roles: ['admin'] });
    expect((await setUser(world.admin, EMEA, admin)).status).toBe(403);
  });

  it('hold in one organization alone', async () => {
    const name = `Elsewhere ${organization++}`;
    const { id } = (await send<{ id: string }>('POST', '/organizations', { body: { name } })).body;
    const headers = { 'x-organization-id': id };
    const put = { headers, body: { dataPolicy: EMEA } };
    expect((await send('PUT', '/roles/viewer/data-policy', put)).status).toBe(200);
    expect(await total(await world.user({ roles: ['viewer'] }))).toBe(31);
  });

  it('are passed on and not widened by those who have one', async () => {
    const admin = await world.user({ roles: ['admin'] });
    await setUser(admin, { region: ['emea', 'amer'] });
    const [free, bound] = [await world.user({ roles: ['viewer'] }), await world.user({ roles: ['viewer'] })];
    await setUser(bound, EMEA);
    const refused = [
      await setUser(free, EMEA, admin),
      await setUser(bound, {}, admin),
      await setUser(bound, { region: ['apac'] }, admin),
      await setUser(admin, {}, admin),
      await setRole('viewer', EMEA, admin),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(Array.from({ length: 5 }, () => 'POLICY_VIOLATION'));
    expect((await setUser(bound, { region: ['amer'] }, admin)).status).toBe(200);
  });

  it('are explained, and hide what they hide there too', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await setUser(user, EMEA);
    const explain = async (metric: string, as: WorldUser, about = '') => {
      const path = `/auth/explain-access?resource=metric:${metric}${about}`;
      return (await send<{ allowed: boolean; steps: { detail: string }[] }>('GET', path, { as })).body;
    };
    const shown = await explain('sales', user);
    expect([shown.allowed, shown.steps.at(-1)?.detail]).toEqual([
      true,
      'The data policy shows the points where "region" is "emea".',
    ]);
    const [hidden, absent] = [await explain('rainfall', user), await explain('snowfall', user)];
    expect(JSON.parse(JSON.stringify(hidden).replaceAll('rainfall', 'snowfall'))).toEqual(absent);
    const about = await explain('rainfall', world.admin, `&user=${user.id}`);
    expect(about.steps.at(-1)?.detail).toContain('it shows no points');
  });

  it('leave rows in the audit log', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await setUser(user, EMEA);
    await setRole('viewer', EMEA);
    const { rows } = await world.database.query(
      `SELECT action, subject_id, before, after FROM audit_log WHERE action LIKE '%data-policy-changed' ORDER BY id DESC LIMIT 2`,
    );
    const change = { before: { dataPolicy: {} }, after: { dataPolicy: EMEA } };
    expect(rows).toEqual([
      { action: 'role.data-policy-changed', subject_id: 'viewer', ...change },
      { action: 'user.data-policy-changed', subject_id: user.id, ...change },
    ]);
  });

  it('count within a second for a change that went past this process', async () => {
    const user = await world.user({ roles: ['viewer'] });
    expect(await total(user)).toBe(31);
    await world.database.query(
      'INSERT INTO role_policy (organization_id, role, policy) VALUES ($1, $2, $3)',
      [world.organizationId, 'viewer', JSON.stringify(EMEA)],
    );
    await eventually(async () => (await total(user)) === 3, 'the answer under the new policy', 2_000);
  });
});
