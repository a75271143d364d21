import { PERMISSIONS, systemPrincipal } from '@app/auth';
import { type AnswerSource, AnswerStreams, type Cell, parseMetricQuery, QUERY_LIMITS } from '@app/data';
import { closedPort } from '../support/connector-bench';
import { eventually } from '../support/eventually';
import { worldSource } from '../support/sources/world-source';
import { type Answer, aWorld, type World } from '../support/world';

interface Table {
  code: string;
  data: { columns: { name: string }[]; rows: (number | string | null)[][]; totals?: Record<string, number> };
  meta: { source: string };
}
interface Problem {
  code: string;
  detail: string;
  errors: { pointer: string; message: string }[];
}
interface Entry {
  version: number;
  dimensions: { name: string; values: string[]; truncated: boolean }[];
  source: Record<string, unknown> | null;
}

const RANGE = { from: '2024-01-01', to: '2024-01-04' };
let world: World;
let sourceId: string;
let orders: Record<string, unknown>;

beforeAll(async () => {
  world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1' } });
  await run(`CREATE TABLE orders (id INT, "placed at" TIMESTAMP, price FLOAT8, quantity INT, sales_region TEXT, status TEXT);
    INSERT INTO orders VALUES
      (1, '2024-01-01 10:00:00', 10, 2, 'emea', 'paid'), (2, '2024-01-01 23:30:00', 5, 1, 'apac', 'paid'),
      (3, '2024-01-02 00:00:00', 7, 1, 'emea', 'open'), (4, '2024-01-03 08:00:00', 3, 4, NULL, 'paid'),
      (5, '2024-01-03 09:00:00', NULL, 1, 'emea', 'paid')`);
  const made = await send<{ id: string }>('POST', '/data-sources', {
    body: { name: 'Shop', connection: worldSource(world) },
  });
  sourceId = made.body.id;
  orders = {
    sourceId,
    table: { name: 'orders' },
    time: 'placed at',
    value: 'price * quantity',
    dimensions: { region: 'sales_region', status: 'status' },
  };
  expect((await put('shop.revenue', { unit: 'EUR', source: orders })).status).toBe(201);
  expect((await put('shop.orders', { source: { ...orders, value: '1', dimensions: {} } })).status).toBe(201);
});

afterAll(async () => {
  await world?.close();
});

const run = (sql: string): Promise<unknown> => world.database.query(sql);

function send<B = Record<string, unknown>>(
  method: string,
  path: string,
  { body, key, headers = {} }: { body?: unknown; key?: string; headers?: Record<string, string> } = {},
): Promise<Answer<B>> {
  const credential = key === undefined ? { token: world.admin.token } : {};
  const own = key === undefined ? headers : { ...headers, 'x-api-key': key };
  return world.request<B>(method, `/api/v1${path}`, { ...credential, body, headers: own });
}

const put = <B = Problem>(name: string, body: object, key?: string): Promise<Answer<B>> =>
  send<B>('PUT', `/data/catalog/${name}`, { body, ...(key && { key }) });

const ask = (
  query: object,
  options: { key?: string; headers?: Record<string, string> } = {},
): Promise<Answer<Table>> =>
  send<Table>('POST', '/data/query', { body: { timeRange: RANGE, ...query }, ...options });

async function aKey(permissions: string[], dataPolicy?: object): Promise<string> {
  const body = { name: permissions.join(' '), permissions, ...(dataPolicy && { dataPolicy }) };
  return (await send<{ key: string }>('POST', '/api-keys', { body })).body.key;
}

const sum = (metric: string): object => ({ metric, aggregation: 'sum' });

