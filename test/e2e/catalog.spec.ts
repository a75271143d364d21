import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

interface Entry {
  name: string;
  unit: string | null;
  dimensions: { name: string; values: string[]; truncated: boolean }[];
  version: number;
}
interface CatalogPage {
  data: Entry[];
  page: { limit: number; nextCursor: string | null };
}

const point = (metric: string, dimensions: object): object => ({ metric, value: 1, dimensions });

describe('/data/catalog', () => {
  let world: World;
  let limited: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    limited = await world.user({ roles: ['analyst'], dataPolicy: { region: ['emea', 'none'] } });
    const answer = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: {
        points: [
          point('sales/eu:net', { region: 'emea', product: 'lamp' }),
          point('sales/eu:net', { region: 'apac', product: 'desk' }),
          point('visits', { page: 'home' }),
          ...Array.from({ length: 101 }, (_, n) => point('wide', { host: `h${String(n).padStart(3, '0')}` })),
        ],
      },
    });
    expect(answer.status).toBe(201);
  });
  afterAll(() => world?.close());

  const get = (query = '', token = world.admin.token): Promise<Answer<CatalogPage>> =>
    world.request<CatalogPage>('GET', `/api/v1/data/catalog${query}`, { token });
  const put = (name: string, body: object, headers = {}, token = world.admin.token): Promise<Answer<Entry>> =>
    world.request<Entry>('PUT', `/api/v1/data/catalog/${encodeURIComponent(name)}`, { token, body, headers });

  it('lists metrics with their dimensions and values, at most 100 of each', async () => {
    const { status, body } = await get();
    expect(status).toBe(200);
    expect(body.data.map(({ name }) => name)).toEqual(['sales/eu:net', 'visits', 'wide']);
    expect(body.data[0]).toMatchObject({
      unit: null,
      description: null,
      defaultAggregation: null,
      dimensions: [
        { name: 'product', values: ['desk', 'lamp'], truncated: false },
        { name: 'region', values: ['apac', 'emea'], truncated: false },
      ],
    });
    expect(body.data[2]?.dimensions[0]).toMatchObject({ name: 'host', truncated: true });
    expect(body.data[2]?.dimensions[0]?.values).toHaveLength(100);
  });

  it('pages and searches', async () => {
    const first = await get('?limit=2');
    expect(first.body.data.map(({ name }) => name)).toEqual(['sales/eu:net', 'visits']);
    const second = await get(`?limit=2&cursor=${first.body.page.nextCursor}`);
    expect(second.body.data.map(({ name }) => name)).toEqual(['wide']);
    expect(second.body.page.nextCursor).toBeNull();
    expect((await get('?search=VIS')).body.data.map(({ name }) => name)).toEqual(['visits']);
    expect((await get('?search=%25')).body.data).toEqual([]);
    expect((await get('?cursor=nonsense')).status).toBe(400);
  });

  it('shows only what the data policy lets through', async () => {
    const { body } = await get('', limited.token);
    expect(body.data.map(({ name }) => name)).toEqual(['sales/eu:net']);
    expect(body.data[0]?.dimensions).toEqual([
      { name: 'product', values: ['lamp'], truncated: false },
      { name: 'region', values: ['emea'], truncated: false },
    ]);
    const hidden = await world.request('GET', '/api/v1/data/catalog/visits', { token: limited.token });
    expect(hidden.status).toBe(404);
    // What is hidden is refused like what is new.
    for (const name of ['visits', 'brand-new']) {
      const refused = await put(name, { unit: 'x' }, {}, limited.token);
      expect(refused).toMatchObject({ status: 403, body: { code: 'POLICY_VIOLATION' } });
    }
  });

  it('describes a metric, with an ETag against lost updates', async () => {
    const before = await world.request<Entry>('GET', '/api/v1/data/catalog/sales%2Feu%3Anet', {
      token: world.admin.token,
    });
    const etag = before.headers.get('etag') ?? '';
    const change = { unit: 'USD', description: 'Net sales.\nWithout tax.', defaultAggregation: 'sum' };
    const changed = await put('sales/eu:net', change, { 'if-match': etag });
    expect(changed).toMatchObject({ status: 200, body: { name: 'sales/eu:net', ...change } });
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect(await put('sales/eu:net', {}, { 'if-match': etag })).toMatchObject({ status: 412 });
    expect((await get('?search=without')).body.data[0]).toMatchObject(change);
    expect(await put('sales/eu:net', { unit: 'EUR' })).toMatchObject({
      status: 200,
      body: { unit: 'EUR', description: null },
    });
  });

  it('makes a metric before it has points', async () => {
    const created = await put('margin', { unit: '%' });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'margin', unit: '%', dimensions: [], version: 1 },
    });
    expect(await put('other', {}, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect((await get('?search=other')).body.data).toEqual([]);
  });

  it.each([
    ['a name with a space', 'a b', {}],
    ['a reserved name', 'time', {}],
    ['a long name', 'm'.repeat(201), {}],
    ['an unknown aggregation', 'm', { defaultAggregation: 'median' }],
    ['a long unit', 'm', { unit: 'u'.repeat(51) }],
    ['a NUL character', 'm', { description: 'a\u0000' }],
    ['half a surrogate pair', 'm', { description: '\ud800' }],
    ['another property', 'm', { colour: 'red' }],
  ])('refuses %s', async (_, name, body) => {
    expect(await put(name, body)).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  });

  it('needs data:write to describe and data:read to look', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    expect((await put('visits', {}, {}, viewer.token)).status).toBe(403);
    expect((await get('', viewer.token)).status).toBe(200);
    expect((await world.request('GET', '/api/v1/data/catalog')).status).toBe(401);
  });
});
