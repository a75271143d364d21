import { createHmac } from 'node:crypto';
import { eventually } from '../support/eventually';
import { MovableClock } from '../support/movable-clock';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Token {
  id: string;
  token: string;
  expiresIn: number;
  expiresAt: string;
}

interface Problem {
  code: string;
  errors?: { pointer: string }[];
}

interface WidgetAnswer {
  status?: string;
  data: { rows: (number | string | null)[][] } | null;
}

const RANGE = { from: '2024-01-01', to: '2024-02-01' };
const EMEA = { dimension: 'region', operator: 'eq', values: ['emea'] };
const EVERYTHING_ELSE: [string, string][] = [
  ['GET', '/dashboards'],
  ['PATCH', '/dashboards/:id'],
  ['DELETE', '/dashboards/:id'],
  ['GET', '/dashboards/:id/shares'],
  ['GET', '/dashboards/:id/export-definition'],
  ['POST', '/dashboards/:id/embed-tokens'],
  ['DELETE', '/dashboards/:id/embed-tokens'],
  ['GET', '/data/metrics?metric=sales&aggregation=sum'],
  ['GET', '/data/catalog'],
  ['POST', '/data/query'],
  ['POST', '/data/points'],
  ['DELETE', '/data/points'],
  ['GET', '/roles'],
  ['GET', '/auth/me'],
  ['GET', '/auth/sessions'],
  ['POST', '/auth/logout'],
  ['GET', '/auth/explain-access?resource=metric:sales'],
  ['GET', '/users'],
  ['GET', '/organizations'],
];