describe('a metric that is mapped onto a table of a source', () => {
  it('is answered by the source: buckets of a zone, groups, filters, totals', async () => {
    const { status, body } = await ask({
      metrics: [sum('shop.revenue')],
      interval: '1d',
      timezone: 'Europe/Berlin',
      groupBy: ['region'],
      totals: true,
    });
    expect(status).toBe(200);
    expect(body.data.rows).toEqual([
      ['2023-12-31T23:00:00.000Z', 'emea', 20],
      ['2024-01-01T23:00:00.000Z', 'apac', 5],
      ['2024-01-01T23:00:00.000Z', 'emea', 7],
      ['2024-01-02T23:00:00.000Z', null, 12],
    ]);
    expect(body.data.totals).toEqual({ 'shop.revenue': 44 });
    expect(body.meta.source).toBe('source:postgresql');
    const paid = { dimension: 'status', operator: 'eq', values: ['paid'] };
    const counted = await ask({
      metrics: [{ metric: 'shop.revenue', aggregation: 'count' }],
      filters: [paid],
    });
    expect(counted.body.data.rows).toEqual([[3]]);
  });

  it('is put beside a metric whose points are stored here', async () => {
    const points = [{ metric: 'visits', value: 100, timestamp: '2024-01-01T12:00:00Z' }];
    await send('POST', '/data/points', { body: { points } });
    const { body } = await ask({ metrics: [sum('visits'), sum('shop.revenue')], interval: '1d' });
    expect(body.data.rows).toEqual([
      ['2024-01-01T00:00:00.000Z', 100, 25],
      ['2024-01-02T00:00:00.000Z', null, 7],
      ['2024-01-03T00:00:00.000Z', null, 12],
    ]);
    expect(body.meta.source).toMatch(/(raw|rollup_1m)\+source:postgresql$/);
  });

  it('is answered from the cache for as long as its mapping says, unless asked anew', async () => {
    const query = { metrics: [sum('shop.orders')] };
    const first = await ask(query);
    const second = await ask(query);
    const anew = await ask(query, { headers: { 'cache-control': 'no-cache' } });
    expect([first, second, anew].map(({ headers }) => headers.get('x-cache'))).toEqual([
      'MISS',
      'HIT',
      'MISS',
    ]);
    expect(first.body.data.rows).toEqual([[5]]);
  });

  it('is no older on a dashboard than where it is asked by itself', async () => {
    const source = { ...orders, value: '1', maxAgeSeconds: 1 };
    await put('shop.count', { source });
    const dashboard = await send<{ id: string }>('POST', '/dashboards', { body: { name: 'Shop' } });
    const query = { metrics: [sum('shop.count')], timeRange: RANGE };
    const body = { dashboardId: dashboard.body.id, type: 'stat', title: 'Orders', config: { query } };
    const widget = await send<{ id: string }>('POST', '/widgets', { body });
    const shown = async (): Promise<unknown> => {
      const path = `/dashboards/${dashboard.body.id}/data`;
      const { body: answer } = await send<{ data: { widgets: Record<string, Table> } }>('GET', path);
      return answer.data.widgets[widget.body.id]?.data.rows;
    };
    expect(await shown()).toEqual([[5]]);
    await run(`INSERT INTO orders VALUES (6, '2024-01-02', 1, 1, 'emea', 'test')`);
    await eventually(
      async () => JSON.stringify(await shown()) === '[[6]]',
      'the dashboard shows the new row',
    );
    await run(`DELETE FROM orders WHERE id = 6`);
  });

  it('shows the rows of a data policy alone, and none where it lacks the dimension', async () => {
    const key = await aKey(['data:read'], { region: ['emea'] });
    const allowed = await ask({ metrics: [sum('shop.revenue')], groupBy: ['region'], totals: true }, { key });
    expect(allowed.body.data).toMatchObject({ rows: [['emea', 27]], totals: { 'shop.revenue': 27 } });
    const hidden = await ask({ metrics: [sum('shop.orders')], totals: true }, { key });
    expect(hidden.body.data).toMatchObject({ rows: [], totals: { 'shop.orders': null } });
    const listed = await send<{ data: { name: string }[] }>('GET', '/data/catalog', { key });
    expect(listed.body.data.map(({ name }) => name)).not.toContain('shop.orders');
  });

  it('shows in the catalogue the values that a data policy leaves, asked of the source once', async () => {
    const valuesFor = async (path: string, key?: string): Promise<unknown> => {
      const { body } = await send<Entry & { data: (Entry & { name: string })[] }>(
        'GET',
        `/data/catalog${path}`,
        {
          ...(key && { key }),
        },
      );
      const entry = body.data?.find(({ name }) => name === 'shop.revenue') ?? body;
      return entry.dimensions.map(({ name, values, truncated }) => [name, values.join(), truncated]);
    };
    const all = [
      ['region', 'apac,emea', false],
      ['status', 'open,paid', false],
    ];
    expect(await valuesFor('/shop.revenue')).toEqual(all);
    // Kept as long as the mapping says.
    await run("INSERT INTO orders VALUES (9, '2024-02-01', 1, 1, 'later', 'paid')");
    expect(await valuesFor('?search=shop.revenue')).toEqual(all);
    await run('DELETE FROM orders WHERE id = 9');

    const restricted = [
      ['region', 'apac', false],
      ['status', 'paid', false],
    ];
    const apac = await aKey(['data:read'], { region: ['apac'] });
    expect(await valuesFor('/shop.revenue', apac)).toEqual(restricted);
    expect(await valuesFor('?search=shop.revenue', apac)).toEqual(restricted);
    const nobody = await aKey(['data:read'], { region: [] });
    expect(await valuesFor('/shop.revenue', nobody)).toEqual([
      ['region', '', false],
      ['status', '', false],
    ]);
    const nothing = await ask({ metrics: [sum('shop.revenue')], groupBy: ['region'] }, { key: nobody });
    expect([nothing.status, nothing.body.data?.rows]).toEqual([200, []]);
  });

  it('is in the catalogue without values while its source fails', async () => {
    await put('shop.failing', { source: orders });
    const key = await aKey(['data:read'], { status: ['paid'] });
    await run('ALTER TABLE orders RENAME TO orders_away');
    const answer = await send<Entry>('GET', '/data/catalog/shop.failing', { key });
    await run('ALTER TABLE orders_away RENAME TO orders');
    expect(answer.status).toBe(200);
    expect(answer.body.dimensions).toEqual([
      { name: 'region', values: [], truncated: true },
      { name: 'status', values: [], truncated: true },
    ]);
    const later = await send<Entry>('GET', '/data/catalog/shop.failing', { key });
    expect(later.body.dimensions[1]).toEqual({ name: 'status', values: ['paid'], truncated: false });
  });

  it('says what went wrong in the source, but not the words of the source', async () => {
    await run('ALTER TABLE orders RENAME TO orders_away');
    const answer = await ask({ metrics: [sum('shop.revenue')], limit: 7 });
    await run('ALTER TABLE orders_away RENAME TO orders');
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('SOURCE_UNAVAILABLE');
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(JSON.stringify(answer.body)).not.toContain('orders');
  });

  it('is exported row by row, and point by point among those that are stored here', async () => {
    const principal = systemPrincipal('test', world.organizationId, PERMISSIONS);
    const streams = world.get(AnswerStreams);
    const read = async (source: AnswerSource): Promise<Cell[][]> => {
      const rows: Cell[][] = [];
      await source.read(async (some) => void rows.push(...some), { timeoutMs: 5_000 });
      return rows;
    };
    const points = [{ metric: 'visits', value: 7, timestamp: '2024-01-02T12:00:00Z' }];
    await send('POST', '/data/points', { body: { points } });
    const query = parseMetricQuery({
      metrics: [sum('shop.revenue'), sum('visits')],
      timeRange: { from: '2024-01-02', to: '2024-01-04' },
      interval: '1d',
      orderBy: [{ column: 'time', direction: 'desc' }],
    });
    expect(await read(await streams.open(principal, query, QUERY_LIMITS))).toEqual([
      ['2024-01-03T00:00:00.000Z', 12, null],
      ['2024-01-02T00:00:00.000Z', 7, 7],
    ]);
    expect(await read(await streams.openPoints(principal, query, QUERY_LIMITS))).toEqual([
      ['2024-01-02T00:00:00.000Z', 'shop.revenue', 'emea', 'open', 7],
      ['2024-01-02T12:00:00.000Z', 'visits', null, null, 7],
      ['2024-01-03T08:00:00.000Z', 'shop.revenue', null, 'paid', 12],
    ]);
  });

  it('takes no points and gives none up', async () => {
    const points = [{ metric: 'shop.revenue', value: 1 }];
    const stored = await send<Problem>('POST', '/data/points', { body: { points } });
    expect([stored.status, stored.body.detail]).toEqual([
      409,
      expect.stringContaining('rows of a data source'),
    ]);
    const body = { metric: 'shop.revenue', ...RANGE };
    expect((await send('DELETE', '/data/points', { body })).status).toBe(409);
  });

  it('is explained by the statement, to who may read sources', async () => {
    const body = { metrics: [sum('shop.revenue')], timeRange: RANGE };
    const explained = async (key?: string): Promise<string | null> =>
      (
        await send<{ plan: { statement: string | null } }>('POST', '/data/query/explain', {
          body,
          ...(key && { key }),
        })
      ).body.plan.statement;
    expect(await explained()).toContain('FROM "orders" s WHERE');
    expect(await explained()).not.toContain('2024');
    expect(await explained(await aKey(['data:read']))).toBeNull();
  });
});

