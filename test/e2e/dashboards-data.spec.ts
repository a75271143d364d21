import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

interface WidgetAnswer {
  status: 'ok' | 'error';
  data: { columns: { name: string }[]; rows: (string | number | null)[][] } | null;
  meta: { ignoredFilters: unknown[]; interval: string | null; timezone: string } | null;
  error: { code: string; title: string; detail?: string } | null;
}

interface DashboardData {
  data: { widgets: Record<string, WidgetAnswer> };
  meta: {
    dashboardId: string;
    version: number;
    widgets: number;
    failed: number;
    queries: number;
    tookMs: number;
  };
}

const timeRange = { from: '2024-01-01T00:00:00Z', to: '2024-01-03T00:00:00Z' };
const point = (metric: string, value: number, timestamp: string, dimensions: object): object => ({
  metric,
  value,
  timestamp: `2024-01-${timestamp}:00:00Z`,
  dimensions,
});

describe('dashboard data', () => {
  let world: World;
  let analyst: WorldUser;
  let dashboardId: string;
  const ids: Record<string, string> = {};

  const send = <B>(method: string, path: string, body?: unknown, as = analyst): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { token: as.token, body });

  const data = async (query = '', as = analyst): Promise<DashboardData> => {
    const answer = await send<DashboardData>('GET', `/dashboards/${dashboardId}/data${query}`, undefined, as);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** The one number of a widget; null when it has no row or no value. */
  const numbers = async (query = '', as = analyst): Promise<Record<string, number | string | null>> => {
    const { widgets } = (await data(query, as)).data;
    const entries = ['total', 'emea', 'visits'].map((name): [string, number | string | null] => {
      const { data, error } = widgets[ids[name]!]!;
      return [name, error?.code ?? data?.rows[0]?.[0] ?? null];
    });
    return Object.fromEntries(entries);
  };
  const add = async (name: string, type: string, config: object): Promise<void> => {
    const answer = await send<{ id: string }>('POST', '/widgets', { dashboardId, type, title: name, config });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    ids[name] = answer.body.id;
  };

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
    const points = [
      point('sales', 1, '01T10', { region: 'emea', category: 'toys' }),
      point('sales', 2, '01T11', { region: 'apac', category: 'toys' }),
      point('sales', 4, '02T10', { region: 'emea', category: 'books' }),
      point('visits', 10, '01T10', { region: 'emea' }),
      point('visits', 20, '01T11', { region: 'apac' }),
    ];
    expect((await send('POST', '/data/points', { points }, world.admin)).status).toBe(201);
    const dashboard = await send<{ id: string }>('POST', '/dashboards', {
      name: 'D',
      visibility: 'organization',
    });
    dashboardId = dashboard.body.id;
    const sales = [{ metric: 'sales', aggregation: 'sum' }];
    const emea = [{ dimension: 'region', operator: 'eq', values: ['emea'] }];
    await add('total', 'stat', { query: { metrics: sales, timeRange } });
    await add('again', 'stat', { query: { timeRange, metrics: sales, timezone: 'UTC' } });
    await add('emea', 'stat', { query: { metrics: sales, timeRange, filters: emea } });
    await add('visits', 'stat', {
      query: { metrics: [{ metric: 'visits', aggregation: 'sum' }], timeRange },
    });
    await add('days', 'line', { query: { metrics: sales, timeRange, interval: '1d' } });
    await add('minutes', 'line', { query: { metrics: sales, timeRange, interval: '1m' } });
    await add('notes', 'text', { display: { markdown: 'x' } });
  });
  afterAll(() => world?.close());

  it('answers every widget in one call, and equal queries once', async () => {
    const { data: answer, meta } = await data();
    expect(Object.keys(answer.widgets).toSorted()).toEqual(Object.values(ids).toSorted());
    expect(answer.widgets[ids.total!]).toEqual({
      status: 'ok',
      data: { columns: [expect.objectContaining({ name: 'sales', type: 'number' })], rows: [[7]] },
      meta: expect.objectContaining({
        from: '2024-01-01T00:00:00.000Z',
        to: '2024-01-03T00:00:00.000Z',
        ignoredFilters: [],
      }),
      error: null,
    });
    expect(answer.widgets[ids.again!]!.data).toEqual(answer.widgets[ids.total!]!.data);
    expect(answer.widgets[ids.days!]!.data!.rows).toEqual([
      ['2024-01-01T00:00:00.000Z', 3],
      ['2024-01-02T00:00:00.000Z', 4],
    ]);
    expect(answer.widgets[ids.notes!]).toEqual({ status: 'ok', data: null, meta: null, error: null });
    expect(meta).toMatchObject({
      dashboardId,
      widgets: 7,
      failed: 0,
      queries: 5,
      version: expect.any(Number),
    });
  });

  it('adds the filters of the request where the dimension exists, and says where it does not', async () => {
    expect(await numbers('?filters=category:toys')).toEqual({ total: 3, emea: 1, visits: 30 });
    const { widgets } = (await data('?filters=category:toys')).data;
    expect(widgets[ids.total!]!.meta!.ignoredFilters).toEqual([]);
    expect(widgets[ids.visits!]!.meta!.ignoredFilters).toEqual([
      { dimension: 'category', operator: 'eq', values: ['toys'] },
    ]);
    expect(await numbers('?filters=category:toys|books,region:apac')).toMatchObject({ total: 2, visits: 20 });
  });

  it("never widens what a widget's own filters leave", async () => {
    expect(await numbers('?filters=region:emea|apac')).toEqual({ total: 7, emea: 5, visits: 30 });
    expect((await numbers('?filters=region:apac')).emea).toBeNull();
  });

  it('fails only the widget for which a part of a filter would have to be left out', async () => {
    const either = [
      {
        or: [
          { dimension: 'region', operator: 'eq', values: ['apac'] },
          { dimension: 'category', operator: 'eq', values: ['toys'] },
        ],
      },
    ];
    const query = `?filters=${encodeURIComponent(JSON.stringify(either))}`;
    expect(await numbers(query)).toEqual({ total: 3, emea: 1, visits: 'UNKNOWN_DIMENSION' });
  });

  it("adds the dashboard's own filters", async () => {
    const filters = [{ dimension: 'region', operator: 'in', values: ['apac'] }];
    await send('PATCH', `/dashboards/${dashboardId}`, { filters });
    try {
      expect(await numbers()).toEqual({ total: 2, emea: null, visits: 20 });
      expect(await numbers('?filters=region:emea')).toEqual({ total: null, emea: null, visits: null });
      const one = await send<{ data: { rows: number[][] } }>('GET', `/widgets/${ids.total}/data`);
      expect(one.body.data.rows).toEqual([[2]]);
    } finally {
      await send('PATCH', `/dashboards/${dashboardId}`, { filters: [] });
    }
  });

  it('keeps to the data policy of whoever asks', async () => {
    const restricted = await world.user({ roles: ['viewer'], dataPolicy: { region: ['apac'] } });
    expect(await numbers('', restricted)).toEqual({ total: 2, emea: null, visits: 20 });
  });

  it('replaces time range, interval and time zone; widgets without interval keep none', async () => {
    expect(await numbers('?from=2024-01-02&to=2024-01-03')).toMatchObject({ total: 4, visits: null });
    const { widgets } = (await data('?interval=1h&timezone=Europe/Berlin')).data;
    expect(widgets[ids.days!]!.meta).toMatchObject({ interval: '1h', timezone: 'Europe/Berlin' });
    expect(widgets[ids.total!]!.meta).toMatchObject({ interval: null, timezone: 'Europe/Berlin' });
    expect(await numbers('?timerange=&interval=&timezone=&filters=')).toMatchObject({ total: 7 });
    expect(await numbers('?timerange=7d')).toMatchObject({ total: null });
  });

  it('says which widget failed and why, and leaves the others alone', async () => {
    const { data: answer, meta } = await data('?from=2023-01-01&to=2024-06-01');
    expect(answer.widgets[ids.minutes!]).toEqual({
      status: 'error',
      data: null,
      meta: null,
      error: expect.objectContaining({
        code: 'LIMIT_EXCEEDED',
        title: 'Validation failed',
        detail: expect.any(String),
      }),
    });
    expect(answer.widgets[ids.total!]).toMatchObject({ status: 'ok', data: { rows: [[7]] } });
    expect(meta.failed).toBe(1);
    const one = await send<{ code: string }>(
      'GET',
      `/widgets/${ids.minutes}/data?from=2023-01-01&to=2024-06-01`,
    );
    expect([one.status, one.body.code]).toEqual([400, 'LIMIT_EXCEEDED']);
  });

  it.each([
    'timerange=abc',
    'timerange=7d&timeRange=7d',
    'from=2024-01-01',
    'interval=7m',
    'timezone=Mars',
    'filters=x',
    'filters=[',
    'filters=a:b&filters=c:d',
    'sort=x',
  ])('refuses ?%s as a whole', async (query) => {
    for (const path of [`/dashboards/${dashboardId}/data`, `/widgets/${ids.total}/data`]) {
      const answer = await send<{ code: string }>('GET', `${path}?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('of an empty dashboard is empty', async () => {
    const { body } = await send<{ id: string }>('POST', '/dashboards', { name: 'Empty' });
    const answer = await send<DashboardData>('GET', `/dashboards/${body.id}/data`);
    expect(answer.body).toMatchObject({ data: { widgets: {} }, meta: { widgets: 0, failed: 0, queries: 0 } });
  });
});
