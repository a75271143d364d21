import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OrganizationService, systemPrincipal } from '@app/auth';
import { EventBroadcast } from '@app/database';
import { createLogger } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { aWorld, type World } from '../support/world';

const BOUND_MS = 1_000;

describe('two api processes on one database', () => {
  let world: World;
  let other: NestFastifyApplication;
  let otherUrl: string;
  beforeAll(async () => {
    world = await aWorld();
    other = await createApi({ config: world.config, logger: createLogger({ name: 'api', level: 'silent' }) });
    await other.listen(0, '127.0.0.1');
    otherUrl = await other.getUrl();
  });
  afterAll(async () => {
    await other.close();
    await world.close();
  });

  const askOther = async (token: string, path: string): Promise<number> => {
    const response = await fetch(`${otherUrl}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await response.arrayBuffer();
    return response.status;
  };

  /** Asks again and again; answers how long after `since` a request that still got the old answer began. */
  const lastOldAnswer = async (
    since: number,
    token: string,
    path: string,
    changed: number,
  ): Promise<number> => {
    for (let last = 0; ;) {
      const began = performance.now();
      if ((await askOther(token, path)) === changed) return last;
      last = began - since;
      if (last > 5 * BOUND_MS) return last;
    }
  };

  it('a session that ends in one is refused by the other within a second', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    expect(await askOther(token, '/auth/me')).toBe(200);
    expect((await world.request('POST', '/api/v1/auth/logout', { token })).status).toBe(204);
    expect(await lastOldAnswer(performance.now(), token, '/roles', 401)).toBeLessThanOrEqual(BOUND_MS);
  });

  it('a session that ends in one is refused by the other as soon as it is broadcast', async () => {
    const { id: userId, token } = await world.user({ roles: ['viewer'] });
    const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sid: string;
    };
    expect(await askOther(token, '/roles')).toBe(200);
    // Only the event says so, not the table: what the other process refuses now, it refuses because it heard.
    await world.app.get<EventBroadcast>(EventBroadcast).publish({
      topic: 'session.ended',
      subject: userId,
      organizationId: world.organizationId,
      payload: { sessionIds: [sid], userId },
    });
    expect(await lastOldAnswer(performance.now(), token, '/roles', 401)).toBeLessThanOrEqual(BOUND_MS);
  });

  it('a role that is taken away in one is gone in the other within a second', async () => {
    const { id, token } = await world.user({ roles: ['admin'] });
    expect(await askOther(token, '/users')).toBe(200);
    await world.request('PATCH', `/api/v1/users/${id}`, {
      token: world.admin.token,
      body: { roles: ['viewer'] },
    });
    expect(await lastOldAnswer(performance.now(), token, '/users', 403)).toBeLessThanOrEqual(BOUND_MS);
  });

  it.each([
    ['disabled', { status: 'disabled' }],
    ['given another password', { password: 'nine purple kettles hum' }],
  ])('a user that is %s in one is refused by the other within a second', async (_what, change) => {
    const { id, token } = await world.user({ roles: ['viewer'] });
    expect(await askOther(token, '/roles')).toBe(200);
    await world.request('PATCH', `/api/v1/users/${id}`, { token: world.admin.token, body: change });
    expect(await lastOldAnswer(performance.now(), token, '/roles', 401)).toBeLessThanOrEqual(BOUND_MS);
  });

  it('a user that is deleted in one is refused by the other within a second', async () => {
    const { id, token } = await world.user({ roles: ['viewer'] });
    expect(await askOther(token, '/roles')).toBe(200);
    await world.request('DELETE', `/api/v1/users/${id}`, { token: world.admin.token });
    expect(await lastOldAnswer(performance.now(), token, '/roles', 401)).toBeLessThanOrEqual(BOUND_MS);
  });

  it('a refresh token is traded for one pair, in whichever of them', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const login = await world.request<{ refreshToken: string }>('POST', '/api/v1/auth/login', {
      body: { email: user.email, password: user.password },
    });
    const refresh = (url: string) =>
      fetch(`${url}/api/v1/auth/refresh`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ refreshToken: login.body.refreshToken }),
      });
    const answers = await Promise.all([world.api, otherUrl, world.api, otherUrl].map(refresh));
    const pairs = await Promise.all(
      answers.map((answer) => answer.json() as Promise<{ accessToken: string }>),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBe(1);
    expect(await askOther(pairs[0]?.accessToken ?? '', '/auth/me')).toBe(200);
  });

  it('the last super_admin is not deleted with an organization, even by one who was a super_admin a moment ago', async () => {
    const { body } = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
      token: world.admin.token,
      body: { name: 'Elsewhere' },
    });
    await world.request('POST', '/api/v1/users', {
      token: world.admin.token,
      headers: { 'x-organization-id': body.id },
      body: {
        email: 'last@example.com',
        name: 'Last',
        roles: ['super_admin'],
        password: 'nine purple kettles hum',
      },
    });
    const roles = (names: string) =>
      world.database.query('UPDATE users SET roles = $1 WHERE id = $2', [names, world.admin.id]);
    await roles('{viewer}');
    const principal = { ...systemPrincipal('', world.organizationId, []), id: world.admin.id };
    const remove = () => world.get(OrganizationService).remove(principal, body.id, undefined);
    await expect(remove()).rejects.toMatchObject({ code: 'CONFLICT' });
    await roles('{super_admin,admin}');
    await expect(remove()).resolves.toBeUndefined();
  });

  it('a token in use costs two statements a second at most, however many requests it makes', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    const query = jest.spyOn(world.database, 'query');
    const began = performance.now();
    for (let round = 0; round < 40; round++) {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => world.request('GET', '/api/v1/roles', { token })),
      );
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
    const seconds = (performance.now() - began) / 1_000;
    expect(query.mock.calls.length).toBeLessThanOrEqual(2 * seconds + 2);
    query.mockRestore();
  });
});