describe('the mapping of a metric', () => {
  it('is shown in the catalogue, its SQL to who may read sources', async () => {
    const sql = 'SELECT * FROM orders WHERE quantity > 1';
    const { table: _table, ...rest } = orders;
    expect((await put('shop.bulk', { source: { ...rest, sql, maxAgeSeconds: 5 } })).status).toBe(201);
    const shown = (await send<Entry>('GET', '/data/catalog/shop.bulk')).body;
    expect(shown.source).toEqual({ ...rest, sql, timezone: 'UTC', maxAgeSeconds: 5 });
    expect(shown.dimensions).toEqual([
      { name: 'region', values: ['emea'], truncated: false },
      { name: 'status', values: ['paid'], truncated: false },
    ]);
    const reader = await aKey(['data:read']);
    const told = (await send<Entry>('GET', '/data/catalog/shop.bulk', { key: reader })).body.source;
    expect(told).toMatchObject({ sourceId, time: 'placed at' });
    expect(told).not.toHaveProperty('sql');
    expect((await ask({ metrics: [sum('shop.bulk')] })).body.data.rows).toEqual([[32]]);
  });

  it('names each column that the source does not have', async () => {
    const source = {
      ...orders,
      value: 'price * amount',
      dimensions: { region: 'sales_region', shop: 'shop' },
    };
    const { status, body } = await put('shop.wrong', { source });
    expect([status, body.code]).toEqual([422, 'UNKNOWN_REFERENCE']);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/source/value', '/source/dimensions/shop']);
    expect(body.errors[0]?.message).toContain('amount');
    const elsewhere = await put('shop.wrong', { source: { ...orders, table: { name: 'invoices' } } });
    expect(elsewhere.body.errors.map(({ pointer }) => pointer)).toEqual(['/source/table']);
    const noTime = await put('shop.wrong', { source: { ...orders, time: 'status' } });
    expect([noTime.status, noTime.body.errors[0]?.pointer]).toEqual([422, '/source/time']);
    const noNumber = await put('shop.wrong', { source: { ...orders, value: 'price * status' } });
    expect([noNumber.status, noNumber.body.errors]).toEqual([
      422,
      [{ pointer: '/source/value', message: expect.stringContaining('"status" holds no numbers') }],
    ]);
    const compared = { ...orders, value: "case when status = 'paid' then price end" };
    expect((await put('shop.paid', { source: compared })).status).toBe(201);
    const unknown = await put('shop.wrong', {
      source: { ...orders, sourceId: '01900000-0000-7000-8000-000000000009' },
    });
    expect([unknown.status, unknown.body.errors[0]?.pointer]).toEqual([422, '/source/sourceId']);
  });

  it('is believed while the source cannot be reached', async () => {
    const connection = worldSource(world, { port: await closedPort() });
    const { body } = await send<{ id: string }>('POST', '/data-sources', {
      body: { name: 'Later', connection },
    });
    const source = { ...orders, sourceId: body.id, value: 'whatever' };
    expect((await put('shop.later', { source })).status).toBe(201);
  });

  it('is refused with a pointer to everything that is wrong', async () => {
    const source = {
      sourceId: 'x',
      sql: 'SELECT 1; SELECT 2',
      time: '',
      value: 'sum(price)',
      timezone: 'Mars',
    };
    const { status, body } = await put('shop.wrong', { source });
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual([
      '/source/sourceId',
      '/source/time',
      '/source/value',
      '/source/timezone',
    ]);
    const { table: _table, ...rest } = orders;
    const two = await put('shop.wrong', { source: { ...rest, sql: 'SELECT 1) AS s, (SELECT 2' } });
    expect([two.status, two.body.errors[0]?.pointer]).toEqual([400, '/source/sql']);
    expect((await put('shop.wrong', { source: orders, retentionDays: 3 })).body.errors[0]?.pointer).toBe(
      '/retentionDays',
    );
  });

  it('needs the right to write sources and no data policy', async () => {
    const writer = await aKey(['data:read', 'data:write']);
    expect((await put('shop.mine', { source: orders }, writer)).body.code).toBe('INSUFFICIENT_PERMISSIONS');
    expect((await put('shop.revenue', { unit: 'USD' }, writer)).body.code).toBe('INSUFFICIENT_PERMISSIONS');
    const limited = await aKey(['data:read', 'data:write', 'source:write'], { region: ['emea'] });
    expect((await put('shop.mine', { source: orders }, limited)).body.code).toBe('POLICY_VIOLATION');
  });

  it('is not for a metric that has points, and makes room for points when it goes', async () => {
    const points = [
      { metric: 'stored', value: 1, timestamp: '2024-01-01T00:00:00Z', dimensions: { region: 'emea' } },
    ];
    await send('POST', '/data/points', { body: { points } });
    const { status, body } = await put('stored', { source: orders });
    expect([status, body.code, body.errors[0]?.pointer]).toEqual([409, 'CONFLICT', '/source']);
    await put('shop.moved', { source: orders });
    expect((await put<Entry>('shop.moved', {})).body).toMatchObject({ source: null, dimensions: [] });
    const moved = points.map((point) => ({ ...point, metric: 'shop.moved' }));
    expect((await send('POST', '/data/points', { body: { points: moved } })).status).toBe(201);
    expect((await ask({ metrics: [sum('shop.moved')] })).body.data.rows).toEqual([[1]]);
  });
});
