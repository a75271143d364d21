import { aWorld, type World, type WorldUser } from '../support/world';

interface Refusal {
  code: string;
  errors?: unknown[];
}

/** Small requests that would cost much: each is refused in a short answer, before anything slow looks at it. */
describe('heavy input', () => {
  let world: World;
  let analyst: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
  });
  afterAll(() => world.close());

  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));

  it.each([
    [
      'unknown properties',
      '/api/v1/dashboards',
      Object.fromEntries(many(20_000, (i) => [`k${i}`, 1])),
      'LIMIT_EXCEEDED',
    ],
    [
      'items of a layout',
      '/api/v1/dashboards',
      { name: 'x', layout: { columns: 12, items: many(20_000, () => ({})) } },
      'LIMIT_EXCEEDED',
    ],
    ['tags', '/api/v1/dashboards', { name: 'x', tags: many(20_000, String) }, 'LIMIT_EXCEEDED'],
    [
      'a few thousand wrong items',
      '/api/v1/dashboards',
      { name: 'x', layout: { columns: 12, items: many(2_000, () => ({})) } },
      'VALIDATION_FAILED',
    ],
    [
      'texts that cannot be stored',
      '/api/v1/dashboards',
      { name: 'x', filters: [{ [`k${'k'.repeat(50_000)}`]: many(5_000, () => '\u0000') }] },
      'VALIDATION_FAILED',
    ],
    [
      'metrics of one batch',
      '/api/v1/data/points',
      { points: many(600, (i) => ({ metric: `m${i}`, value: 1 })) },
      'LIMIT_EXCEEDED',
    ],
  ])('%s', async (_case, path, body, code) => {
    const answer = await world.request<Refusal>('POST', path, { token: analyst.token, body });
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.errors?.length ?? 0).toBeLessThanOrEqual(100);
    expect(JSON.stringify(answer.body).length).toBeLessThan(100_000);
  });

  it.each([
    ['columns', `metric,value,${many(2_000, (i) => `d${i}`).join(',')}\n1,2`],
    ['characters', `${','.repeat(1_000_000)}\n`],
  ])('a CSV header of too many %s', async (_case, body) => {
    const answer = await world.request<Refusal>('POST', '/api/v1/data/points', {
      token: analyst.token,
      body,
      headers: { 'content-type': 'text/csv' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });

  it('a login of more than 16 KiB', async () => {
    const body = { email: 'a@b.co', password: 'x'.repeat(20_000) };
    const answer = await world.request('POST', '/api/v1/auth/login', { body });
    expect(answer).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
  });

  it.each([undefined, 'e30.e30.e30'])(
    'a large body of nobody known (%s) is refused unread',
    async (token) => {
      const body = { points: many(10_000, () => ({ metric: 'm'.repeat(150), value: 1 })) };
      const answer = await world.request('POST', '/api/v1/data/points', { token, body });
      expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    },
  );

  it.each([
    ['GET', `/api/v1/dashboards?cursor=${Buffer.from('-'.repeat(36)).toString('base64url')}`],
    ['GET', '/api/v1/data/metrics?aggregation=sum&from=0000-01-01&to=0001-01-01'],
  ])('%s %s is a 400', async (method, path) => {
    expect(await world.request(method, path, { token: analyst.token })).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION_FAILED' },
    });
  });
});

describe('an admin with a data policy', () => {
  let world: World;
  let admin: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    admin = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
  });
  afterAll(() => world.close());

  it('makes only users who see no more', async () => {
    const body = {
      email: 'new@example.com',
      name: 'New',
      roles: ['analyst'],
      password: 'a long enough passphrase',
    };
    const created = await world.request<{ id: string }>('POST', '/api/v1/users', {
      token: admin.token,
      body,
    });
    expect(created.status).toBe(201);
    const { rows } = await world.database.query('SELECT data_policy FROM users WHERE id = $1', [
      created.body.id,
    ]);
    expect(rows).toEqual([{ data_policy: { region: ['emea'] } }]);
  });

  it('cannot take over one who sees more', async () => {
    const other = await world.user({ roles: ['viewer'] });
    for (const [method, body] of [
      ['PATCH', { password: 'another long passphrase' }],
      ['DELETE', undefined],
    ] as const) {
      const answer = await world.request(method, `/api/v1/users/${other.id}`, { token: admin.token, body });
      expect(answer).toMatchObject({ status: 403, body: { code: 'POLICY_VIOLATION' } });
    }
  });

  it('and a super_admin cannot delete its own organization, however it writes its id', async () => {
    const id = world.organizationId;
    const answer = await world.request('DELETE', `/api/v1/organizations/${id}`, {
      token: world.admin.token,
      headers: { 'x-organization-id': id.toUpperCase() },
    });
    expect(answer.status).toBe(409);
  });
});
