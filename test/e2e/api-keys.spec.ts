import { jest } from '@jest/globals';
import { QueryPipeline } from '@app/data';
import { eventually } from '../support/eventually';
import { MovableClock } from '../support/movable-clock';
import { type Answer, aWorld, type RequestOptions, type World, type WorldUser } from '../support/world';

const SALES = '/api/v1/data/metrics?metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';
const KEY = /^vtr_live_[\dA-Za-z]{36}$/;

interface Shown {
  id: string;
  prefix: string;
  key: string;
  version: number;
  lastUsedAt: string | null;
  lastUsedAddress: string | null;
  previousKeyValidUntil: string | null;
  code?: string;
  detail?: string;
  errors?: { pointer: string; message: string }[];
}

interface Table {
  data: { rows: unknown[][] };
}

describe('API keys', () => {
  const clock = new MovableClock();
  let world: World;

  beforeAll(async () => {
    world = await aWorld({ clock });
    const points = ['emea', 'apac', 'amer'].map((region, i) => ({
      metric: 'sales',
      value: 10 ** i,
      timestamp: '2024-01-05T10:00:00Z',
      dimensions: { region },
    }));
    await world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
  });
  afterAll(() => world?.close());

  const asUser = <B = Shown>(
    method: string,
    path: string,
    body?: unknown,
    user: WorldUser = world.admin,
    headers: Record<string, string> = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1/api-keys${path}`, { token: user.token, body, headers });
  const create = (fields: object = {}, user?: WorldUser): Promise<Answer<Shown>> =>
    asUser('POST', '', { name: 'A key', permissions: ['data:read'], ...fields }, user);
  const newKey = async (fields: object = {}, user?: WorldUser): Promise<Shown> => {
    const answer = await create(fields, user);
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    return answer.body;
  };
  const use = <B = Shown>(
    { key }: Pick<Shown, 'key'>,
    method = 'GET',
    path = SALES,
    { headers, ...options }: RequestOptions = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, path, { ...options, headers: { ...headers, 'x-api-key': key } });
  const code = ({ status, body }: Answer<Shown>) => [status, body?.code];
  const sum = ({ body }: Answer<Table>) => body.data.rows[0]?.[0];

  describe('made by an administrator', () => {
    it('are shown once, and stored as a hash', async () => {
      const limits = { requestsPerMinute: 60, requestsPerHour: 600, requestsPerDay: 6_000 };
      const fields = {
        name: 'Report',
        permissions: ['data:read'],
        allowedEndpoints: ['GET /api/v1/data/*'],
        limits,
        dataPolicy: { region: ['emea'] },
        expiresAt: '2099-01-01T00:00:00.000Z',
      };
      const made = await create(fields);
      const { key, id } = made.body;
      expect(made.status).toBe(201);
      expect(key).toMatch(KEY);
      expect(made.body).toMatchObject({
        ...fields,
        prefix: key.slice(0, 13),
        createdBy: world.admin.id,
        lastUsedAt: null,
      });
      expect(made.headers.get('location')).toBe(`/api/v1/api-keys/${id}`);
      expect(made.headers.get('cache-control')).toBe('no-store');

      const got = await asUser('GET', `/${id}`);
      expect(got.headers.get('etag')).toBe('"1"');
      const listed = await asUser<{ data: Shown[] }>('GET', '');
      const { key: _key, ...shown } = made.body;
      expect(got.body).toEqual(shown);
      expect(listed.body.data.find((each) => each.id === id)).toEqual(shown);
      const { rows } = await world.database.query(
        'SELECT row_to_json(k)::text AS text FROM api_key k WHERE id = $1',
        [id],
      );
      expect(JSON.stringify([rows, listed.body])).not.toContain(key.slice(14, -6));
    });

    it.each([
      ['permissions', { permissions: ['user:write'] }, 'cannot manage users'],
      ['permissions', { permissions: ['data:read', 'api-key:read'] }, 'api-key:read'],
      ['permissions', { permissions: ['organization:read'] }, 'organization:read'],
      ['permissions', { permissions: ['data:fly'] }, 'data:read'],
      ['permissions', { permissions: [] }, 'permissions'],
      ['permissions', { permissions: undefined }, 'permissions'],
      ['name', { name: ' ' }, 'visible'],
      ['allowedEndpoints', { allowedEndpoints: [] }, 'allowedEndpoints'],
      ['allowedEndpoints/0', { allowedEndpoints: ['/api/v1/data/*'] }, 'METHOD'],
      ['limits/requestsPerMinute', { limits: { requestsPerMinute: 0 } }, 'requestsPerMinute'],
      ['limits/requestsPerDay', { limits: { requestsPerDay: '5' } }, 'requestsPerDay'],
      ['limits/perSecond', { limits: { perSecond: 1 } }, 'perSecond'],
      ['dataPolicy/region', { dataPolicy: { region: 'emea' } }, 'list'],
      ['expiresAt', { expiresAt: '2020-01-01T00:00:00Z' }, 'future'],
      ['expiresAt', { expiresAt: '2099-01-01' }, 'offset'],
      ['key', { key: 'vtr_live_mine' }, 'key'],
    ])('are refused with a 400 that names %s', async (pointer, fields, said) => {
      const { status, body } = await create(fields);
      expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.errors?.map((error) => error.pointer)).toContain(`/${pointer}`);
      expect(JSON.stringify(body.errors)).toContain(said);
    });

    it('are for administrators of the organization alone', async () => {
      const { id } = await newKey();
      const analyst = await world.user({ roles: ['analyst'] });
      expect(code(await create({}, analyst))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
      expect((await asUser('GET', `/${id}`, undefined, analyst)).status).toBe(403);
      const organization = await world.request<Shown>('POST', '/api/v1/organizations', {
        token: world.admin.token,
        body: { name: 'Others' },
      });
      const elsewhere = { 'x-organization-id': organization.body.id };
      for (const [method, path, body] of [
        ['GET', ''],
        ['GET', '/usage'],
        ['PATCH', '', { name: 'Mine' }],
        ['PUT', '/rotate', {}],
        ['DELETE', ''],
      ] as const)
        expect(code(await asUser(method, `/${id}${path}`, body, world.admin, elsewhere))).toEqual([
          404,
          'NOT_FOUND',
        ]);
    });
  });

  describe('as a credential', () => {
    it('do what their permissions allow, and nothing else', async () => {
      const key = await newKey({ permissions: ['data:read', 'dashboard:read', 'dashboard:write'] });
      expect((await use(key)).status).toBe(200);
      expect(code(await use(key, 'POST', '/api/v1/data/points', { body: { points: [] } }))).toEqual([
        403,
        'INSUFFICIENT_PERMISSIONS',
      ]);
      for (const path of ['/api/v1/users', '/api/v1/api-keys', '/api/v1/organizations'])
        expect(code(await use(key, 'GET', path))).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    });

    it('are no user: no account, no preferences, no other organization, dashboards without an owner', async () => {
      const key = await newKey({ permissions: ['dashboard:read', 'dashboard:write'] });
      for (const path of ['/api/v1/auth/me', '/api/v1/auth/sessions'])
        expect((await use(key, 'GET', path)).status).toBe(403);
      expect((await use(key, 'POST', '/api/v1/auth/logout')).status).toBe(403);
      const password = { currentPassword: 'x', newPassword: 'seven quiet lanterns' };
      expect((await use(key, 'PUT', '/api/v1/auth/password', { body: password })).status).toBe(403);
      for (const id of [world.admin.id, crypto.randomUUID()])
        expect((await use(key, 'GET', `/api/v1/users/${id}/preferences`)).status).toBe(404);
      const acting = { headers: { 'x-organization-id': '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' } };
      expect((await use(key, 'GET', '/api/v1/dashboards', acting)).status).toBe(403);
      const made = await use<{ ownerId: null; visibility: string }>(key, 'POST', '/api/v1/dashboards', {
        body: { name: 'By a key' },
      });
      expect(made.body).toMatchObject({ ownerId: null, visibility: 'organization' });
    });

    it('call only the routes that they are for, however a URL is written', async () => {
      const key = await newKey({
        permissions: ['data:read', 'data:write'],
        allowedEndpoints: ['GET /api/v1/data/metrics'],
      });
      const encoded = SALES.replace('data', '%64ata');
      expect((await use(key)).status).toBe(200);
      expect((await use(key, 'HEAD')).status).toBe(200);
      expect((await use(key, 'GET', encoded)).status).toBe(200);
      for (const [method, path] of [
        ['GET', '/api/v1/data/catalog'],
        ['GET', '/api/v1/data/c%61talog'],
        ['POST', '/api/v1/data/query'],
        ['POST', '/api/v1/data/points'],
        ['GET', '/api/v1/roles'],
      ] as const)
        expect(code(await use(key, method, path, method === 'POST' ? { body: {} } : {}))).toEqual([
          403,
          'ENDPOINT_NOT_ALLOWED',
        ]);
      for (const path of ['/api/v1/data/metrics/', '/API/v1/data/metrics', '/api/v1//data/metrics'])
        expect((await use(key, 'GET', path)).status).toBe(404);
    });

    it('cost no statement when their checksum is wrong', async () => {
      const { key } = await newKey();
      const query = jest.spyOn(world.database, 'query');
      const wrong = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');
      for (const text of [wrong, 'vtr_live_x', '', `${key}, ${key}`])
        expect(code(await use({ key: text }))).toEqual([401, 'INVALID_API_KEY']);
      expect(query).not.toHaveBeenCalled();
      query.mockRestore();
    });

    it('are refused beside another credential, and in its place', async () => {
      const key = await newKey();
      expect(code(await use(key, 'GET', SALES, { token: world.admin.token }))).toEqual([
        400,
        'AMBIGUOUS_CREDENTIALS',
      ]);
      const bearer = await world.request<Shown>('GET', SALES, { token: key.key });
      expect(bearer.status).toBe(401);
    });

    it('are answered by the short way when they repeat a request', async () => {
      const key = await newKey();
      const run = jest.spyOn(world.get(QueryPipeline), 'run');
      const isShort = async (): Promise<boolean> => {
        const before = run.mock.calls.length;
        expect((await use(key)).status).toBe(200);
        return run.mock.calls.length === before;
      };
      await eventually(isShort, 'an answer by the short way');
      await asUser('PATCH', `/${key.id}`, { allowedEndpoints: ['GET /api/v1/data/catalog'] });
      expect(code(await use(key))).toEqual([403, 'ENDPOINT_NOT_ALLOWED']);
      run.mockRestore();
    });
  });

  describe('never have more than their creator has now', () => {
    it('outlive its session, lose what it loses, and work no more when it is disabled or gone', async () => {
      const creator = await world.user({ roles: ['admin'] });
      const key = await newKey({ permissions: ['data:read', 'data:write'] }, creator);
      await world.request('POST', '/api/v1/auth/logout', { token: creator.token });
      const change = (body: object) =>
        world.request('PATCH', `/api/v1/users/${creator.id}`, { token: world.admin.token, body });
      const write = () =>
        use(key, 'POST', '/api/v1/data/points', { body: { points: [{ metric: 'sales', value: 0 }] } });
      const becomes = (ask: () => Promise<Answer<Shown>>, status: number) =>
        eventually(async () => (await ask()).status === status, `an answer of ${status}`, 2_000);
      expect((await write()).status).toBe(201);
      await change({ roles: ['viewer'] });
      await becomes(write, 403);
      expect((await use(key)).status).toBe(200);
      await change({ status: 'disabled' });
      await becomes(() => use(key), 401);
      await change({ status: 'active' });
      await becomes(() => use(key), 200);
      await world.request('DELETE', `/api/v1/users/${creator.id}`, { token: world.admin.token });
      await becomes(() => use(key), 401);
      expect((await asUser<{ createdBy: null }>('GET', `/${key.id}`)).body.createdBy).toBeNull();
    });

    it('see what both data policies show, and write nothing else', async () => {
      const creator = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea', 'apac'] } });
      const bare = await newKey({}, creator);
      const key = await newKey(
        { permissions: ['data:read', 'data:write'], dataPolicy: { region: ['apac', 'amer'] } },
        creator,
      );
      expect(sum(await use<Table>(bare))).toBe(11);
      expect(sum(await use<Table>(key))).toBe(10);
      const points = (region: string) => ({
        body: { points: [{ metric: 'other', value: 1, dimensions: { region } }] },
      });
      expect((await use(key, 'POST', '/api/v1/data/points', points('apac'))).status).toBe(201);
      expect(code(await use(key, 'POST', '/api/v1/data/points', points('amer')))).toEqual([
        403,
        'POLICY_VIOLATION',
      ]);
    });

    it('cannot be taken over by an administrator who sees less', async () => {
      const restricted = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
      const wide = await newKey();
      const narrow = await newKey({ dataPolicy: { region: ['emea'] } });
      for (const [method, path, body] of [
        ['PUT', '/rotate', {}],
        ['PATCH', '', { permissions: ['data:write'] }],
      ] as const) {
        expect(code(await asUser(method, `/${wide.id}${path}`, body, restricted))).toEqual([
          403,
          'POLICY_VIOLATION',
        ]);
        expect((await asUser(method, `/${narrow.id}${path}`, body, restricted)).status).toBe(200);
      }
      const lifted = await asUser('PATCH', `/${narrow.id}`, { dataPolicy: null }, restricted);
      expect(code(lifted)).toEqual([403, 'POLICY_VIOLATION']);
      expect((await asUser('DELETE', `/${wide.id}`, undefined, restricted)).status).toBe(204);
    });
  });

  describe('over their life', () => {
    it('are changed with their version', async () => {
      const key = await newKey({ limits: { requestsPerMinute: 5 }, expiresAt: '2099-01-01T00:00:00Z' });
      const change = (body: object, etag: string) =>
        asUser<Shown & { limits: unknown; expiresAt: unknown }>('PATCH', `/${key.id}`, body, world.admin, {
          'if-match': etag,
        });
      const changed = await change({ limits: { requestsPerDay: 9 }, expiresAt: null }, '"1"');
      expect(changed.body).toMatchObject({
        name: 'A key',
        limits: { requestsPerDay: 9 },
        expiresAt: null,
        version: 2,
      });
      expect((await change({ name: 'Stale' }, '"1"')).status).toBe(412);
      expect((await change({ limits: null }, '"2"')).body.limits).toBeNull();
    });

    it('are rotated: the old one works until its grace ends', async () => {
      const first = await newKey();
      const second = (await asUser('PUT', `/${first.id}/rotate`, { graceSeconds: 60 })).body;
      expect(second.key).toMatch(KEY);
      expect(second.id).toBe(first.id);
      expect(Date.parse(second.previousKeyValidUntil ?? '') - clock.now().getTime()).toBeGreaterThan(50_000);
      expect([(await use(first)).status, (await use(second)).status]).toEqual([200, 200]);
      clock.offsetMs += 61_000;
      expect([(await use(first)).status, (await use(second)).status]).toEqual([401, 200]);
      const third = (await asUser('PUT', `/${first.id}/rotate`)).body;
      expect(third.previousKeyValidUntil).toBeNull();
      expect([(await use(second)).status, (await use(third)).status]).toEqual([401, 200]);
      for (const graceSeconds of [-1, 604_801, 1.5, '60'])
        expect((await asUser('PUT', `/${first.id}/rotate`, { graceSeconds })).status).toBe(400);
    });

    it('expire', async () => {
      const expiresAt = new Date(clock.now().getTime() + 30_000).toISOString();
      const key = await newKey({ expiresAt });
      expect((await use(key)).status).toBe(200);
      clock.offsetMs += 30_000;
      expect(code(await use(key))).toEqual([401, 'API_KEY_EXPIRED']);
      expect(code(await use(key, 'POST', '/api/v1/data/points', { body: {} }))).toEqual([
        401,
        'API_KEY_EXPIRED',
      ]);
    });

    it('are revoked at once, although their answers are in memory', async () => {
      const key = await newKey();
      await eventually(async () => (await use(key)).headers.get('x-cache') === 'HIT', 'a hit');
      expect((await asUser('DELETE', `/${key.id}`)).status).toBe(204);
      expect(code(await use(key))).toEqual([401, 'INVALID_API_KEY']);
      expect((await asUser('GET', `/${key.id}`)).status).toBe(404);
    });

    it('are counted by day, and say when and from where they were last used', async () => {
      const key = await newKey({ limits: { requestsPerHour: 4 } });
      const day = (): string => clock.now().toISOString().slice(0, 10);
      const before = day();
      const statuses: number[] = [];
      for (const path of [SALES, SALES, '/api/v1/data/metrics?aggregation=nothing', '/api/v1/users', SALES])
        statuses.push((await use(key, 'GET', path)).status);
      expect(statuses).toEqual([200, 200, 400, 403, 429]);
      const usage = await asUser<{ data: Record<string, unknown>[] }>('GET', `/${key.id}/usage`);
      const counted = { requests: 5, errors: 2, rejected: 1, bytes: expect.any(Number) };
      // Unless midnight has passed.
      if (before === day()) expect(usage.body.data).toEqual([{ day: before, ...counted }]);
      const shown = (await asUser('GET', `/${key.id}`)).body;
      expect(shown.lastUsedAddress).toBe('127.0.0.1');
      expect(clock.now().getTime() - Date.parse(shown.lastUsedAt ?? '')).toBeLessThan(60_000);
      expect(shown.version).toBe(1);
      await use(key);
      expect((await asUser('GET', `/${key.id}`)).body.lastUsedAt).toBe(shown.lastUsedAt);
      expect((await asUser('GET', `/${key.id}/usage?days=0`)).status).toBe(400);
    });

    it('leave rows in the audit log, without a key', async () => {
      const key = await newKey();
      for (let twice = 0; twice < 2; twice++) await asUser('PATCH', `/${key.id}`, { name: 'Renamed' });
      const rotated = (await asUser('PUT', `/${key.id}/rotate`, { graceSeconds: 5 })).body;
      await asUser('DELETE', `/${key.id}`);
      const { rows } = await world.database.query<{ action: string; actor_id: string }>(
        `SELECT * FROM audit_log WHERE subject_type = 'api-key' AND subject_id = $1 ORDER BY id`,
        [key.id],
      );
      expect(rows.map(({ action }) => action)).toEqual([
        'api-key.created',
        'api-key.updated',
        'api-key.rotated',
        'api-key.deleted',
      ]);
      expect(new Set(rows.map((row) => row.actor_id))).toEqual(new Set([world.admin.id]));
      const text = JSON.stringify(rows);
      for (const each of [key, rotated]) expect(text).not.toContain(each.key.slice(14, 40));
    });
  });
});
