import { overSocket, type RawAnswer, rawRequest } from '../support/raw-request';
import { aWorld, type World, type WorldUser } from '../support/world';

const APP = 'https://app.example.com';
const OTHER = 'https://evil.example.com';
const USERS = '/api/v1/users';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Ways of writing a path that some servers take for the guarded one after their guard has looked. */
const PATHS = [
  '//api/v1/users',
  '/api//v1/users',
  '/api/v1//users',
  '/api/v1/users/',
  '/api/v1/users//',
  '/api/v1/./users',
  '/./api/v1/users',
  '/api/v1/health/../users',
  '/health/../api/v1/users',
  '/health/%2e%2e/api/v1/users',
  '/health/..%2fapi/v1/users',
  '/docs/../api/v1/users',
  '/api/v1/auth/login/../../users',
  '/api%2fv1%2fusers',
  '/api/v1%2fusers',
  '/api/v1/users%2f',
  '/api/v1/users%252f',
  '/api/v1/users%00',
  '/api/v1/users%20',
  '/api/v1/users%0a',
  '/api/v1/users%3f',
  '/api/v1/users%23',
  '/%61pi/v1/users',
  '/api/v1/%75sers',
  '/api/v1/%2575sers',
  '/api/v1/user%73?limit=1',
  '/api/v1/users;a=b',
  '/api/v1/users.json',
  '/api/v1/users\\',
  '/API/V1/USERS',
  '/api/v1/Users',
  'http://health/api/v1/users',
  `${USERS}?`,
  `${USERS}#health`,
];
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override', '_method'];
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': expect.stringContaining('max-age='),
};