describe('embed tokens', () => {
  const clock = new MovableClock();
  let world: World;
  let owner: WorldUser;
  let dashboard: string;
  let other: string;
  const widgets: Record<string, string> = {};

  const send = <B = Record<string, unknown>>(
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { ...options, token: options.token ?? owner.token });
  const make = async (body: object = {}, of: { id?: string; as?: WorldUser } = {}): Promise<Token> => {
    const path = `/dashboards/${of.id ?? dashboard}/embed-tokens`;
    const answer = await send<Token>('POST', path, { token: (of.as ?? owner).token, body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const statusOf = async (token: string, path = `/dashboards/${dashboard}/data`): Promise<number> =>
    (await send('GET', path, { token })).status;
  const refusal = async (token: string): Promise<unknown[]> => {
    const { status, body } = await send<Problem>('GET', `/dashboards/${dashboard}`, { token });
    return [status, body.code];
  };
  /** The one number of each widget, as the dashboard answers it; checked to be what the widget itself answers. */
  const numbers = async (token: string, query = ''): Promise<Record<string, unknown>> => {
    const path = `/dashboards/${dashboard}/data${query}`;
    const { body } = await send<{ data: { widgets: Record<string, WidgetAnswer> } }>('GET', path, { token });
    const shown = Object.entries(widgets).map(async ([name, id]) => {
      const number = body.data.widgets[id]?.data?.rows[0]?.[0] ?? null;
      const alone = await send<WidgetAnswer>('GET', `/widgets/${id}/data${query}`, { token });
      expect([name, alone.body.data?.rows[0]?.[0] ?? null]).toEqual([name, number]);
      return [name, number] as const;
    });
    return Object.fromEntries(await Promise.all(shown));
  };
  const add = async (name: string, metric: string, filters: object[] = []): Promise<void> => {
    const query = { metrics: [{ metric, aggregation: 'sum' }], timeRange: RANGE, filters };
    const body = { dashboardId: dashboard, type: 'stat', title: name, config: { query } };
    widgets[name] = (await send<{ id: string }>('POST', '/widgets', { body })).body.id;
  };

  beforeAll(async () => {
    world = await aWorld({ clock });
    owner = await world.user({ roles: ['analyst'] });
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
      point('rainfall', 100, {}),
    ];
    expect((await send('POST', '/data/points', { body: { points } })).status).toBe(201);
    const create = async (name: string) =>
      (await send<{ id: string }>('POST', '/dashboards', { body: { name } })).body.id;
    [dashboard, other] = [await create('Shown'), await create('Kept')];
    await add('all', 'sales');
    await add('apac', 'sales', [{ ...EMEA, values: ['apac'] }]);
    await add('rain', 'rainfall');
  });
  afterAll(() => world?.close());

  it('show their dashboard, its widgets and their data', async () => {
    const { token, expiresIn, expiresAt } = await make({ expiresIn: 600 });
    expect([expiresIn, Date.parse(expiresAt) > Date.now()]).toEqual([600, true]);
    const paths = [
      `/dashboards/${dashboard}`,
      `/dashboards/${dashboard}/widgets`,
      `/dashboards/${dashboard}/data`,
      `/widgets/${widgets.all}`,
      `/widgets/${widgets.all}/data`,
    ];
    for (const path of paths) expect([path, await statusOf(token, path)]).toEqual([path, 200]);
    expect(await numbers(token)).toEqual({ all: 7, apac: 4, rain: 100 });
  });

  it('need nothing but the dashboard to be made', async () => {
    const answer = await send<Token>('POST', `/dashboards/${dashboard}/embed-tokens`);
    expect([answer.status, answer.body.expiresIn]).toEqual([201, 3_600]);
  });

  it('show no other dashboard, even one that everybody sees', async () => {
    const { token } = await make();
    const visibility = { visibility: 'organization' };
    expect((await send('PATCH', `/dashboards/${other}`, { body: visibility })).status).toBe(200);
    for (const path of ['', '/widgets', '/data'])
      expect(await statusOf(token, `/dashboards/${other}${path}`)).toBe(404);
    expect(await statusOf(token, `/widgets/${dashboard}/data`)).toBe(404);
  });

  it.each(EVERYTHING_ELSE)('are refused by %s %s', async (method, path) => {
    const { token } = await make();
    const answer = await send<Problem>(method, path.replace(':id', dashboard), {
      token,
      body: method === 'GET' ? undefined : {},
    });
    expect([answer.status, answer.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
  });

  it('are refused in another organization', async () => {
    const { token } = await make();
    const headers = { 'x-organization-id': world.organizationId };
    expect((await send('GET', `/dashboards/${dashboard}`, { token, headers })).status).toBe(403);
  });

  it('are made by a super_admin in another organization, for a dashboard there', async () => {
    const as = { token: world.admin.token };
    const body = { name: 'Elsewhere' };
    const organization = (await send<{ id: string }>('POST', '/organizations', { ...as, body })).body.id;
    const headers = { 'x-organization-id': organization };
    const { id } = (await send<{ id: string }>('POST', '/dashboards', { ...as, headers, body })).body;
    const made = await send<Token>('POST', `/dashboards/${id}/embed-tokens`, { ...as, headers, body: {} });
    expect(made.status).toBe(201);
    expect(await statusOf(made.body.token, `/dashboards/${id}/data`)).toBe(200);
    expect(await statusOf(made.body.token, `/dashboards/${dashboard}/data`)).toBe(404);
    const absent = await send('POST', `/dashboards/${id}/embed-tokens`, { ...as, body: {} });
    expect(absent.status).toBe(404);
  });

  it('lock their filters, for every widget and whatever the request asks', async () => {
    const { token } = await make({ filters: [EMEA] });
    // A metric without the dimension shows nothing: the filter is not left out for it.
    const locked = { all: 3, apac: null, rain: null };
    expect(await numbers(token)).toEqual(locked);
    expect(await numbers(token)).toEqual(locked);
    const tries = [
      'region:apac',
      'region:emea|apac',
      '[{"or":[{"dimension":"region","operator":"exists","values":["true"]}]}]',
    ];
    const answered = [];
    for (const filters of tries)
      answered.push(await numbers(token, `?filters=${encodeURIComponent(filters)}`));
    expect(answered.map(({ all }) => all)).toEqual([null, 3, 3]);
    expect(await numbers(token, '?filters=team:a')).toMatchObject({ all: 1, apac: null });
  });

  it('keep cached answers of other filters apart', async () => {
    const tokens = [
      await make(),
      await make({ filters: [EMEA] }),
      await make({ filters: [{ ...EMEA, operator: 'ne' }] }),
      await make({ dataPolicy: { region: ['apac'] } }),
      await make({ filters: [{ or: [EMEA, { dimension: 'team', operator: 'eq', values: ['a'] }] }] }),
    ];
    for (let round = 0; round < 2; round++) {
      const shown = [];
      for (const { token } of tokens) shown.push((await numbers(token)).all);
      expect(shown).toEqual([7, 3, 4, 4, 7]);
    }
  });

  it('see what their creator sees, and less when the token says so', async () => {
    const restricted = await world.user({ roles: ['analyst'], dataPolicy: { region: ['emea'] } });
    const shares = { body: { shares: [{ userId: restricted.id, access: 'write' }] } };
    expect((await send('PUT', `/dashboards/${dashboard}/shares`, shares)).status).toBe(200);
    const [plain, narrow, wide] = [
      await make({}, { as: restricted }),
      await make({ dataPolicy: { team: ['a'] } }, { as: restricted }),
      await make({ dataPolicy: { region: ['emea', 'apac'] } }, { as: restricted }),
    ];
    const shown = [plain, narrow, wide].map(({ token }) => numbers(token));
    expect((await Promise.all(shown)).map(({ all }) => all)).toEqual([3, 1, 3]);
    expect((await numbers(wide.token)).rain).toBeNull();
  });

  it('are made by those who may change the dashboard', async () => {
    const [reader, viewer] = [
      await world.user({ roles: ['analyst'] }),
      await world.user({ roles: ['viewer'] }),
    ];
    const shares = [
      { userId: reader.id, access: 'read' },
      { userId: viewer.id, access: 'write' },
    ];
    await send('PUT', `/dashboards/${dashboard}/shares`, { body: { shares } });
    const path = `/dashboards/${dashboard}/embed-tokens`;
    for (const { token } of [reader, viewer])
      expect((await send('POST', path, { token, body: {} })).status).toBe(403);
  });

  it.each<[object, string]>([
    [{ expiresIn: 59 }, '/expiresIn'],
    [{ expiresIn: 86_401 }, '/expiresIn'],
    [{ expiresIn: '1h' }, '/expiresIn'],
    [{ filters: [{ dimension: 'region', operator: 'like', values: ['a'] }] }, '/filters/0/operator'],
    [{ filters: {} }, '/filters'],
    [{ dataPolicy: { region: 'emea' } }, '/dataPolicy/region'],
    [{ widgets: [] }, '/widgets'],
  ])('refuse %j', async (body, pointer) => {
    const answer = await send<Problem>('POST', `/dashboards/${dashboard}/embed-tokens`, { body });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('refuse filters that make no token of a length that travels', async () => {
    const values = Array.from({ length: 200 }, (_, i) => `${i}`.padEnd(100, 'x'));
    const body = { filters: [{ dimension: 'region', operator: 'in', values }] };
    const answer = await send<Problem>('POST', `/dashboards/${dashboard}/embed-tokens`, { body });
    expect([answer.status, answer.body.code]).toEqual([400, 'LIMIT_EXCEEDED']);
  });

  it('are told nothing of what else there is', async () => {
    await send('POST', '/data/points', { body: { points: [{ metric: 'gone', value: 1 }] } });
    await add('gone', 'gone');
    await world.database.query(`DELETE FROM metrics.metric WHERE name = 'gone'`);
    const { token } = await make();
    const told = async (path: string): Promise<string> =>
      JSON.stringify((await send('GET', path, { token })).body);
    await eventually(
      async () => (await told(`/widgets/${widgets.gone}/data`)).includes('UNKNOWN_METRIC'),
      'it is gone',
    );
    const filters = encodeURIComponent(
      '[{"or":[{"dimension":"region","operator":"eq","values":["emea"]},{"dimension":"color","operator":"eq","values":["red"]}]}]',
    );
    const unknown = await told(`/widgets/${widgets.all}/data?filters=${filters}`);
    expect(unknown).toContain('There is no dimension');
    for (const text of [unknown, await told(`/widgets/${widgets.gone}/data`)])
      expect(text).not.toMatch(/There are|Did you mean|rainfall|team/);
    expect((await send('DELETE', `/widgets/${widgets.gone}`)).status).toBe(204);
    delete widgets.gone;
  });

  it('expire', async () => {
    const { token } = await make({ expiresIn: 60 });
    expect(await statusOf(token)).toBe(200);
    clock.offsetMs += 61_000;
    expect(await refusal(token)).toEqual([401, 'TOKEN_EXPIRED']);
    clock.offsetMs -= 61_000;
  });

  it('are good for nothing when somebody changed them', async () => {
    const { token } = await make({ filters: [EMEA] });
    const [header = '', payload = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forge = (change: object, secret: string, alg = 'HS256'): string => {
      const head =
        alg === 'HS256' ? header : Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
      const text = `${head}.${Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url')}`;
      return `${text}.${alg === 'none' ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const secret = world.environment.JWT_SECRET ?? '';
    expect(await statusOf(forge({}, secret))).toBe(200);
    const forged = [
      forge({ filters: [] }, 'another secret'),
      forge({ filters: [] }, secret, 'none'),
      forge({ aud: 'vitrine-api' }, secret),
      forge({ typ: 'access' }, secret),
      `${header}.${Buffer.from(JSON.stringify({ ...claims, filters: [] })).toString('base64url')}.${token.split('.')[2]}`,
    ];
    for (const each of forged) expect(await refusal(each)).toEqual([401, 'INVALID_TOKEN']);
  });

  it('are not what an access token becomes by saying so', async () => {
    const [, payload = ''] = owner.token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const head = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url');
    const text = `${head}.${Buffer.from(JSON.stringify({ ...claims, typ: 'embed' })).toString('base64url')}`;
    const secret = world.environment.JWT_SECRET ?? '';
    const signed = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    expect(await refusal(signed)).toEqual([401, 'INVALID_TOKEN']);
  });

  it('end together when they are revoked, and new ones begin', async () => {
    const { token } = await make();
    expect(await statusOf(token)).toBe(200);
    const path = `/dashboards/${dashboard}/embed-tokens`;
    const before = (await send('GET', `/dashboards/${dashboard}`)).headers.get('etag');
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('GET', `/dashboards/${dashboard}`)).headers.get('etag')).toBe(before);
    await eventually(async () => (await statusOf(token)) === 401, 'the token is refused', 2_000);
    expect(await refusal(token)).toEqual([401, 'INVALID_TOKEN']);
    expect(await statusOf((await make()).token)).toBe(200);
  });

  it('end when their creator could not make them any more', async () => {
    const admin = { token: world.admin.token };
    const creators = await Promise.all(Array.from({ length: 5 }, () => world.user({ roles: ['analyst'] })));
    const shareWith = async (shares: object[]): Promise<void> => {
      const put = await send('PUT', `/dashboards/${dashboard}/shares`, { ...admin, body: { shares } });
      expect(put.status).toBe(200);
    };
    await shareWith(creators.map(({ id }) => ({ userId: id, access: 'write' })));
    const tokens = await Promise.all(creators.map((as) => make({}, { as })));
    for (const { token } of tokens) expect(await statusOf(token)).toBe(200);

    const [, reader, demoted, disabled, deleted] = creators.map(({ id }) => id);
    // The first one loses its share.
    const kept = [demoted, disabled, deleted].map((userId) => ({ userId, access: 'write' }));
    await shareWith([{ userId: reader, access: 'read' }, ...kept]);
    await send('PATCH', `/users/${demoted}`, { ...admin, body: { roles: ['viewer'] } });
    await send('PATCH', `/users/${disabled}`, { ...admin, body: { status: 'disabled' } });
    await send('DELETE', `/users/${deleted}`, admin);
    const refused = tokens.map(({ token }, index) =>
      eventually(async () => (await statusOf(token)) === 401, `token ${index} is refused`, 3_000),
    );
    await Promise.all(refused);
  });

  it('follow the data policy of their creator', async () => {
    const user = await world.user({ roles: ['analyst'] });
    const shares = [{ userId: user.id, access: 'write' }];
    await send('PUT', `/dashboards/${dashboard}/shares`, { body: { shares } });
    const { token } = await make({}, { as: user });
    expect((await numbers(token)).all).toBe(7);
    const body = { dataPolicy: { region: ['apac'] } };
    const put = await send('PUT', `/users/${user.id}/data-policy`, { token: world.admin.token, body });
    expect(put.status).toBe(200);
    const path = `/widgets/${widgets.all}/data`;
    const shown = async () => (await send<WidgetAnswer>('GET', path, { token })).body.data?.rows[0]?.[0];
    await eventually(async () => (await shown()) === 4, 'the answer under the new policy', 2_000);
  });

  it('leave rows in the audit log, without the token', async () => {
    const { id, token } = await make({ filters: [EMEA] });
    const { rows } = await world.database.query<{ detail: { embedTokenId: string; filters: unknown } }>(
      `SELECT detail FROM audit_log WHERE action = 'embed-token.created' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]?.detail).toMatchObject({ embedTokenId: id, filters: [EMEA] });
    expect(JSON.stringify(rows)).not.toContain(token.split('.')[2]);
  });
});
