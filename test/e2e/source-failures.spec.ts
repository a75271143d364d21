import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../support/eventually';
import { ask as askGraphql, codesOf } from '../support/graphql-client';
import { type SampleApi, startSampleApi } from '../support/sample-api';
import { worldSource } from '../support/sources/world-source';
import { type Answer, aWorld, type World } from '../support/world';

interface Told {
  id: string;
  type: string;
  data: Record<string, unknown>;
}
interface Source {
  lastError: string | null;
}
interface Asked {
  code?: string;
  data?: { rows: unknown[][] };
}

const TIMEOUT_MS = 4_000;
/** What one source is asked at once. */
const PLACES = 4;
const RANGE = { from: '2026-01-01', to: '2026-02-01' };

let world: World;
let api: SampleApi;
let receiver: Server;
let secret: string;
const told: Told[] = [];

beforeAll(async () => {
  api = await startSampleApi(() => ({ status: 401 }));
  receiver = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const event = new Webhook(secret).verify(body, headers) as Omit<Told, 'id'>;
      told.push({ ...event, id: headers['webhook-id'] ?? '' });
      reply.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const env = { OUTBOUND_ALLOW: '127.0.0.1', QUERY_TIMEOUT_MS: String(TIMEOUT_MS), QUERY_CONCURRENCY: '2' };
  world = await aWorld({ env });
  await world.worker();
  await world.database.query(`CREATE TABLE shop_order (placed timestamptz, price float8, region text);
    INSERT INTO shop_order VALUES ('2026-01-10', 5, 'emea'), ('2026-01-11', 7, 'apac')`);
  const { port } = receiver.address() as AddressInfo;
  const endpoint = await send<{ secret: string }>('POST', '/webhook-endpoints', {
    name: 'Chat',
    url: `http://127.0.0.1:${port}/`,
    events: ['source.failed'],
  });
  secret = endpoint.body.secret;
});
afterAll(async () => {
  await world?.close();
  await api?.close();
  await new Promise((resolve) => receiver.close(resolve));
});

const send = <B = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body });

async function aSource(name: string, connection: object, fields: object = {}): Promise<string> {
  const made = await send<{ id: string }>('POST', '/data-sources', { name, connection, ...fields });
  expect([made.status, made.body]).toEqual([201, expect.anything()]);
  return made.body.id;
}
async function aMetric(name: string, sourceId: string, from: object): Promise<void> {
  const source = { sourceId, time: 'placed', value: 'price', dimensions: { region: 'region' }, ...from };
  expect((await send('PUT', `/data/catalog/${name}`, { source })).status).toBe(201);
}
/** Each `limit` is another question. */
const query = (metric: string, limit = 1_000): Promise<Answer<Asked>> =>
  send<Asked>('POST', '/data/query', {
    metrics: [{ metric, aggregation: 'sum' }],
    timeRange: RANGE,
    limit,
  });
const lastError = async (source: string): Promise<string | null> =>
  (await send<Source>('GET', `/data-sources/${source}`)).body.lastError;
const toldOf = (sourceId: string): Told[] => told.filter(({ data }) => data.sourceId === sourceId);
const heard = (sourceId: string, count = 1): Promise<Told[]> =>
  eventually(() => {
    const found = toldOf(sourceId);
    return Promise.resolve(found.length >= count && found);
  }, `the endpoint hears ${count} times`);

it('a run that fails is told to endpoints, signed', async () => {
  const source = await aSource(
    'Sales',
    { kind: 'http', url: `${api.url}/orders` },
    { mapping: { time: 'at', metrics: { sales: 'amount' } } },
  );
  const run = await send<{ id: string }>('POST', `/data-sources/${source}/sync`);
  const [event] = await heard(source);
  expect(event).toMatchObject({
    type: 'source.failed',
    data: {
      runId: run.body.id,
      name: 'Sales',
      reason: 'The source refuses the credentials. It answered 401.',
    },
  });
  expect(event?.data).not.toHaveProperty('metrics');
  expect(await lastError(source)).toContain('refuses the credentials');
});

