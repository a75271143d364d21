import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionStates } from '@app/auth';
import { Clock, createLogger, loadConfig } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { eventually } from '../support/eventually';
import { ADMIN, type Answer, aWorld, login, type RequestOptions, send, type World } from '../support/world';

const APP = 'https://app.example.com';
const MINUTE_MS = 60_000;
const SALES = '/api/v1/data/metrics?metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';
const QUERY = {
  metrics: [{ metric: 'sales', aggregation: 'sum' }],
  timeRange: { from: '2024-01-01', to: '2024-02-01' },
};

/** Stands at the beginning of an hour and goes on when told. */
class HourClock extends Clock {
  private time = Date.UTC(2026, 10, 24, 12);
  now(): Date {
    return new Date(this.time);
  }
  advance(ms: number): void {
    this.time += ms;
  }
}

interface Problem {
  code?: string;
  error?: string;
  retryAfter?: number;
}

/** The `r` of the only limit of an answer. */
const left = ({ headers }: Answer<unknown>): number =>
  Number(/;r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);

describe('limits of requests', () => {
  const clock = new HourClock();
  let world: World;
  /** Another process on the same counts, behind a proxy that it trusts. */
  let other: NestFastifyApplication;
  let otherUrl: string;

  beforeAll(async () => {
    const env = {
      RATE_LIMIT_DATA_READS: '8',
      RATE_LIMIT_REQUESTS: '20',
      RATE_LIMIT_POINTS: '90',
      RATE_LIMIT_PROBES: '100',
      CORS_ORIGINS: APP,
    };
    world = await aWorld({ clock, env });
    const config = loadConfig({ ...world.environment, TRUSTED_PROXIES: '127.0.0.1' });
    other = await createApi({ config, clock, logger: createLogger({ name: 'api', level: 'silent' }) });
    await other.listen(0, '127.0.0.1');
    otherUrl = (await other.getUrl()).replace('[::1]', '127.0.0.1');
    const points = [{ metric: 'sales', value: 1, timestamp: '2024-01-05T10:00:00Z' }];
    await world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
  });
  afterAll(async () => {
    await other?.close();
    await world?.close();
  });
  beforeEach(() => clock.advance(MINUTE_MS));

  const ask = (method: string, path: string, options: RequestOptions = {}): Promise<Answer<Problem>> =>
    world.request<Problem>(method, path, options);
  const askOther = (method: string, path: string, options: RequestOptions = {}): Promise<Answer<Problem>> =>
    send<Problem>(otherUrl, method, path, options);
  const key = async (limits: object): Promise<string> => {
    const body = { name: 'A key', permissions: ['data:read', 'dashboard:read'], limits };
    // The clock may have gone on beyond the life of a token.
    const { token } = await login(world.api, ADMIN.email, ADMIN.password);
    const made = await world.request<{ key: string }>('POST', '/api/v1/api-keys', { token, body });
    expect(made.status).toBe(201);
    return made.body.key;
  };

  it('admit so many reads of data in a minute, then answer 429, and begin anew', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) {
      statuses.push((await ask('GET', SALES, { token })).status);
      statuses.push((await ask('POST', '/api/v1/data/query', { token, body: QUERY })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    clock.advance(20_000);
    const refused = await ask('GET', SALES, { token });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      status: 429,
      error: 'Rate limit exceeded',
      code: 'RATE_LIMITED',
      retryAfter: 40,
    });
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.headers.get('ratelimit')).toBe('"data-read";r=0;t=40');
    expect(refused.headers.get('ratelimit-policy')).toBe('"data-read";q=8;w=60');
    // Other areas and other users have their own counts.
    expect((await ask('GET', '/api/v1/roles', { token })).status).toBe(200);
    expect((await ask('GET', SALES, { token: world.admin.token })).status).toBe(200);
    clock.advance(40_000);
    expect((await ask('GET', SALES, { token })).status).toBe(200);
  });

  it('count every request once, whichever way it is answered', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    const answers: Answer<Problem>[] = [];
    const read = async (headers: Record<string, string> = {}): Promise<void> => {
      answers.push(await ask('GET', SALES, { token, headers }));
    };
    // An unknown token, a repeated request, one whose answer the client has, one that is computed anew.
    for (let i = 0; i < 3; i++) await read();
    await read({ 'if-none-match': answers[2]?.headers.get('etag') ?? '' });
    await read({ 'cache-control': 'no-cache' });
    answers.push(await ask('GET', '/api/v1/data/metrics?aggregation=nothing', { token }));
    answers.push(await ask('HEAD', SALES, { token }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 304, 200, 400, 200]);
    expect(answers.map(left)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('are told with every answer', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    const big = { headers: { 'content-type': 'application/json' }, body: Buffer.alloc(2 << 20) };
    const asked: [number, Promise<Answer<Problem>>][] = [
      [200, ask('GET', '/health')],
      [200, ask('GET', '/health/live')],
      [401, ask('GET', '/metrics')],
      [200, ask('GET', '/docs-json')],
      [404, ask('GET', '/nowhere')],
      [404, ask('GET', '/api/v1/nowhere', { token })],
      [401, ask('GET', SALES)],
      [401, ask('GET', SALES, { token: 'wrong' })],
      [401, ask('GET', SALES, { headers: { 'x-api-key': 'wrong' } })],
      [400, ask('GET', SALES, { token, headers: { 'x-api-key': 'wrong' } })],
      [403, ask('GET', '/api/v1/users', { token })],
      [404, ask('GET', '/api/v1/dashboards/x', { token })],
      [400, ask('POST', '/api/v1/data/query', { token, ...big, body: '{' })],
      [413, ask('POST', '/api/v1/data/query', { token, ...big })],
      [
        415,
        ask('POST', '/api/v1/data/query', { token, body: '<a/>', headers: { 'content-type': 'text/xml' } }),
      ],
      [401, ask('POST', '/api/v1/data/points', { body: {} })],
      [401, ask('POST', '/api/v1/auth/login', { body: { email: 'a@b.example', password: 'wrong' } })],
      [204, ask('POST', '/api/v1/auth/logout', { token: (await world.user({ roles: ['viewer'] })).token })],
    ];
    for (const [status, asking] of asked) {
      const answer = await asking;
      expect(answer.status).toBe(status);
      expect(answer.headers.get('ratelimit')).toMatch(/^"[a-z-]+";r=\d+;t=\d+$/);
      expect(answer.headers.get('ratelimit-policy')).toMatch(/^"[a-z-]+";q=\d+;w=(60|3600)$/);
    }
  });

  it('can be read by browsers of other origins, preflights and refusals included', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    const preflight = await ask('OPTIONS', SALES, {
      headers: { origin: APP, 'access-control-request-method': 'GET' },
    });
    expect([preflight.status, preflight.headers.get('ratelimit')]).toEqual([
      204,
      expect.stringMatching(/;r=\d+;/),
    ]);
    const answers: Answer<Problem>[] = [];
    for (let i = 0; i < 9; i++) answers.push(await ask('GET', SALES, { token, headers: { origin: APP } }));
    expect(answers.at(-1)?.status).toBe(429);
    expect(answers.at(-1)?.headers.get('access-control-allow-origin')).toBe(APP);
  });

  it('hold for an address where there is no credential, or a wrong one, and leave good ones alone', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    expect((await ask('GET', '/api/v1/roles', { token })).status).toBe(200);
    clock.advance(MINUTE_MS);
    const wrong: RequestOptions[] = [
      {},
      { token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' },
      { headers: { 'x-api-key': 'vtr_live_x' } },
      { headers: { authorization: 'Basic eDp5' } },
    ];
    const statuses: number[] = [];
    for (let i = 0; i < 24; i++) statuses.push((await ask('GET', '/api/v1/roles', wrong[i % 4])).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429, 429, 429]);
    expect((await ask('POST', '/api/v1/data/points', { body: {} })).status).toBe(401);
    // A token that this process knows is nobody's guess.
    expect((await ask('GET', '/api/v1/roles', { token })).status).toBe(200);
  });

  it('hold for bodies that cannot be read, however long ago the token was last looked at', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    expect((await ask('GET', '/api/v1/roles', { token })).status).toBe(200);
    const statuses: number[] = [];
    for (let i = 0; i < 21; i++) {
      world.get(SessionStates).forgetAll();
      const broken = { token, body: '{', headers: { 'content-type': 'application/json' } };
      statuses.push((await ask('POST', '/api/v1/dashboards', broken)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 19 }, () => 400), 429, 429]);
  });

  it('hold for refused requests too, and for credentials that were good once', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const elsewhere = { token: user.token, headers: { 'x-organization-id': crypto.randomUUID() } };
    const ended = await world.user({ roles: ['viewer'] });
    await ask('POST', '/api/v1/auth/logout', { token: ended.token });
    const made = { 'x-api-key': await key({}) };
    clock.advance(MINUTE_MS);
    const flood = async (options: RequestOptions): Promise<number[]> => {
      const statuses: number[] = [];
      for (let i = 0; i < 22; i++) statuses.push((await ask('GET', '/api/v1/users', options)).status);
      return statuses;
    };
    const limited = (status: number): number[] => [...Array.from({ length: 20 }, () => status), 429, 429];
    expect(await flood(elsewhere)).toEqual(limited(403));
    expect(await flood({ headers: made })).toEqual(limited(403));
    expect(await flood({ token: ended.token })).toEqual(limited(401));
  });

  it('believe X-Forwarded-For from trusted proxies alone', async () => {
    const spoof = (i: number) => ({ headers: { 'x-forwarded-for': `203.0.113.${i}` } });
    const untrusted: number[] = [];
    for (let i = 0; i < 22; i++) untrusted.push((await ask('GET', '/api/v1/roles', spoof(i))).status);
    expect(untrusted.slice(-2)).toEqual([429, 429]);
    for (let i = 0; i < 22; i++) expect((await askOther('GET', '/api/v1/roles', spoof(i))).status).toBe(401);
    const one: number[] = [];
    for (let i = 0; i < 21; i++) one.push((await askOther('GET', '/api/v1/roles', spoof(200))).status);
    expect(one.slice(-2)).toEqual([401, 429]);
  });

  it('are shared by all processes, and never exceeded', async () => {
    const { token } = await world.user({ roles: ['viewer'] });
    const asked = Array.from({ length: 30 }, (_, i) =>
      (i % 2 ? ask : askOther)('GET', '/api/v1/roles', { token }),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('of an API key replace those of the areas, in minute, hour and day', async () => {
    const headers = {
      'x-api-key': await key({ requestsPerMinute: 10, requestsPerHour: 14, requestsPerDay: 15 }),
    };
    const flood = async (): Promise<Answer<Problem>[]> =>
      Promise.all(Array.from({ length: 24 }, (_, i) => (i % 2 ? ask : askOther)('GET', SALES, { headers })));
    const admitted = (answers: Answer<Problem>[]): number =>
      answers.filter(({ status }) => status === 200).length;
    const first = await flood();
    expect(admitted(first)).toBe(10);
    expect(first[0]?.headers.get('ratelimit-policy')).toBe(
      '"minute";q=10;w=60, "hour";q=14;w=3600, "day";q=15;w=86400',
    );
    clock.advance(MINUTE_MS);
    expect(admitted(await flood())).toBe(4);
    const refused = await ask('GET', SALES, { headers });
    const secondsLeft = 3_600 - ((clock.now().getTime() / 1_000) % 3_600);
    expect([refused.status, refused.body.retryAfter]).toEqual([429, secondsLeft]);
    clock.advance(60 * MINUTE_MS);
    expect(admitted(await flood())).toBe(1);
    expect((await ask('GET', SALES, { headers })).body.retryAfter).toBeGreaterThan(3_600);
  });

  it('refuse before the body is read', async () => {
    const headers = { 'x-api-key': await key({ requestsPerMinute: 1 }) };
    await ask('GET', '/api/v1/roles', { headers });
    const bomb = {
      headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync('{}'),
    };
    expect((await ask('POST', '/api/v1/data/query', bomb)).status).toBe(429);
  });

  it('are counted for a key by the short way too', async () => {
    const headers = { 'x-api-key': await key({ requestsPerMinute: 1_000 }) };
    const hit = await eventually(async () => {
      const answer = await ask('GET', SALES, { headers });
      return answer.headers.get('x-cache') === 'HIT' && answer;
    }, 'a hit');
    expect(left(await ask('GET', SALES, { headers }))).toBe(left(hit) - 1);
  });
});