describe('at the edge of HTTP', () => {
  let world: World;
  let viewer: WorldUser;

  beforeAll(async () => {
    world = await aWorld({ env: { CORS_ORIGINS: `${APP}, http://localhost:5173` } });
    viewer = await world.user({ roles: ['viewer'] });
  });
  afterAll(() => world.close());

  const bearer = (user: WorldUser) => ({ authorization: `Bearer ${user.token}` });
  const raw = (path: string, options: Partial<Parameters<typeof rawRequest>[1]> = {}) =>
    rawRequest(world.api, { path, ...options });
  const problem = ({ text }: RawAnswer) => JSON.parse(text) as Record<string, unknown>;

  describe('no trick passes the guard', () => {
    it.each(PATHS)('%j', async (path) => {
      for (const headers of [{}, bearer(viewer)]) {
        const answer = await raw(path, { headers });
        expect([400, 401, 403, 404]).toContain(answer.status);
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(answer.text).not.toContain(viewer.email);
      }
    });

    it.each(['HEAD', 'TRACE', 'OPTIONS', 'PROPFIND', 'QUERY'])('method %s', async (method) => {
      const answer = await raw(USERS, { method, headers: bearer(viewer) });
      expect([400, 403, 404, 405, 501]).toContain(answer.status);
      expect(answer.text).not.toContain(viewer.token);
      const unknown = await raw(USERS, { method });
      expect([400, 401, 404, 405, 501]).toContain(unknown.status);
    });

    it.each(OVERRIDES)('%s does not make another method of it', async (name) => {
      const headers = { ...bearer(world.admin), [name]: 'DELETE' };
      expect((await raw(`${USERS}/${viewer.id}`, { headers })).status).toBe(200);
      const posted = await raw(`${USERS}/${viewer.id}?_method=DELETE`, {
        method: 'POST',
        headers: { ...headers, ...JSON_TYPE },
        body: '{"_method":"DELETE"}',
      });
      expect(posted.status).toBe(404);
      expect((await raw(`${USERS}/${viewer.id}`, { headers: bearer(world.admin) })).status).toBe(200);
    });

    it.each(['x-original-url', 'x-rewrite-url', 'x-forwarded-uri', 'x-forwarded-prefix'])(
      '%s does not make another path of it',
      async (name) => {
        const answer = await raw('/health/live', { headers: { [name]: USERS } });
        expect(JSON.parse(answer.text)).toEqual({ status: 'alive' });
      },
    );

    it.each(['/docs/../package.json', '/docs/%2e%2e/%2e%2e/package.json', '/docs/..%2f..%2fpackage.json'])(
      '%s reads no file',
      async (path) => {
        const answer = await raw(path);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.text).not.toContain('"version"');
      },
    );
  });

  describe('headers', () => {
    it.each([
      ['an answer', 'GET', '/health', {}, 200],
      ['a refusal', 'GET', USERS, {}, 401],
      ['a path that is none', 'GET', '/nothing', {}, 404],
      ['a path that cannot be read', 'GET', '/api/v1/users/%ff', {}, 400],
      ['a body that is none', 'POST', '/api/v1/auth/login', JSON_TYPE, 400],
      ['a preflight', 'OPTIONS', USERS, { origin: APP, 'access-control-request-method': 'GET' }, 204],
    ])('%s carries the ones that protect, and is not kept', async (_case, method, path, headers, status) => {
      const answer = await raw(path, { method, headers });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({ ...SECURITY_HEADERS, 'cache-control': 'no-store' });
      expect(answer.headers).not.toHaveProperty('x-powered-by');
      expect(answer.headers).not.toHaveProperty('server');
    });

    it('are the same on an answer from memory', async () => {
      const path = '/api/v1/data/metrics?aggregation=sum&from=2024-01-01&to=2024-02-01';
      const first = await world.request('GET', path, { token: viewer.token, headers: { origin: APP } });
      const again = await world.request('GET', path, { token: viewer.token, headers: { origin: APP } });
      expect(again.headers.get('x-cache')).toBe('HIT');
      expect(Object.fromEntries(again.headers)).toMatchObject({
        ...SECURITY_HEADERS,
        'cache-control': 'private, no-cache',
      });
      const names = ({ headers }: { headers: Headers }) =>
        [...headers.keys()].filter((name) => name !== 'server-timing');
      expect(names(again)).toEqual(names(first));
    });

    it('stand on what could not be read as HTTP', async () => {
      const answer = await overSocket(world.api, 'hello there\r\n\r\n');
      for (const name of Object.keys(SECURITY_HEADERS)) expect(answer).toContain(`${name}: `);
    });

    it('let Swagger UI run its own scripts and no others', async () => {
      const { headers } = await raw('/docs');
      expect(headers['content-security-policy']).toContain("script-src 'self'");
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
    });

    it('keep tokens out of every store', async () => {
      const { email, password } = viewer;
      const login = await world.request('POST', '/api/v1/auth/login', { body: { email, password } });
      expect(login.headers.get('cache-control')).toBe('no-store');
    });
  });

  it('a request that says JSON and has no body is one without a body', async () => {
    const { email, password } = viewer;
    const login = await world.request<{ accessToken: string }>('POST', '/api/v1/auth/login', {
      body: { email, password },
    });
    const headers = { authorization: `Bearer ${login.body.accessToken}`, ...JSON_TYPE };
    expect((await raw('/api/v1/auth/logout', { method: 'POST', headers })).status).toBe(204);
    const refused = await raw('/api/v1/auth/login', { method: 'POST', headers: JSON_TYPE });
    expect(problem(refused)).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });

  describe('CORS', () => {
    const preflight = (origin: string, method = 'PATCH') =>
      raw(USERS, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization,if-match',
        },
      });

    it('lets the front ends of the list ask and read', async () => {
      const { status, headers } = await preflight(APP);
      expect(status).toBe(204);
      expect(headers).toMatchObject({
        'access-control-allow-origin': APP,
        'access-control-allow-methods': expect.stringContaining('PATCH'),
        'access-control-allow-headers': expect.stringMatching(/Authorization.*If-Match.*X-Request-Id/),
        vary: 'Origin',
      });
      const answer = await raw(USERS, { headers: { origin: APP, ...bearer(world.admin) } });
      expect(answer.headers['access-control-allow-origin']).toBe(APP);
      const exposed = answer.headers['access-control-expose-headers'];
      for (const name of [
        'ETag',
        'RateLimit',
        'RateLimit-Policy',
        'X-Request-Id',
        'X-Cache',
        'Location',
        'Retry-After',
      ])
        expect(exposed?.split(', ')).toContain(name);
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    });

    it('lets a front end read why it was refused', async () => {
      for (const path of [USERS, '/api/v1/data/points']) {
        const answer = await raw(path, {
          method: 'POST',
          headers: { origin: APP, ...JSON_TYPE },
          body: '{}',
        });
        expect(answer.status).toBe(401);
        expect(answer.headers['access-control-allow-origin']).toBe(APP);
      }
    });

    it.each([
      OTHER,
      'null',
      `${APP}.evil.example`,
      'https://xapp.example.com',
      'http://app.example.com',
      `${APP}:444`,
    ])('does not let %s', async (origin) => {
      const { status, headers } = await preflight(origin);
      expect(status).toBe(204);
      const answer = await raw('/health', { headers: { origin } });
      for (const each of [headers, answer.headers]) {
        expect(each).not.toHaveProperty('access-control-allow-origin');
        expect(each.vary).toContain('Origin');
      }
    });
  });

  describe('bodies and parameters', () => {
    const dashboard = (body: string) =>
      raw('/api/v1/dashboards', { method: 'POST', headers: { ...bearer(world.admin), ...JSON_TYPE }, body });
    const nested = (levels: number) => `{"a":`.repeat(levels) + '1' + '}'.repeat(levels);

    it.each([
      ['a NUL', String.raw`{"name":"a\u0000b"}`, '/name'],
      ['half a surrogate pair', String.raw`{"name":"\ud800"}`, '/name'],
      ['a NUL deep inside', String.raw`{"name":"a","tags":["b","\u0000"]}`, '/tags/1'],
      ['an unknown property', '{"name":"a","isAdmin":true}', '/isAdmin'],
    ])('%s is 400 and names the field', async (_case, body, pointer) => {
      const answer = await dashboard(body);
      expect(answer.status).toBe(400);
      expect(problem(answer).errors).toEqual([expect.objectContaining({ pointer })]);
    });

    it.each([
      ['the prototype', '{"name":"a","__proto__":{"isAdmin":true}}'],
      ['the prototype, deep inside', '{"name":"a","layout":{"__proto__":{"columns":12}}}'],
      ['the constructor’s prototype', '{"name":"a","constructor":{"prototype":{"isAdmin":true}}}'],
      ['33 levels', nested(33)],
      ['100,000 levels', '['.repeat(100_000)],
    ])('%s is 400', async (_case, body) => {
      expect((await dashboard(body)).status).toBe(400);
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    });

    it.each([
      ['limit=1&limit=2', '/limit'],
      ['search=a&search=b', '/search'],
      ['search=a%00', '/search'],
      ['search[a]=b', '/search[a]'],
      ['__proto__=1', '/__proto__'],
      ['constructor=1', '/constructor'],
    ])('?%s is 400 and names the parameter', async (query, pointer) => {
      const answer = await raw(`/api/v1/dashboards?${query}`, { headers: bearer(world.admin) });
      expect(answer.status).toBe(400);
      expect(problem(answer).errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
    });

    it.each([
      ['aggregation=sum&aggregation=avg', '/aggregation'],
      ['timerange=1d&timerange=2d', '/timerange'],
      ['metric=a%00', '/metric'],
    ])('of a query, ?%s is 400 too', async (query, pointer) => {
      const answer = await raw(`/api/v1/data/metrics?${query}`, { headers: bearer(world.admin) });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(problem(answer).errors)).toContain(pointer);
    });

    it.each([
      ['larger than 1 MiB', '/api/v1/dashboards', 1_048_577, 413],
      ['larger than 16 KiB, where anybody may send it', '/api/v1/auth/login', 16_385, 413],
    ])('%s is 413', async (_case, path, size, status) => {
      const body = `{"name":"${'x'.repeat(size)}"}`;
      const answer = await raw(path, {
        method: 'POST',
        headers: { ...bearer(world.admin), ...JSON_TYPE },
        body,
      });
      expect(answer.status).toBe(status);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ])('of type %s is 415', async (type) => {
      const headers = { ...bearer(world.admin), 'content-type': type };
      const answer = await raw('/api/v1/dashboards', { method: 'POST', headers, body: 'name=a' });
      expect(answer.status).toBe(415);
    });

    it.each(['a\r\nb', 'ü', 'x'.repeat(101), '<script>'])(
      'takes no X-Request-Id like %j over',
      async (id) => {
        const headers = { 'x-request-id': encodeURIComponent(id) };
        const answer = await raw('/health', { headers });
        expect(answer.headers['x-request-id']).not.toBe(headers['x-request-id']);
      },
    );
  });
});
