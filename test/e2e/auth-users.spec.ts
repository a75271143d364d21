import { randomUUID } from 'node:crypto';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Problem {
  code?: string;
  detail?: string;
  errors?: { pointer: string; message: string }[];
}
type UserBody = Problem & {
  id: string;
  email: string;
  name: string;
  roles: string[];
  status: string;
  organizationId: string;
  version: number;
};

const PASSWORD = 'three teal otters waltz';
const newEmail = (): string => `new-${randomUUID()}@example.com`;

describe('users, roles and organizations', () => {
  let world: World;
  let users: Record<'super_admin' | 'admin' | 'analyst' | 'viewer', WorldUser>;
  beforeAll(async () => {
    world = await aWorld();
    users = {
      super_admin: world.admin,
      admin: await world.user({ roles: ['admin'] }),
      analyst: await world.user({ roles: ['analyst'] }),
      viewer: await world.user({ roles: ['viewer'] }),
    };
  });
  afterAll(() => world.close());

  const as = <B = UserBody>(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<B>> => world.request<B>(method, `/api/v1${path}`, { token, body, headers });
  const create = (token: string, fields: object = {}, headers?: Record<string, string>) =>
    as(
      token,
      'POST',
      '/users',
      { email: newEmail(), name: 'Ada', roles: ['viewer'], password: PASSWORD, ...fields },
      headers,
    );
  const login = async (email: string, password = PASSWORD): Promise<string> => {
    const { body } = await world.request<{ accessToken: string }>('POST', '/api/v1/auth/login', {
      body: { email, password },
    });
    return body.accessToken;
  };
  const anotherOrganization = async () => {
    const { body } = await as<{ id: string }>(world.admin.token, 'POST', '/organizations', {
      name: 'Elsewhere',
    });
    const inside = { 'x-organization-id': body.id };
    const admin = await create(world.admin.token, { roles: ['admin'] }, inside);
    return { id: body.id, inside, admin: admin.body, token: await login(admin.body.email) };
  };

  describe('who may call what', () => {
    it.each([
      ['GET', '/auth/me', 200, 200, 200, 200],
      ['GET', '/auth/sessions', 200, 200, 200, 200],
      ['GET', '/roles', 200, 200, 200, 200],
      ['GET', '/users', 200, 200, 403, 403],
      ['GET', `/users/${randomUUID()}`, 404, 404, 403, 403],
      ['POST', '/users', 400, 400, 403, 403],
      ['POST', `/users/${randomUUID()}/invitation`, 404, 404, 403, 403],
      ['PATCH', `/users/${randomUUID()}`, 404, 404, 403, 403],
      ['DELETE', `/users/${randomUUID()}`, 404, 404, 403, 403],
      ['GET', '/organizations', 200, 403, 403, 403],
      ['POST', '/organizations', 400, 403, 403, 403],
      ['GET', `/organizations/${randomUUID()}`, 404, 403, 403, 403],
      ['PATCH', `/organizations/${randomUUID()}`, 400, 403, 403, 403],
      ['DELETE', `/organizations/${randomUUID()}`, 404, 403, 403, 403],
    ] as const)(
      '%s %s: super_admin %i, admin %i, analyst %i, viewer %i, nobody 401',
      async (method, path, ...expected) => {
        const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
        const answers = await Promise.all(
          Object.values(users).map(({ token }) => as(token, method, path, body)),
        );
        expect(answers.map(({ status }) => status)).toEqual(expected);
        expect(await world.request(method, `/api/v1${path}`, { body })).toMatchObject({
          status: 401,
          body: { code: 'UNAUTHENTICATED' },
        });
        for (const { status, body: problem } of answers) {
          if (status === 403)
            expect(problem).toMatchObject({
              error: 'Insufficient permissions',
              code: 'INSUFFICIENT_PERMISSIONS',
            });
        }
      },
    );

    it('lists the roles with their permissions', async () => {
      const { body } = await as<{ data: { name: string; permissions: string[] }[] }>(
        users.viewer.token,
        'GET',
        '/roles',
      );
      expect(body.data.map(({ name }) => name)).toEqual(['super_admin', 'admin', 'analyst', 'viewer']);
      expect(body.data[3]?.permissions).toEqual(['dashboard:read', 'widget:read', 'data:read']);
    });
  });

  describe('creating', () => {
    it('makes a user of the admin’s organization that can log in, its email in lower case', async () => {
      const email = newEmail();
      const { status, headers, body } = await create(users.admin.token, {
        email: email.toUpperCase(),
        roles: ['analyst'],
      });
      expect(status).toBe(201);
      expect(headers.get('etag')).toBe('"1"');
      expect(headers.get('location')).toBe(`/api/v1/users/${body.id}`);
      expect(body).toMatchObject({
        email,
        name: 'Ada',
        roles: ['analyst'],
        status: 'active',
        organizationId: world.organizationId,
      });
      expect(JSON.stringify(body)).not.toMatch(/argon|password/i);
      expect(await as(await login(email), 'GET', '/auth/me')).toMatchObject({
        status: 200,
        body: { id: body.id },
      });
    });

    it.each([
      ['no password', { password: undefined }, '/password', /cannot be invited/],
      ['a short password', { password: 'short' }, '/password', /12 to 256/],
      ['a password that is null', { password: null }, '/password', /string/],
      ['a bad email', { email: 'not an email' }, '/email', /email/],
      ['an email of half a surrogate pair', { email: '\ud800' }, '/email', /Unicode/],
      ['an unknown role', { roles: ['root'] }, '/roles', /super_admin, admin, analyst, viewer/],
      ['no roles', { roles: [] }, '/roles', /at least 1/],
      ['a name of spaces', { name: '   ' }, '/name', /visible/],
      ['a NUL in the name', { name: 'a\u0000b' }, '/name', /NUL/],
      ['a status', { status: 'disabled' }, '/status', /should not exist/],
    ])('answers 400 to %s and names the field', async (_name, fields, pointer, message) => {
      const { status, body } = await create(users.admin.token, fields);
      expect(status).toBe(400);
      expect(
        body.errors
          ?.filter((error) => error.pointer === pointer)
          .map((error) => error.message)
          .join(),
      ).toMatch(message);
    });

    it('answers 409 to an email that is taken in any organization, whatever its case', async () => {
      const elsewhere = await anotherOrganization();
      for (const email of [users.viewer.email, users.viewer.email.toUpperCase(), elsewhere.admin.email]) {
        expect(await create(users.admin.token, { email })).toMatchObject({
          status: 409,
          body: { code: 'CONFLICT' },
        });
      }
      const email = newEmail();
      const race = await Promise.all(Array.from({ length: 4 }, () => create(users.admin.token, { email })));
      expect(race.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    });

    it('lets only a super_admin make a super_admin', async () => {
      expect((await create(users.admin.token, { roles: ['super_admin'] })).status).toBe(403);
      expect(
        (await as(users.admin.token, 'PATCH', `/users/${users.viewer.id}`, { roles: ['super_admin'] }))
          .status,
      ).toBe(403);
      expect((await create(world.admin.token, { roles: ['super_admin'] })).status).toBe(201);
    });
  });

  describe('reading and changing', () => {
    it('pages through all users once', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor ? `&cursor=${cursor}` : '';
        const page: Answer<{ data: { id: string }[]; page: { nextCursor: string | null } }> = await as(
          users.admin.token,
          'GET',
          `/users?limit=2${query}`,
        );
        expect(page.body.data.length).toBeLessThanOrEqual(2);
        seen.push(...page.body.data.map(({ id }) => id));
        cursor = page.body.page.nextCursor;
      } while (cursor);
      const { rows } = await world.database.query<{ id: string }>(
        'SELECT id FROM users WHERE organization_id = $1 ORDER BY id',
        [world.organizationId],
      );
      expect(seen).toEqual(rows.map(({ id }) => id));
      expect((await as(users.admin.token, 'GET', '/users?cursor=nonsense')).status).toBe(400);
    });

    it('answers with an ETag, 304 to the current one and 412 to a stale one', async () => {
      const { body } = await create(users.admin.token);
      const path = `/users/${body.id}`;
      expect((await as(users.admin.token, 'GET', path, undefined, { 'if-none-match': '"1"' })).status).toBe(
        304,
      );
      const changed = await as(users.admin.token, 'PATCH', path, { name: 'Ada King' }, { 'if-match': '"1"' });
      expect(changed).toMatchObject({ status: 200, body: { name: 'Ada King', version: 2 } });
      expect(changed.headers.get('etag')).toBe('"2"');
      expect((await as(users.admin.token, 'GET', path, undefined, { 'if-none-match': '"1"' })).status).toBe(
        200,
      );
      expect(
        await as(users.admin.token, 'PATCH', path, { name: 'Late' }, { 'if-match': '"1"' }),
      ).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED' } });
      expect((await as(users.admin.token, 'DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(
        412,
      );
      expect((await as(users.admin.token, 'DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(
        204,
      );
      expect((await as(users.admin.token, 'GET', path)).status).toBe(404);
    });

    it.each([{ roles: null }, { name: null }, { status: 'invited' }, { email: '' }, { password: 'short' }])(
      'answers 400 to a change to %j',
      async (change) => {
        expect((await as(users.admin.token, 'PATCH', `/users/${users.viewer.id}`, change)).status).toBe(400);
      },
    );

    it('takes a role away at once; a new right arrives with the next token', async () => {
      const user = await world.user({ roles: ['admin'] });
      expect((await as(user.token, 'GET', '/users')).status).toBe(200);
      await as(world.admin.token, 'PATCH', `/users/${user.id}`, { roles: ['viewer'] });
      expect((await as(user.token, 'GET', '/users')).status).toBe(403);
      expect((await as(user.token, 'GET', '/auth/me')).body.roles).toEqual(['viewer']);
      const viewer = await world.user({ roles: ['viewer'] });
      await as(world.admin.token, 'PATCH', `/users/${viewer.id}`, { roles: ['admin'] });
      expect((await as(viewer.token, 'GET', '/users')).status).toBe(403);
      expect((await as(await login(viewer.email, viewer.password), 'GET', '/users')).status).toBe(200);
    });

    it.each([
      ['disabled', { status: 'disabled' }],
      ['given another password', { password: 'nine purple kettles hum' }],
      ['given another email', { email: newEmail() }],
    ])('ends the sessions of a user that is %s at once', async (_name, change) => {
      const user = await world.user({ roles: ['viewer'] });
      expect((await as(user.token, 'GET', '/auth/me')).status).toBe(200);
      expect((await as(users.admin.token, 'PATCH', `/users/${user.id}`, change)).status).toBe(200);
      expect(await as(user.token, 'GET', '/auth/me')).toMatchObject({
        status: 401,
        body: { code: 'SESSION_ENDED' },
      });
    });

    it('ends the sessions of a deleted user at once', async () => {
      const user = await world.user({ roles: ['viewer'] });
      expect((await as(user.token, 'GET', '/auth/me')).status).toBe(200);
      expect((await as(users.admin.token, 'DELETE', `/users/${user.id}`)).status).toBe(204);
      expect(await as(user.token, 'GET', '/auth/me')).toMatchObject({
        status: 401,
        body: { code: 'SESSION_ENDED' },
      });
    });

    it('lets an admin neither change nor delete a super_admin', async () => {
      expect(
        (await as(users.admin.token, 'PATCH', `/users/${world.admin.id}`, { password: PASSWORD })).status,
      ).toBe(403);
      expect((await as(users.admin.token, 'DELETE', `/users/${world.admin.id}`)).status).toBe(403);
    });
  });

  describe('organizations', () => {
    it('are worlds apart: a user of another one does not exist', async () => {
      const elsewhere = await anotherOrganization();
      for (const [token, id] of [
        [elsewhere.token, users.viewer.id],
        [users.admin.token, elsewhere.admin.id],
        [world.admin.token, elsewhere.admin.id],
      ] as const) {
        for (const method of ['GET', 'PATCH', 'DELETE']) {
          const answer = await as(
            token,
            method,
            `/users/${id}`,
            method === 'PATCH' ? { name: 'Mine now' } : undefined,
          );
          expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
        }
      }
      const list = await as<{ data: { organizationId: string }[] }>(elsewhere.token, 'GET', '/users');
      expect(list.body.data.map(({ organizationId }) => organizationId)).toEqual([elsewhere.id]);
    });

    it('let a super_admin in with X-Organization-Id, and nobody else', async () => {
      const elsewhere = await anotherOrganization();
      const read = (token: string, headers: Record<string, string>) =>
        as(token, 'GET', `/users/${elsewhere.admin.id}`, undefined, headers);
      expect((await read(world.admin.token, elsewhere.inside)).status).toBe(200);
      expect((await read(users.admin.token, elsewhere.inside)).status).toBe(403);
      expect((await read(elsewhere.token, elsewhere.inside)).status).toBe(200);
      expect((await read(world.admin.token, { 'x-organization-id': randomUUID() })).status).toBe(404);
      expect((await read(world.admin.token, { 'x-organization-id': 'x' })).status).toBe(404);
    });

    it('keep their last admin', async () => {
      const { admin, token } = await anotherOrganization();
      for (const change of [{ roles: ['viewer'] }, { status: 'disabled' }]) {
        expect(await as(token, 'PATCH', `/users/${admin.id}`, change)).toMatchObject({
          status: 409,
          body: { code: 'CONFLICT' },
        });
      }
      expect((await as(token, 'DELETE', `/users/${admin.id}`)).status).toBe(409);
      expect((await as(token, 'GET', '/auth/me')).status).toBe(200);
      const second = await create(token, { roles: ['admin'] });
      const race = await Promise.all([
        as(token, 'DELETE', `/users/${admin.id}`),
        as(token, 'DELETE', `/users/${second.body.id}`),
      ]);
      expect(race.map(({ status }) => status).toSorted((a, b) => a - b)).not.toEqual([204, 204]);
    });

    it('are made, renamed and deleted by a super_admin', async () => {
      const { id, token } = await anotherOrganization();
      const path = `/organizations/${id}`;
      expect(await as(world.admin.token, 'GET', path)).toMatchObject({
        status: 200,
        body: { id, name: 'Elsewhere', version: 1 },
      });
      expect(
        (await as(world.admin.token, 'PATCH', path, { name: 'Nearby' }, { 'if-match': '"1"' })).body,
      ).toMatchObject({ name: 'Nearby', version: 2 });
      expect(
        (await as(world.admin.token, 'PATCH', path, { name: 'Late' }, { 'if-match': '"1"' })).status,
      ).toBe(412);
      expect(
        (await as(world.admin.token, 'DELETE', path, undefined, { 'x-organization-id': id })).status,
      ).toBe(409);
      expect((await as(token, 'GET', '/auth/me')).status).toBe(200);
      expect((await as(world.admin.token, 'DELETE', path)).status).toBe(204);
      expect((await as(token, 'GET', '/auth/me')).status).toBe(401);
      expect((await as(world.admin.token, 'DELETE', `/organizations/${world.organizationId}`)).status).toBe(
        409,
      );
    });
  });
});
