import { type World, aWorld } from '../support/world';

interface Answer {
  data: { columns: { name: string; type: string; unit?: string }[]; rows: (string | number | null)[][] };
  meta: Record<string, unknown>;
}
interface Problem {
  code: string;
  detail: string;
  errors?: { pointer: string; message: string }[];
}

describe('metric queries', () => {
  let world: World;
  let token: string;

  const get = <B = Answer>(path: string, as = token) =>
    world.request<B>('GET', `/api/v1/data/${path}`, { token: as });
  const post = <B = Answer>(body: unknown, as = token) =>
    world.request<B>('POST', '/api/v1/data/query', { token: as, body });

  const sum = async (filters: unknown) => {
    const timeRange = { from: '2026-01-01', to: '2026-01-05' };
    const { body } = await post({ metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange, filters });
    return body.data.rows;
  };

  beforeAll(async () => {
    world = await aWorld();
    token = world.admin.token;
    const points = [
      { metric: 'revenue', value: 10, timestamp: at(1), dimensions: { region: 'emea', product: 'a' } },
      { metric: 'revenue', value: 30, timestamp: at(1, 23), dimensions: { region: 'apac', product: 'a' } },
      { metric: 'revenue', value: -20, timestamp: at(2), dimensions: { region: 'emea', product: 'b' } },
      { metric: 'revenue', value: 80, timestamp: at(3), dimensions: { product: 'b' } },
      { metric: 'latency', value: 5, timestamp: at(1), dimensions: { region: 'emea' } },
      { metric: 'latency', value: 7, timestamp: at(4), dimensions: { region: 'emea' } },
      { metric: 'load', value: 1, timestamp: at(1), dimensions: {} },
      { metric: 'huge', value: 1.7e308, timestamp: at(1) },
      { metric: 'huge', value: 1.7e308, timestamp: at(2) },
    ];
    const stored = await world.request('POST', '/api/v1/data/points', { token, body: { points } });
    expect(stored.status).toBe(201);
    await world.request('PUT', '/api/v1/data/catalog/revenue', {
      token,
      body: { unit: 'USD', defaultAggregation: 'sum' },
    });
  });

  afterAll(() => world.close());

  it('answers columns with units, rows by time, and what the answer is about', async () => {
    const { status, body, headers } = await get(
      'metrics?metric=revenue&aggregation=sum&groupBy=date&from=2026-01-01&to=2026-01-05',
    );
    expect(status).toBe(200);
    expect(body.data.columns).toEqual([
      { name: 'time', type: 'datetime' },
      { name: 'revenue', type: 'number', unit: 'USD' },
    ]);
    expect(body.data.rows).toEqual([
      ['2026-01-01T00:00:00.000Z', 40],
      ['2026-01-02T00:00:00.000Z', -20],
      ['2026-01-03T00:00:00.000Z', 80],
    ]);
    expect(body.meta).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-05T00:00:00.000Z',
      interval: '1d',
      timezone: 'UTC',
      source: expect.stringMatching(/^(rollup_1[mhd]|raw)(\+(rollup_1[mhd]|raw))*$/),
      computedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      tookMs: expect.any(Number),
      approximate: false,
      truncated: false,
    });
    expect(headers.get('server-timing')).toMatch(/validate;dur=.*store;dur=.*format;dur=/);
  });

  it('cuts days in the time zone that is asked for', async () => {
    const { body } = await get(
      'metrics?metric=revenue&aggregation=sum&groupBy=date&from=2026-01-01&to=2026-01-05&timezone=Europe/Berlin',
    );
    expect(body.data.rows).toEqual([
      ['2025-12-31T23:00:00.000Z', 10],
      ['2026-01-01T23:00:00.000Z', 10],
      ['2026-01-02T23:00:00.000Z', 80],
    ]);
  });

  it('names a bucket that the range begins within by the start of the whole bucket', async () => {
    const { body } = await get(
      'metrics?metric=revenue&aggregation=count&interval=1mo&from=2026-01-02&to=2026-02-01',
    );
    expect(body.data.rows).toEqual([['2026-01-01T00:00:00.000Z', 2]]);
  });

  it('gives a missing dimension a group of its own, last', async () => {
    const { body } = await get(
      'metrics?metric=revenue&aggregation=sum&groupBy=region&from=2026-01-01&to=2026-01-05',
    );
    expect(body.data.rows).toEqual([
      ['apac', 30],
      ['emea', -10],
      [null, 80],
    ]);
  });

  it('answers several metrics and aggregations in one table, from the body as from the URL', async () => {
    const { body } = await post({
      metrics: [
        { metric: 'revenue', aggregation: 'sum' },
        { metric: 'revenue', aggregation: 'count' },
        { metric: 'latency', aggregation: 'percentile', percentile: 50, as: 'p50' },
      ],
      timeRange: { from: '2026-01-01T00:00:00Z', to: '2026-01-05T00:00:00+00:00' },
      interval: '1d',
    });
    expect(body.data.columns.map((column) => column.name)).toEqual([
      'time',
      'revenue_sum',
      'revenue_count',
      'p50',
    ]);
    expect(body.data.rows).toEqual([
      ['2026-01-01T00:00:00.000Z', 40, 2, 5],
      ['2026-01-02T00:00:00.000Z', -20, 1, null],
      ['2026-01-03T00:00:00.000Z', 80, 1, null],
      ['2026-01-04T00:00:00.000Z', null, 0, 7],
    ]);
    const both = await get('metrics?metric=revenue,latency&aggregation=max&from=2026-01-01&to=2026-01-05');
    expect(both.body.data.rows).toEqual([[80, 7]]);
  });

  it('filters by lists, by JSON, by ne and by or', async () => {
    expect(await sum([{ dimension: 'region', operator: 'eq', values: ['emea'] }])).toEqual([[-10]]);
    expect(await sum([{ dimension: 'region', operator: 'ne', values: ['emea'] }])).toEqual([[110]]);
    expect(await sum([{ dimension: 'region', operator: 'exists', values: ['false'] }])).toEqual([[80]]);
    expect(
      await sum([
        {
          or: [
            { dimension: 'region', operator: 'eq', values: ['apac'] },
            { dimension: 'product', operator: 'startsWith', values: ['b'] },
          ],
        },
      ]),
    ).toEqual([[90]]);
    expect(
      await sum([{ dimension: 'region', operator: 'eq', values: ["'; DROP TABLE metrics.points; --"] }]),
    ).toEqual([]);
    const listed = await get(
      'metrics?metric=revenue&aggregation=sum&from=2026-01-01&to=2026-01-05&filters=region:emea|apac,product:a',
    );
    expect(listed.body.data.rows).toEqual([[40]]);
    const json = encodeURIComponent(
      JSON.stringify({ dimension: 'region', operator: 'contains', values: ['me'] }),
    );
    expect(
      (await get(`metrics?metric=revenue&aggregation=sum&from=2026-01-01&to=2026-01-05&filters=${json}`)).body
        .data.rows,
    ).toEqual([[-10]]);
  });

  it('orders and cuts, and tells that it cut', async () => {
    const { body } = await get(
      'metrics?metric=revenue&aggregation=sum&groupBy=region&from=2026-01-01&to=2026-01-05&orderBy=revenue:desc&limit=2',
    );
    expect(body.data.rows).toEqual([
      [null, 80],
      ['apac', 30],
    ]);
    expect(body.meta.truncated).toBe(true);
  });

  it('shows every visible metric when none is named, each by the aggregation that is asked for', async () => {
    const { body } = await get('metrics?aggregation=count&from=2026-01-01&to=2026-01-05');
    expect(body.data.columns.map(({ name }) => name)).toEqual(['huge', 'latency', 'load', 'revenue']);
    expect(body.data.rows).toEqual([[2, 2, 1, 4]]);
  });

  it('splits a metric by a dimension with shares, the greatest first', async () => {
    const sums = await get('analytics?metric=revenue&dimension=product&from=2026-01-01&to=2026-01-05');
    expect(sums.body.data.columns.map(({ name }) => name)).toEqual(['product', 'revenue', 'share']);
    expect(sums.body.data.rows).toEqual([
      ['b', 60, 0.6],
      ['a', 40, 0.4],
    ]);
    const averages = await get(
      'analytics?metric=revenue&dimension=region&aggregation=avg&from=2026-01-01&to=2026-01-05',
    );
    expect(averages.body.data.rows).toEqual([
      [null, 80, 0.25],
      ['apac', 30, 0.25],
      ['emea', -5, 0.5],
    ]);
  });

  it('shows a principal only what the data policy allows, and no more by its errors', async () => {
    const partner = await world.user({ roles: ['viewer'], dataPolicy: { region: ['emea'] } });
    const range = 'from=2026-01-01&to=2026-01-05';
    const rows = async (path: string) => (await get(`${path}&${range}`, partner.token)).body.data.rows;
    expect(await rows('metrics?metric=revenue&aggregation=sum')).toEqual([[-10]]);
    expect(await rows('metrics?metric=revenue&aggregation=sum&filters=region:apac')).toEqual([]);
    expect(await rows('metrics?metric=load&aggregation=sum')).toEqual([]);
    expect(await rows('metrics?metric=load&aggregation=sum&groupBy=whatever')).toEqual([]);
    expect(await rows('analytics?metric=revenue&dimension=region')).toEqual([['emea', -10, 1]]);
    const all = await get(`metrics?aggregation=count&${range}`, partner.token);
    expect(all.body.data.columns.map(({ name }) => name)).toEqual(['latency', 'revenue']);
    const unknown = await get<Problem>(`metrics?metric=lod&aggregation=sum&${range}`, partner.token);
    expect(unknown.body.detail).not.toContain('load');
    const nobody = await world.user({ roles: ['viewer'], dataPolicy: { region: [] } });
    expect(
      (await get(`metrics?metric=revenue&aggregation=sum&${range}`, nobody.token)).body.data.rows,
    ).toEqual([]);
  });

  it('names what is unknown, what exists and what is meant', async () => {
    const metric = await get<Problem>('metrics?metric=revenu&aggregation=sum');
    expect(metric.status).toBe(422);
    expect(metric.body.code).toBe('UNKNOWN_METRIC');
    expect(metric.body.errors).toEqual([
      { pointer: '/metric', message: expect.stringMatching(/"revenu".*mean "revenue".*huge, latency/) },
    ]);
    const dimension = await post<Problem>({
      metrics: [{ metric: 'revenue', aggregation: 'sum' }],
      groupBy: ['regoin'],
    });
    expect(dimension.status).toBe(422);
    expect(dimension.body.code).toBe('UNKNOWN_DIMENSION');
    expect(dimension.body.errors).toEqual([
      { pointer: '/groupBy/0', message: expect.stringContaining('mean "region"') },
    ]);
    const split = await get<Problem>('analytics?metric=revenue&dimension=regoin');
    expect([split.status, split.body.errors]).toEqual([
      422,
      [{ pointer: '/dimension', message: expect.stringContaining('mean "region"') }],
    ]);
  });

  it('lists everything that is wrong at once', async () => {
    const { status, body } = await post<Problem>({
      metrics: [
        { metric: 'revenue', aggregation: 'median' },
        { metric: 'x', aggregation: 'percentile' },
      ],
      timeRange: 'yesterday',
      timezone: 'Mars/Olympus',
      filters: [{ dimension: 'region', operator: 'like', values: ['x'] }],
      having: {},
    });
    expect(status).toBe(400);
    expect(body.code).toBe('VALIDATION_FAILED');
    expect(body.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
      '/filters/0/operator',
      '/having',
      '/metrics/0/aggregation',
      '/metrics/1/percentile',
      '/timeRange',
      '/timezone',
    ]);
  });

  it.each([
    [
      'metrics?metric=revenue&aggregation=sum&from=1926-01-01&to=2026-01-01&interval=1m',
      '/timerange',
      '5 years',
    ],
    ['metrics?metric=revenue&aggregation=sum&timerange=100y&interval=1m', '/timerange', '5 years'],
    ['metrics?metric=revenue&aggregation=sum&timerange=1y&interval=1m', '/interval', '50000'],
    ['metrics?metric=revenue&aggregation=sum&limit=1000000', '/limit', '50000'],
  ])('refuses %s naming the limit', async (path, pointer, limit) => {
    const started = performance.now();
    const { status, body } = await get<Problem>(path);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(status).toBe(400);
    expect(body.code).toBe('LIMIT_EXCEEDED');
    expect(body.errors).toEqual([{ pointer, message: expect.stringContaining(limit) }]);
  });

  it.each([
    ['metrics?metric=revenue&aggregation=sum&colour=red', '/colour'],
    ['metrics?metric=revenue&aggregation=sum&limit=ten', '/limit'],
    ['metrics?metric=revenue&aggregation=sum&filters=%5B', '/filters'],
    ['metrics?metric=revenue&aggregation=sum&filters=region', '/filters'],
    ['metrics?metric=revenue&aggregation=sum&from=2026-01-01T00:00:00&to=2026-01-02', '/from'],
    ['metrics?metric=revenue&aggregation=sum&from=2026-01-01', '/to'],
    ['metrics?metric=revenue&aggregation=sum&limit=1&limit=2', '/limit'],
    ['metrics?metric=revenue&aggregation=percentile', '/percentile'],
    ['metrics?metric=%00&aggregation=sum', '/metric'],
    ['metrics?metric=%00', '/metric'],
    ['metrics?metric=revenue&aggregation=sum&filters=region:%00', '/filters'],
    ['metrics?metric=revenue&aggregation=sum&groupBy=time', '/groupBy'],
    ['metrics?metric=revenue,revenue&aggregation=sum', '/metric'],
    ['analytics?metric=revenue', '/dimension'],
    ['analytics?dimension=region', '/metric'],
    ['analytics?metric=revenue&dimension=region&interval=1d', '/interval'],
  ])('answers 400 to %s', async (path, pointer) => {
    const { status, body } = await get<Problem>(path);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.pointer).toBe(pointer);
  });

  it.each([
    [null],
    [[]],
    ['text'],
    [7],
    [{ metrics: 'revenue' }],
    [{ metrics: [null] }],
    [{ metrics: [], __x: 1 }],
  ])('answers 400 to the body %j', async (body) => {
    const answer = await world.request<Problem>('POST', '/api/v1/data/query', {
      token,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
  });

  it('refuses JSON that nests too deep', async () => {
    let filter: unknown = { dimension: 'region', operator: 'exists' };
    for (let level = 0; level < 40; level++) filter = { or: [filter] };
    const { status, body } = await post<Problem>({
      metrics: [{ metric: 'revenue', aggregation: 'sum' }],
      filters: [filter],
    });
    expect(status).toBe(400);
    expect(body.code).toBe('LIMIT_EXCEEDED');
  });

  it('says so when a sum is beyond what a number can be', async () => {
    const { status, body } = await get<Problem>(
      'metrics?metric=huge&aggregation=sum&from=2026-01-01&to=2026-01-05',
    );
    expect(status).toBe(400);
    expect(body.code).toBe('LIMIT_EXCEEDED');
  });

  it('needs data:read', async () => {
    const answer = await world.request<Problem>('GET', '/api/v1/data/metrics?aggregation=sum');
    expect(answer.status).toBe(401);
  });
});

function at(day: number, hour = 12): string {
  return new Date(Date.UTC(2026, 0, day, hour)).toISOString();
}
