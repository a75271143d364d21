import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign as signWith } from 'node:crypto';
import { SteppedClock } from '../support/stepped-clock';
import { aWorld, type World } from '../support/world';

const PREVIOUS = randomBytes(48).toString('base64url');
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
const claimsOf = (token: string): Record<string, unknown> => decode(token.split('.')[1]);

describe('access tokens', () => {
  const clock = new SteppedClock();
  let world: World;
  beforeAll(async () => {
    world = await aWorld({ clock, env: { JWT_SECRET_PREVIOUS: PREVIOUS } });
  });
  afterAll(() => world.close());

  const me = (headers: Record<string, string>) =>
    world.request<{ code: string }>('GET', '/api/v1/auth/me', { headers });
  const bearer = (token: string) => me({ authorization: `Bearer ${token}` });
  const signed = (
    claims: object,
    secret = world.config.jwtSecret,
    algorithm: 'HS256' | 'HS512' = 'HS256',
    kid: unknown = decode(world.admin.token.split('.')[0]).kid,
  ): string => {
    const text = `${encode({ alg: algorithm, typ: 'JWT', kid })}.${encode(claims)}`;
    return `${text}.${createHmac(algorithm.replace('HS', 'sha'), secret).update(text).digest('base64url')}`;
  };

  it('accepts what it signs, which is HS256', async () => {
    expect(decode(world.admin.token.split('.')[0])).toMatchObject({ alg: 'HS256' });
    expect((await bearer(world.admin.token)).status).toBe(200);
    expect((await bearer(signed(claimsOf(world.admin.token)))).status).toBe(200);
  });

  it('accepts what the key before the present one has signed, under its name alone', async () => {
    const claims = claimsOf(world.admin.token);
    const kid = createHmac('sha256', PREVIOUS).update('vitrine kid').digest('base64url').slice(0, 12);
    expect((await bearer(signed(claims, PREVIOUS, 'HS256', kid))).status).toBe(200);
    expect((await bearer(signed(claims, PREVIOUS))).status).toBe(401);
    expect((await bearer(signed(claims, world.config.jwtSecret, 'HS256', kid))).status).toBe(401);
  });

  it('answers 401 with a challenge and a problem when there is no credential', async () => {
    const answer = await me({});
    expect(answer).toMatchObject({
      status: 401,
      body: {
        status: 401,
        code: 'UNAUTHENTICATED',
        error: 'Authentication required',
        instance: '/api/v1/auth/me',
      },
    });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toHaveProperty('requestId', answer.headers.get('x-request-id'));
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Token abc'])(
    'answers 401 to Authorization: %p',
    async (authorization) => {
      expect(await me({ authorization })).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    },
  );

  it('does not take a token from the URL or a cookie', async () => {
    const { token } = world.admin;
    expect((await world.request('GET', `/api/v1/auth/me?access_token=${token}&token=${token}`)).status).toBe(
      401,
    );
    expect((await me({ cookie: `accessToken=${token}` })).status).toBe(401);
  });

  it('refuses every other algorithm, key and shape', async () => {
    const { token } = world.admin;
    const claims = claimsOf(token);
    const [header, payload, signature] = token.split('.');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsText = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
    const forged: Record<string, string> = {
      'alg none': `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      'alg None with a signature': `${encode({ alg: 'None', typ: 'JWT' })}.${payload}.${signature}`,
      'no signature': `${header}.${payload}.`,
      'two parts': `${header}.${payload}`,
      'a swapped header': `${encode({ alg: 'HS512', typ: 'JWT' })}.${payload}.${signature}`,
      'HS512 with the right secret': signed(claims, world.config.jwtSecret, 'HS512'),
      'another secret': signed(claims, 'x'.repeat(48)),
      'an empty secret': signed(claims, ''),
      'the name of no key': signed(claims, world.config.jwtSecret, 'HS256', 'AAAAAAAAAAAA'),
      'the name of a property': signed(claims, world.config.jwtSecret, 'HS256', '__proto__'),
      'a name that is no text': signed(claims, world.config.jwtSecret, 'HS256', null),
      'a path for a name': signed(claims, '', 'HS256', '../../dev/null'),
      RS256: `${rsText}.${signWith('sha256', Buffer.from(rsText), privateKey).toString('base64url')}`,
      'a public key as HMAC secret': signed(
        claims,
        publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      ),
      'more permissions': `${header}.${encode({ ...claims, roles: ['super_admin'] })}.${signature}`,
      'a changed signature': `${header}.${payload}.${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`,
      'an embedded key': signed(claims, 'attacker').replace(
        /^[^.]+/,
        encode({ alg: 'HS256', jwk: { kty: 'oct', k: 'YXR0YWNrZXI' } }),
      ),
      rubbish: 'a.b.c',
      'something long': 'x'.repeat(9_000),
      'another issuer': signed({ ...claims, iss: 'somebody' }),
      'another audience': signed({ ...claims, aud: 'vitrine-embed' }),
      'no audience': signed({ ...claims, aud: undefined }),
      'another type': signed({ ...claims, typ: 'refresh' }),
      'no type': signed({ ...claims, typ: undefined }),
      'no expiry': signed({ ...claims, exp: undefined }),
      'no session': signed({ ...claims, sid: undefined }),
      'permissions that are no list': signed({ ...claims, permissions: 'dashboard:read' }),
    };
    for (const [name, forgery] of Object.entries(forged)) {
      const { status, body } = await bearer(forgery);
      expect({ name, status, code: body.code }).toEqual({ name, status: 401, code: 'INVALID_TOKEN' });
    }
  });

  it('refuses a well-signed token whose session does not exist', async () => {
    const claims = claimsOf(world.admin.token);
    expect(await bearer(signed({ ...claims, sid: randomUUID() }))).toMatchObject({
      status: 401,
      body: { code: 'SESSION_ENDED' },
    });
  });

  it('never grants more than the user has now, whatever a token says', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    const inflated = signed({
      ...claimsOf(viewer.token),
      roles: ['super_admin'],
      permissions: claimsOf(world.admin.token).permissions,
    });
    expect(await world.request('GET', '/api/v1/users', { token: inflated })).toMatchObject({
      status: 403,
      body: { code: 'INSUFFICIENT_PERMISSIONS', error: 'Insufficient permissions' },
    });
  });

  it('refuses an expired token, known or not, and refreshes it', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const { body } = await world.request<{ accessToken: string; refreshToken: string }>(
      'POST',
      '/api/v1/auth/login',
      { body: credentials(user) },
    );
    expect((await bearer(body.accessToken)).status).toBe(200);
    clock.advance(900_000 + 1_000);
    for (const token of [body.accessToken, user.token]) {
      expect(await bearer(token)).toMatchObject({
        status: 401,
        body: { code: 'TOKEN_EXPIRED', error: 'Token expired' },
      });
    }
    const next = await world.request<{ accessToken: string; refreshToken: string }>(
      'POST',
      '/api/v1/auth/refresh',
      {
        body: { refreshToken: body.refreshToken },
      },
    );
    expect((await bearer(next.body.accessToken)).status).toBe(200);
    clock.advance(31 * 86_400_000);
    expect(
      await world.request('POST', '/api/v1/auth/refresh', { body: { refreshToken: next.body.refreshToken } }),
    ).toMatchObject({
      status: 401,
      body: { code: 'SESSION_ENDED' },
    });
  });
});

function credentials({ email, password }: { email: string; password: string }): {
  email: string;
  password: string;
} {
  return { email, password };
}
