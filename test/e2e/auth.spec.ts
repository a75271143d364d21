import { hash } from '@node-rs/argon2';
import { aWorld, type World } from '../support/world';

interface Tokens {
  accessToken: string;
  tokenType: string;
  expiresIn: number;
  refreshToken: string;
  user: { id: string; email: string };
}

describe('signing in and out', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  const login = (email: string, password: string) =>
    world.request<Tokens>('POST', '/api/v1/auth/login', {
      body: { email, password },
      headers: { 'user-agent': 'test/1.0' },
    });
  const refresh = (refreshToken: string) =>
    world.request<Tokens & { code?: string }>('POST', '/api/v1/auth/refresh', { body: { refreshToken } });
  const me = (token: string) =>
    world.request<{ code?: string; email?: string }>('GET', '/api/v1/auth/me', { token });
  const signedIn = async (roles = ['viewer']) => {
    const user = await world.user({ roles });
    const { body } = await login(user.email, user.password);
    return { ...user, ...body };
  };

  it('answers a login with tokens and the user, whatever the case of the email', async () => {
    const user = await world.user({ roles: ['analyst'] });
    const { status, headers, body } = await login(user.email.toUpperCase(), user.password);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      user: {
        id: user.id,
        organizationId: world.organizationId,
        email: user.email,
        name: 'A user',
        roles: ['analyst'],
        status: 'active',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        version: 1,
      },
    });
    const claims = JSON.parse(
      Buffer.from(body.accessToken.split('.')[1] ?? '', 'base64url').toString(),
    ) as Record<string, unknown>;
    expect(Object.keys(claims).toSorted()).toEqual([
      'aud',
      'email',
      'exp',
      'iat',
      'iss',
      'jti',
      'org',
      'permissions',
      'roles',
      'sid',
      'sub',
      'typ',
    ]);
    expect(claims).toMatchObject({
      sub: user.id,
      org: world.organizationId,
      roles: ['analyst'],
      typ: 'access',
    });
    expect(claims.permissions).toContain('dashboard:write');
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
  });

  it('says the same of a wrong password, an unknown email and a disabled user', async () => {
    const user = await signedIn();
    const disabled = await world.user({ roles: ['viewer'] });
    await world.request('PATCH', `/api/v1/users/${disabled.id}`, {
      token: world.admin.token,
      body: { status: 'disabled' },
    });
    const answers = await Promise.all([
      login(user.email, 'not the password'),
      login('nobody@example.com', 'not the password'),
      login(disabled.email, disabled.password),
    ]);
    const problems = answers.map(({ status, body }) => ({ ...body, status, requestId: '', timestamp: '' }));
    expect(problems[0]).toMatchObject({
      status: 401,
      code: 'INVALID_CREDENTIALS',
      error: 'Invalid credentials',
    });
    expect(problems[1]).toEqual(problems[0]);
    expect(problems[2]).toEqual(problems[0]);
  });

  it.each([
    ['no body', undefined],
    ['no fields', {}],
    ['another type', { email: 'ada@example.com', password: 12 }],
    ['a NUL in the email', { email: 'a\u0000@example.com', password: 'x' }],
    ['a password beyond the limit', { email: 'ada@example.com', password: 'x'.repeat(257) }],
    ['an unknown field', { email: 'ada@example.com', password: 'x', admin: true }],
  ])('answers 400 to a login with %s', async (_name, body) => {
    const answer = await world.request('POST', '/api/v1/auth/login', {
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer).toMatchObject({ status: 400, body: { error: 'Validation failed' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  });

  it('hashes a password anew at a login when its hash was made with other parameters', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const weaker = await hash(user.password, {
      algorithm: 2,
      memoryCost: 9_216,
      timeCost: 4,
      parallelism: 1,
    });
    const stored = async (): Promise<string> => {
      const { rows } = await world.database.query<{ hash: string }>(
        'SELECT password_hash AS hash FROM users WHERE id = $1',
        [user.id],
      );
      return rows[0]?.hash ?? '';
    };
    await world.database.query('UPDATE users SET password_hash = $1 WHERE id = $2', [weaker, user.id]);
    expect((await login(user.email, 'not the password')).status).toBe(401);
    expect(await stored()).toBe(weaker);
    expect((await login(user.email, user.password)).status).toBe(200);
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await login(user.email, user.password)).status).toBe(200);
  });

  it('refuses refresh tokens that are none', async () => {
    const user = await signedIn();
    for (const token of ['x', `${user.refreshToken}x`, user.accessToken.slice(0, 200), 'A'.repeat(43)]) {
      expect(await refresh(token)).toMatchObject({ status: 401, body: { code: 'INVALID_TOKEN' } });
    }
  });

  it('logs out at once: access and refresh token, this session alone', async () => {
    const user = await signedIn();
    expect((await me(user.accessToken)).status).toBe(200);
    const answer = await world.request('POST', '/api/v1/auth/logout', { token: user.accessToken });
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(await me(user.accessToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    expect(await refresh(user.refreshToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    expect((await me(user.token)).status).toBe(200);
  });

  it('tells who you are', async () => {
    const user = await signedIn();
    expect(await me(user.accessToken)).toMatchObject({
      status: 200,
      body: {
        id: user.id,
        email: user.email,
        roles: ['viewer'],
        permissions: ['dashboard:read', 'widget:read', 'data:read'],
      },
    });
  });

  it('lists your sessions and ends one of them, never somebody else’s', async () => {
    const user = await signedIn();
    const stranger = await signedIn();
    const list = await world.request<{ data: { id: string; current: boolean; userAgent: string }[] }>(
      'GET',
      '/api/v1/auth/sessions',
      {
        token: user.accessToken,
      },
    );
    expect(list.body.data).toHaveLength(2);
    expect(list.body).toMatchObject({
      page: { limit: 50, nextCursor: null },
      data: [{ current: true, userAgent: 'test/1.0' }, { current: false }],
    });
    const other = list.body.data.find(({ current }) => !current)?.id ?? '';
    const end = (token: string, id: string) =>
      world.request('DELETE', `/api/v1/auth/sessions/${id}`, { token });
    expect((await end(stranger.accessToken, other)).status).toBe(404);
    expect((await end(user.accessToken, 'not-an-id')).status).toBe(404);
    expect((await end(user.accessToken, other)).status).toBe(204);
    expect((await end(user.accessToken, other)).status).toBe(404);
    expect((await me(user.token)).status).toBe(401);
    expect((await me(user.accessToken)).status).toBe(200);
  });

  it('changes the password, ends the other sessions and keeps this one', async () => {
    const user = await signedIn();
    const change = (currentPassword: string, newPassword: string) =>
      world.request('PUT', '/api/v1/auth/password', {
        token: user.accessToken,
        body: { currentPassword, newPassword },
      });
    expect(await change('wrong', 'seven quiet lanterns')).toMatchObject({
      status: 401,
      body: { code: 'INVALID_CREDENTIALS' },
    });
    expect(await change(user.password, user.email)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/newPassword' }] },
    });
    expect(await change(user.password, 'Password123456')).toMatchObject({ status: 400 });
    expect((await change(user.password, 'seven quiet lanterns')).status).toBe(204);
    expect((await me(user.accessToken)).status).toBe(200);
    expect((await me(user.token)).status).toBe(401);
    expect((await login(user.email, user.password)).status).toBe(401);
    expect((await login(user.email, 'seven quiet lanterns')).status).toBe(200);
  });
});
