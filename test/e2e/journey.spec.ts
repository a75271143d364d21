import { type ApiClient, apiClient } from '../support/client';
import { aWorld, type World } from '../support/world';

/** One team's way through every part of the API, with the client that is generated from `openapi.json`. */
describe('a journey with the generated client', () => {
  const range = { from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00Z' };
  let world: World;
  let admin: ApiClient;
  let analyst: ApiClient;
  let analystToken: string;
  let refreshToken: string;
  let dashboardId: string;
  let widgetId: string;

  beforeAll(async () => {
    world = await aWorld();
    admin = apiClient(world.api, world.admin.token);
  });
  afterAll(() => world.close());

  it('sees that the service is up', async () => {
    const guest = apiClient(world.api);
    expect((await guest.GET('/health')).data).toMatchObject({ status: 'healthy' });
    expect((await guest.GET('/health/live')).response.status).toBe(200);
    expect((await guest.GET('/health/ready')).data).toMatchObject({ status: 'ready' });
  });

  it('creates an analyst, who logs in', async () => {
    const email = 'ada@example.com';
    const password = 'a long enough passphrase';
    const created = await admin.POST('/api/v1/users', {
      body: { email, name: 'Ada', roles: ['analyst'], password },
    });
    expect(created.response.status).toBe(201);
    expect(created.data).toMatchObject({ email, roles: ['analyst'] });

    const login = await apiClient(world.api).POST('/api/v1/auth/login', { body: { email, password } });
    expect(login.data).toMatchObject({ tokenType: 'Bearer', user: { email } });
    analystToken = login.data?.accessToken ?? '';
    refreshToken = login.data?.refreshToken ?? '';
    analyst = apiClient(world.api, analystToken);
    expect((await analyst.GET('/api/v1/auth/me')).data).toMatchObject({ email });
    expect((await analyst.GET('/api/v1/auth/sessions')).data?.data).toHaveLength(1);
    expect((await analyst.GET('/api/v1/roles')).data).toBeDefined();
  });

  it('is told what it may not do', async () => {
    const { error, response } = await analyst.GET('/api/v1/users', { params: { query: {} } });
    expect(response.status).toBe(403);
    expect(error).toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS', error: 'Insufficient permissions' });
  });

  it('stores points and describes their metric', async () => {
    const points = ['emea', 'amer'].flatMap((region, index) =>
      [1, 2].map((day) => ({
        metric: 'revenue',
        value: 10 * day + index,
        timestamp: `2026-03-0${day}T12:00:00Z`,
        dimensions: { region },
        id: `order-${region}-${day}`,
      })),
    );
    const stored = await analyst.POST('/api/v1/data/points', { body: { points } });
    expect(stored.response.status).toBe(201);
    expect(stored.data).toEqual({ accepted: 4, duplicates: 0 });
    expect((await analyst.POST('/api/v1/data/points', { body: { points } })).data).toEqual({
      accepted: 0,
      duplicates: 4,
    });
    const entry = await analyst.PUT('/api/v1/data/catalog/{metric}', {
      params: { path: { metric: 'revenue' } },
      body: { unit: 'USD', description: 'Money in', defaultAggregation: 'sum' },
    });
    expect(entry.data).toMatchObject({ name: 'revenue', unit: 'USD' });
    const catalog = await analyst.GET('/api/v1/data/catalog', { params: { query: {} } });
    expect(catalog.data?.data.map(({ name }) => name)).toEqual(['revenue']);
  });

  it('asks three ways', async () => {
    const byDay = await analyst.GET('/api/v1/data/metrics', {
      params: {
        query: { metric: 'revenue', aggregation: 'sum', groupBy: 'date', from: range.from, to: range.to },
      },
    });
    expect(byDay.data?.data.rows).toEqual([
      ['2026-03-01T00:00:00.000Z', 21],
      ['2026-03-02T00:00:00.000Z', 41],
    ]);
    const byRegion = await analyst.POST('/api/v1/data/query', {
      body: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: range, groupBy: ['region'] },
    });
    expect(byRegion.data?.data.columns.at(-1)).toEqual({ name: 'revenue', type: 'number', unit: 'USD' });
    expect(byRegion.data?.data.rows).toEqual([
      ['amer', 32],
      ['emea', 30],
    ]);
    const shares = await analyst.GET('/api/v1/data/analytics', {
      params: { query: { metric: 'revenue', dimension: 'region', from: range.from, to: range.to } },
    });
    expect(shares.data?.data.columns.at(-1)?.name).toBe('share');
  });

  it('builds a dashboard and reads it in one call', async () => {
    const created = await analyst.POST('/api/v1/dashboards', { body: { name: 'Sales', tags: ['team'] } });
    dashboardId = created.data?.id ?? '';
    const widget = await analyst.POST('/api/v1/widgets', {
      body: {
        dashboardId,
        type: 'line',
        title: 'Revenue by day',
        config: {
          query: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: range, interval: '1d' },
          display: {},
        },
      },
    });
    expect(widget.response.status).toBe(201);
    widgetId = widget.data?.id ?? '';
    const data = await analyst.GET('/api/v1/dashboards/{id}/data', {
      params: { path: { id: dashboardId }, query: { filters: 'region:emea' } },
    });
    expect(data.data?.data.widgets[widgetId]).toMatchObject({
      status: 'ok',
      data: {
        rows: [
          ['2026-03-01T00:00:00.000Z', 10],
          ['2026-03-02T00:00:00.000Z', 20],
        ],
      },
    });
    const alone = await analyst.GET('/api/v1/widgets/{id}/data', {
      params: { path: { id: widgetId }, query: {} },
    });
    expect(alone.data?.data?.rows).toHaveLength(2);
  });

  it('changes it under a lock, copies it as a definition and removes it', async () => {
    const path = { id: dashboardId };
    const read = await analyst.GET('/api/v1/dashboards/{id}', { params: { path } });
    const etag = read.response.headers.get('etag') ?? '';
    const patch = (header: Record<string, string>) =>
      analyst.PATCH('/api/v1/dashboards/{id}', {
        params: { path },
        headers: header,
        body: { name: 'Sales 2026' },
      });
    expect((await patch({ 'if-match': etag })).data).toMatchObject({ name: 'Sales 2026' });
    expect((await patch({ 'if-match': etag })).error).toMatchObject({ code: 'PRECONDITION_FAILED' });

    const definition = await analyst.GET('/api/v1/dashboards/{id}/export-definition', { params: { path } });
    const copy = await analyst.POST('/api/v1/dashboards/import', { body: definition.data as never });
    expect(copy.response.status).toBe(201);
    const listed = await analyst.GET('/api/v1/dashboards', { params: { query: { tag: 'team' } } });
    expect(listed.data?.data).toHaveLength(2);

    expect(
      (await analyst.DELETE('/api/v1/widgets/{id}', { params: { path: { id: widgetId } } })).response.status,
    ).toBe(204);
    expect((await analyst.DELETE('/api/v1/dashboards/{id}', { params: { path } })).response.status).toBe(204);
    expect((await analyst.GET('/api/v1/dashboards/{id}', { params: { path } })).error).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('renews its token and logs out', async () => {
    const renewed = await apiClient(world.api).POST('/api/v1/auth/refresh', { body: { refreshToken } });
    expect(renewed.data?.accessToken).toEqual(expect.any(String));
    expect((await analyst.POST('/api/v1/auth/logout')).response.status).toBe(204);
    expect((await analyst.GET('/api/v1/auth/me')).error).toMatchObject({ code: 'SESSION_ENDED' });
  });
});