describe('a metric whose table is gone', () => {
  let source: string;
  beforeAll(async () => {
    source = await aSource('Shop', worldSource(world));
    await aMetric('shop.sales', source, { table: { name: 'shop_order' } });
    await aMetric('shop.other', source, {
      sql: `SELECT now() AS placed, 1 AS price, 'x' AS region`,
    });
    expect((await query('shop.sales')).body.data?.rows).toEqual([[12]]);
    await world.database.query('ALTER TABLE shop_order RENAME TO shop_order_away');
  });

  it('has one code wherever it is asked, and says nothing of the source', async () => {
    const rest = await query('shop.sales', 2);
    expect([rest.status, rest.body.code]).toEqual([503, 'SOURCE_UNAVAILABLE']);
    expect(rest.headers.get('retry-after')).toBe('30');
    expect(JSON.stringify(rest.body)).not.toContain('shop_order');
    const range = 'timeRange: { from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" }';
    const graph = await askGraphql(
      world,
      `{ metrics(aggregation: SUM, groupBy: DATE, metric: "shop.sales", ${range}) { value } }`,
    );
    expect(codesOf(graph)).toEqual(['SOURCE_UNAVAILABLE']);
    const dashboard = await send<{ id: string }>('POST', '/dashboards', { name: 'Shop' });
    const widget = await send<{ id: string }>('POST', '/widgets', {
      dashboardId: dashboard.body.id,
      type: 'stat',
      title: 'Sales',
      config: { query: { metrics: [{ metric: 'shop.sales', aggregation: 'sum' }], timeRange: RANGE } },
    });
    const shown = await send<{
      data: { widgets: Record<string, { status: string; error: { code: string } }> };
    }>('GET', `/dashboards/${dashboard.body.id}/data`);
    expect([shown.status, shown.body.data.widgets[widget.body.id]]).toMatchObject([
      200,
      { status: 'error', error: { code: 'SOURCE_UNAVAILABLE' } },
    ]);
  });

  it('is told once to endpoints, and to the alert on sources', async () => {
    const [event] = await heard(source);
    expect(event?.data).toMatchObject({
      sourceId: source,
      metrics: ['shop.sales'],
      name: 'Shop',
      reason: expect.stringMatching(/^Metric "shop.sales": .*shop_order/),
    });
    expect(await lastError(source)).toBe(event?.data.reason);
    // A worker looks when it begins, and then every 15 s.
    await world.worker();
    await eventually(async () => {
      const { body } = await send<{ data: { builtIn: string | null; state: string }[] }>('GET', '/alerts');
      return body.data.some(({ builtIn, state }) => builtIn === 'source-failing' && state === 'firing');
    }, 'the alert on sources fires');
  });

  it('is not thought well because something else of the source answers', async () => {
    expect((await query('shop.other')).status).toBe(200);
    expect((await send<{ ok: boolean }>('POST', `/data-sources/${source}/test`)).body.ok).toBe(true);
    expect(await lastError(source)).toContain('shop.sales');
  });

  it('is well when it answers again, and told of when it fails anew', async () => {
    await world.database.query('ALTER TABLE shop_order_away RENAME TO shop_order');
    expect((await query('shop.sales', 3)).status).toBe(200);
    expect(await lastError(source)).toBeNull();
    await world.database.query('ALTER TABLE shop_order RENAME TO shop_order_away');
    await query('shop.sales', 4);
    expect(await heard(source, 2)).toHaveLength(2);
    await world.database.query('ALTER TABLE shop_order_away RENAME TO shop_order');
  });
});

it('a source that is away is told once, however often it is asked for', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const source = await aSource('Away', worldSource(world, { port }));
  await aMetric('away.sales', source, { table: { name: 'shop_order' } });
  const answers = await Promise.all([1, 2, 3].map((limit) => query('away.sales', limit)));
  expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('SOURCE_UNAVAILABLE'));
  const [event] = await heard(source);
  expect(event?.data).toMatchObject({ metrics: ['away.sales'], name: 'Away' });
  expect(await lastError(source)).toMatch(/cannot be reached/);
  expect(toldOf(source)).toHaveLength(1);
});

it('a source that hangs holds up nobody but those who ask it', async () => {
  const [slow, quick] = [
    await aSource('Slow', worldSource(world)),
    await aSource('Quick', worldSource(world)),
  ];
  await aMetric('slow.sales', slow, { sql: 'SELECT o.* FROM shop_order o, pg_sleep(60) AS hung' });
  await aMetric('quick.sales', quick, { table: { name: 'shop_order' } });
  const points = [{ metric: 'visits', value: 3, timestamp: '2026-01-10T12:00:00Z' }];
  await send('POST', '/data/points', { points });
  const hanging = Array.from({ length: 3 * PLACES }, (_, number) => query('slow.sales', number + 1));
  await eventually(async () => {
    const { rows } = await world.database.query(
      `SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND wait_event = 'PgSleep'`,
    );
    return rows.length === PLACES;
  }, 'all places of the source are taken');
  const firstSlow = Promise.race(hanging).then(() => 'a slow one');
  for (const metric of ['visits', 'quick.sales']) {
    const answer = await Promise.race([query(metric), firstSlow]);
    expect([metric, answer]).toMatchObject([metric, { status: 200 }]);
  }
  const slowOnes = await Promise.all(hanging);
  expect(slowOnes.map(({ body }) => body.code)).toEqual(slowOnes.map(() => 'QUERY_TIMEOUT'));
});
