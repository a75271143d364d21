import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { anApiWorld, readAll } from '../support/api-source';
import { paged, records, type Reply, type SampleApi, startSampleApi, tagged } from '../support/sample-api';

const CARS = records('cars.json');
const JSON_TYPE = { 'content-type': 'application/json' };
const SECRETS = ['s3cret-pass', 's3cret-token', 's3cret-key', 's3cret-header', 's3cret-client'];

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi((asked) => paged(asked, CARS));
});
afterAll(() => api.close());
beforeEach(() => void api.asked.splice(0));

const aWorld = anApiWorld;
const path = (search = '') => ({ url: `${api.url}/cars${search}` });

/** A server on another port that notes who comes. */
async function aCanary(): Promise<{ port: number; heard: string[]; close(): Promise<void> }> {
  const heard: string[] = [];
  const server: Server = createServer((socket) => {
    heard.push('connection');
    socket.on('error', () => {}).destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, heard, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe('attempts', () => {
  const cut: Reply = (reply) => void reply.writeHead(200, JSON_TYPE).write('[{"a":', () => reply.destroy());
  const dropped: Reply = (reply) => void reply.destroy();

  it.each<[string, Reply[], number[]]>([
    ['errors of the server', [{ status: 500 }, { status: 502 }, { status: 504 }], [375, 750, 1_500]],
    ['a request that came too late', [{ status: 408 }], [375]],
    ['a connection that is dropped', [dropped], [375]],
    ['an answer that is cut', [cut, cut], [375, 750]],
    ['seconds that it is asked to wait', [{ status: 429, headers: { 'retry-after': '7' } }], [7_500]],
    [
      'the limits of an answer',
      [{ status: 429, headers: { ratelimit: '"minute";r=0;t=12, "day";r=9;t=9000' } }],
      [12_500],
    ],
    [
      'a limit that is told by 403',
      [{ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3' } }],
      [3_500],
    ],
    [
      'a date that it is asked to wait for, by the clock of the server',
      [
        {
          status: 503,
          headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:09 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
        },
      ],
      [9_500],
    ],
  ])('outlive %s', async (_what, replies, waits) => {
    const world = aWorld();
    api.first(...replies);
    const run = await readAll(world.source(path('?per_page=500')));
    expect([run.error, run.records.length]).toEqual([undefined, CARS.length]);
    expect(api.asked).toHaveLength(replies.length + 1);
    expect(world.waits).toEqual(waits);
  });

  it('end after four', async () => {
    const world = aWorld();
    api.first(
      { status: 500 },
      { status: 500 },
      { status: 500 },
      { status: 500, headers: { 'x-request-id': 'req-4' } },
    );
    const { error } = await readAll(world.source(path()));
    expect(error).toMatchObject({
      name: 'ApiIntegrationError',
      reason: 'failed',
      retryable: true,
      status: 500,
      attempts: 4,
      requestId: 'req-4',
    });
  });

  it('end when it is asked to wait for long, and say for how long', async () => {
    const world = aWorld();
    api.first({ status: 429, headers: { 'retry-after': '3600' } });
    const { error } = await readAll(world.source(path()));
    expect(error).toMatchObject({
      reason: 'busy',
      retryable: true,
      status: 429,
      attempts: 1,
      retryAfterMs: 3_600_000,
    });
    // Nobody asks it before.
    const soon = world.source(path()).test(new AbortController().signal);
    await expect(soon).rejects.toMatchObject({ reason: 'busy', attempts: 0 });
    expect(api.asked).toHaveLength(1);
    world.clock.offsetMs += 3_600_000;
    await world.source(path()).test(new AbortController().signal);
  });

  it.each([
    [400, 'refused'],
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'missing'],
    [501, 'refused'],
    [302, 'refused'],
  ])('are not made again after %d', async (status, reason) => {
    api.first({ status });
    const { error } = await readAll(aWorld().source(path()));
    expect(error).toMatchObject({ reason, retryable: false, attempts: 1 });
    expect(api.asked).toHaveLength(1);
  });

  it('are not made again where they may have done something', async () => {
    const post = { ...path(), method: 'POST' };
    for (const reply of [{ status: 500 }, dropped]) {
      api.first(reply);
      expect((await readAll(aWorld().source(post))).error).toMatchObject({ retryable: true, attempts: 1 });
    }
    api.first({ status: 429, headers: { 'retry-after': '1' } });
    expect((await readAll(aWorld().source(post))).error).toBeUndefined();
    api.first({ status: 307, headers: { location: '/elsewhere' } });
    expect((await readAll(aWorld().source(post))).error).toMatchObject({ reason: 'refused', status: 307 });
  });

  it('are called off together with the run', async () => {
    const stop = new AbortController();
    const world = aWorld({ waits: true });
    api.first({ status: 429, headers: { 'retry-after': '60' } });
    const reading = readAll(world.source(path()), null, { signal: stop.signal });
    while (api.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect((await reading).error).toMatchObject({ reason: 'aborted' });
  });
});

describe('bounds', () => {
  const slow: Reply = () => {};
  const dripping: Reply = (reply) => {
    reply.writeHead(200, JSON_TYPE);
    const timer = setInterval(() => reply.write(' '), 20);
    reply.on('close', () => clearInterval(timer));
  };

  it.each([
    ['never begins', slow],
    ['never ends', dripping],
  ])('hold for an answer that %s', async (_what, reply) => {
    api.first(reply);
    const test = aWorld()
      .source({ ...path(), timeoutMs: 200 })
      .test(new AbortController().signal);
    await expect(test).rejects.toMatchObject({ reason: 'timeout', attempts: 1 });
  });

  const bomb = Buffer.alloc(30_000_000, ' ');
  it.each<[string, Reply, Record<string, unknown>]>([
    ['is large', { headers: JSON_TYPE, body: JSON.stringify(CARS) }, { maxBytes: 10_000 }],
    ['is a gzip bomb', { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(bomb) }, {}],
    [
      'is a Brotli bomb',
      { headers: { ...JSON_TYPE, 'content-encoding': 'br' }, body: brotliCompressSync(bomb) },
      {},
    ],
    [
      'is a bomb of lines',
      {
        headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
        body: gzipSync(bomb),
      },
      {},
    ],
    [
      'is a bomb of CSV',
      {
        headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' },
        body: gzipSync('a\n"' + 'x'.repeat(9_000_000)),
      },
      {},
    ],
  ])('hold for an answer that %s', async (_what, reply, connection) => {
    api.first(reply);
    const before = process.memoryUsage().rss;
    const { error } = await readAll(aWorld().source({ ...path(), ...connection }));
    expect((error as { reason: string }).reason).toMatch(/too-large|invalid/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect(api.asked).toHaveLength(1);
  });

  it('let compressed answers through', async () => {
    const body = JSON.stringify(CARS);
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(body)],
      ['br', brotliCompressSync(body)],
    ] as const) {
      api.first({ headers: { ...JSON_TYPE, 'content-encoding': encoding }, body: bytes });
      expect((await readAll(aWorld().source(path()))).records).toHaveLength(CARS.length);
    }
    expect(api.asked[0]?.headers['accept-encoding']).toBe('gzip, br');
  });

  it.each<[string, Reply]>([
    ['no JSON', { headers: JSON_TYPE, body: '<html>' }],
    ['a type that is not known', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['damaged gzip', { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: 'not gzip at all' }],
    [
      'an encoding that nobody asked for',
      { headers: { ...JSON_TYPE, 'content-encoding': 'zstd' }, body: '[]' },
    ],
    ['bytes that are no text', { headers: JSON_TYPE, body: Buffer.from([0x5b, 0xff, 0xfe, 0x5d]) }],
    [
      'a line that is no JSON',
      { headers: { 'content-type': 'application/jsonl' }, body: '{"a":1}\nnonsense\n' },
    ],
    ['CSV of another number of fields', { headers: { 'content-type': 'text/csv' }, body: 'a,b\n1,2,3\n' }],
  ])('say what is wrong with %s', async (_what, reply) => {
    api.first(reply);
    const { error } = await readAll(aWorld().source(path()));
    expect(error).toMatchObject({ reason: 'invalid', message: expect.stringMatching(/cannot be read\. \S/) });
    expect(api.asked).toHaveLength(1);
  });
});

describe('where requests go', () => {
  it('follows no redirect to a private address, and no name that changes its mind', async () => {
    const canary = await aCanary();
    let host = 0;
    const world = aWorld({
      allow: 'api.test',
      resolve: async (name) =>
        name === 'api.test' ? ['127.0.0.1'] : host++ === 0 ? ['192.0.2.1'] : ['127.0.0.1'],
    });
    api.first({ status: 302, headers: { location: `http://127.0.0.1:${canary.port}/latest/meta-data` } });
    const redirected = world
      .source({ url: `http://api.test:${api.port}/cars` })
      .test(new AbortController().signal);
    await expect(redirected).rejects.toMatchObject({ reason: 'unreachable' });
    const rebound = aWorld({
      allow: '192.0.2.0/24',
      resolve: async () => (host++ === 0 ? ['192.0.2.1'] : ['127.0.0.1']),
    });
    const source = rebound.source({ url: `http://rebind.test:${canary.port}/`, timeoutMs: 300 });
    for (let i = 0; i < 2; i++)
      await expect(source.test(new AbortController().signal)).rejects.toMatchObject({
        reason: expect.stringMatching(/unreachable|timeout/),
      });
    expect(canary.heard).toEqual([]);
    await canary.close();
  });

  it('asks no other server for a next page', async () => {
    const canary = await aCanary();
    api.first({
      headers: { ...JSON_TYPE, link: `<http://127.0.0.1:${canary.port}/2>; rel="next"` },
      body: '[1]',
    });
    const run = await readAll(aWorld().source({ ...path(), pagination: { type: 'link' } }));
    expect(run.error).toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('another server'),
    });
    expect(canary.heard).toEqual([]);
    await canary.close();
  });

  it('takes none of its headers along to another server', async () => {
    const other = await startSampleApi((asked) => tagged(asked, []));
    api.first({ status: 302, headers: { location: `${other.url}/cars` } });
    const world = aWorld();
    await world
      .source({
        ...path(),
        secretHeaders: { 'X-Custom': 's3cret-header' },
        auth: { type: 'apiKey', name: 'X-Mine', key: 's3cret-key' },
      })
      .test(new AbortController().signal);
    expect(api.asked[0]?.headers).toMatchObject({ 'x-custom': 's3cret-header', 'x-mine': 's3cret-key' });
    expect(JSON.stringify(other.asked[0]?.headers)).not.toContain('s3cret');
    await other.close();
  });

  it('shows who asks, and tells nobody how', async () => {
    const world = aWorld();
    const auths = [
      { type: 'basic', username: 'me', password: 's3cret-pass' },
      { type: 'bearer', token: 's3cret-token' },
      { type: 'apiKey', in: 'header', name: 'X-Key', key: 's3cret-key' },
      { type: 'apiKey', in: 'query', name: 'key', key: 's3cret-key' },
    ];
    const errors: unknown[] = [];
    for (const [i, auth] of auths.entries()) {
      const source = world.source(
        { ...path(), auth, secretHeaders: { 'x-own': 's3cret-header' } },
        `source ${i}`,
      );
      await source.test(new AbortController().signal);
      for (const reply of [
        { status: 500 },
        { status: 401, body: 'no: s3cret-key' },
        { headers: JSON_TYPE, body: 's3cret-key' },
      ]) {
        api.first(reply);
        errors.push(await source.test(new AbortController().signal).catch((error: unknown) => error));
      }
      errors.push(source);
    }
    expect(api.asked[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('me:s3cret-pass').toString('base64')}`,
    );
    expect(api.asked[4]?.headers.authorization).toBe('Bearer s3cret-token');
    expect(api.asked[8]?.headers['x-key']).toBe('s3cret-key');
    expect(api.asked[12]?.url.searchParams.get('key')).toBe('s3cret-key');
    for (const error of errors.filter((each) => each instanceof Error)) {
      const told = `${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)}`;
      for (const secret of [...SECRETS, Buffer.from('me:s3cret-pass').toString('base64')])
        expect(told).not.toContain(secret);
    }
  });
});

describe('tokens', () => {
  let given = 0;
  const good = new Set<string>();
  const tokens: { status: number }[] = [];
  let server: SampleApi;
  beforeEach(async () => {
    given = 0;
    good.clear();
    server = await startSampleApi(async (asked) => {
      if (asked.url.pathname === '/token') {
        const failure = tokens.shift();
        if (failure) return failure;
        await new Promise((resolve) => setTimeout(resolve, 20));
        const token = `token-${++given}`;
        good.add(token);
        return {
          headers: JSON_TYPE,
          body: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 600 }),
        };
      }
      const token = asked.headers.authorization?.replace('Bearer ', '') ?? '';
      return good.has(token) ? tagged(asked, CARS.slice(0, 3)) : { status: 401 };
    });
  });
  afterEach(() => server.close());

  const auth = () => ({
    type: 'oauth2ClientCredentials',
    tokenUrl: `${server.url}/token`,
    clientId: 'me & you',
    clientSecret: 's3cret-client',
    scope: 'read',
    audience: 'cars',
  });
  const asksOf = (name: string) => server.asked.filter(({ url }) => url.pathname === name);

  it('are asked for once by all that need one, and kept until shortly before they end', async () => {
    const world = aWorld();
    const source = world.source({
      url: `${server.url}/cars`,
      auth: auth(),
      rateLimit: { requestsPerMinute: 6_000, concurrent: 8 },
    });
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 6 }, () => source.test(signal)));
    expect(asksOf('/token')).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(asksOf('/token')[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'read',
      audience: 'cars',
    });
    expect(Buffer.from(asksOf('/token')[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe(
      'me+%26+you:s3cret-client',
    );
    world.clock.offsetMs += 569_000;
    await source.test(signal);
    expect(asksOf('/token')).toHaveLength(1);
    world.clock.offsetMs += 2_000;
    await source.test(signal);
    expect(asksOf('/token')).toHaveLength(2);
  });

  it('are asked for again, once, when the API refuses one', async () => {
    const source = aWorld().source({
      url: `${server.url}/cars`,
      auth: { ...auth(), clientAuthentication: 'body' },
    });
    expect((await readAll(source)).records).toHaveLength(3);
    expect(new URLSearchParams(asksOf('/token')[0]?.body).get('client_secret')).toBe('s3cret-client');
    good.clear();
    expect((await readAll(source)).records).toHaveLength(3);
    expect(given).toBe(2);
    server.first({ status: 401 });
    good.clear();
    // The first answer is that of the API, the second the token's.
    const counted = server.asked.length;
    expect((await readAll(source)).error).toBeUndefined();
    expect(server.asked.length - counted).toBe(3);
  });

  it.each([
    [401, 'credentials', false],
    [400, 'credentials', false],
    [500, 'failed', true],
  ])('that are not given for %d are an error of their own', async (status, reason, retryable) => {
    tokens.push({ status }, { status }, { status }, { status });
    const { error } = await readAll(aWorld().source({ url: `${server.url}/cars`, auth: auth() }));
    tokens.length = 0;
    expect(error).toMatchObject({
      reason,
      retryable,
      status: undefined,
      message: expect.stringContaining(`Its token endpoint answered ${status}.`),
    });
    expect(`${inspect(error, { depth: 10 })}`).not.toContain('s3cret');
    expect(asksOf('/cars')).toHaveLength(0);
  });
});

describe('the circuit', () => {
  it('opens after failures in a row, tries whether the API is back, and can be seen', async () => {
    const world = aWorld({ failuresToOpen: 3, halfOpenAfterMs: 150 });
    const source = world.source(path());
    const { signal } = new AbortController();
    const open = async () =>
      (await world.telemetry.value({ name: 'vitrine_source_circuits_open' })) as number;
    expect(world.traffic.circuit('source')).toBeUndefined();
    api.first({ status: 500 }, { status: 400 }, ...Array.from({ length: 3 }, () => ({ status: 500 })));
    for (let i = 0; i < 5; i++) await source.test(signal).catch(() => {});
    expect([world.traffic.circuit('source'), await open(), api.asked.length]).toEqual(['open', 1, 5]);
    await expect(source.test(signal)).rejects.toMatchObject({
      reason: 'busy',
      attempts: 0,
      retryAfterMs: expect.any(Number),
    });
    // Another connector of the same source knows it too; another source does not mind.
    await expect(world.source(path()).test(signal)).rejects.toMatchObject({ reason: 'busy' });
    await world.source(path(), 'other').test(signal);
    expect(api.asked).toHaveLength(6);
    await new Promise((resolve) => setTimeout(resolve, 160));
    api.first({ status: 500 });
    await expect(source.test(signal)).rejects.toMatchObject({ reason: 'failed' });
    await expect(source.test(signal)).rejects.toMatchObject({ reason: 'busy' });
    await new Promise((resolve) => setTimeout(resolve, 160));
    await source.test(signal);
    expect([world.traffic.circuit('source'), await open()]).toEqual(['closed', 0]);
    const family = (await world.telemetry.families()).find(
      ({ name }) => name === 'vitrine_source_request_duration_seconds',
    );
    const counts = Object.fromEntries(
      (family?.samples ?? [])
        .filter(({ suffix }) => suffix === '_count')
        .map(({ labels, value }) => [labels.outcome, value]),
    );
    expect(counts).toEqual({ answered: 2, failed: 5, refused: 1 });
  });

  it('asks as many at once as it may', async () => {
    const world = aWorld();
    let inside = 0;
    let most = 0;
    const server = await startSampleApi(async (asked) => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside--;
      return tagged(asked, []);
    });
    const source = world.source({ url: server.url, rateLimit: { requestsPerMinute: 6_000, concurrent: 2 } });
    await Promise.all(Array.from({ length: 7 }, () => source.test(new AbortController().signal)));
    expect([most, server.asked.length]).toEqual([2, 7]);
    await server.close();
  });

  it('waits for the limit of the source', async () => {
    const world = aWorld();
    const run = await readAll(
      world.source({
        ...path('?per_page=20'),
        pagination: { type: 'link' },
        rateLimit: { requestsPerMinute: 60 },
      }),
    );
    expect(run.records).toHaveLength(CARS.length);
    // 21 pages, ten of them in ten seconds.
    expect(world.waits.length).toBeGreaterThanOrEqual(1);
    expect(world.waits.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(10_000);
  });
});
