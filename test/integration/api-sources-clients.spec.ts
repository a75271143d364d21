import { type AddressInfo, createServer, type Server } from 'node:net';
import { inspect } from 'node:util';
import { anApiWorld as aWorld, readAll } from '../support/api-source';
import { paged, records, type SampleApi, startSampleApi, tagged } from '../support/sample-api';

const CARS = records('cars.json');
const JSON_TYPE = { 'content-type': 'application/json' };
const SECRETS = ['s3cret-pass', 's3cret-token', 's3cret-key', 's3cret-header', 's3cret-client'];

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi((asked) => paged(asked, CARS));
});
afterAll(() => api.close());
beforeEach(() => void api.asked.splice(0));

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
    expect(inspect(error, { depth: 10 })).not.toContain('s3cret');
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
      message: expect.stringContaining(
        'The last time: The source failed at what it was asked. It answered 500.',
      ),
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
