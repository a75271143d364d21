import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

interface Widget {
  id: string;
  version: number;
  [field: string]: unknown;
}

interface Dashboard {
  id: string;
  version: number;
  layout: { items: { widgetId: string; x: number; y: number; w: number; h: number }[] };
}

interface Problem {
  code: string;
  errors?: { pointer: string; message: string }[];
}

const range = { from: '2024-01-01T00:00:00Z', to: '2024-01-03T00:00:00Z' };
const sales = { metric: 'sales', aggregation: 'sum' };
const visits = { metric: 'visits', aggregation: 'sum' };
const TEXT = { type: 'text', title: 'Notes', config: { display: { markdown: '# Hello' } } };
const LINE = {
  type: 'line',
  title: 'Sales by hour',
  config: {
    query: { metrics: [sales], timeRange: range, interval: '1h' },
    display: { unit: 'EUR', legend: 'bottom' },
  },
};

const pointers = ({ body }: Answer<Problem>): string[] => (body.errors ?? []).map((error) => error.pointer);

describe('widgets', () => {
  let world: World;
  let analyst: WorldUser;
  let dashboardId: string;

  const send = <B = Widget>(
    method: string,
    path: string,
    options: { as?: WorldUser; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, {
      token: (options.as ?? analyst).token,
      body: options.body,
      headers: options.headers,
    });

  const newDashboard = async (fields: object = {}): Promise<string> =>
    (await send('POST', '/dashboards', { body: { name: 'D', ...fields } })).body.id;
  const dashboard = async (id = dashboardId): Promise<Dashboard> =>
    (await send<Dashboard>('GET', `/dashboards/${id}`)).body;
  const add = async (body: object): Promise<Widget> => {
    const answer = await send('POST', '/widgets', { body: { dashboardId, ...body } });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
    const points = [
      {
        metric: 'sales',
        value: 1,
        timestamp: '2024-01-01T10:00:00Z',
        dimensions: { region: 'emea', category: 'toys' },
      },
      { metric: 'visits', value: 5, timestamp: '2024-01-01T10:00:00Z', dimensions: { region: 'emea' } },
    ];
    const stored = await send('POST', '/data/points', { as: world.admin, body: { points } });
    expect(stored.status).toBe(201);
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    dashboardId = await newDashboard();
  });

  it('are added to a dashboard, with the query in normal form', async () => {
    const answer = await send('POST', '/widgets', { body: { dashboardId, ...LINE } });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/widgets/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({
      id: expect.any(String),
      dashboardId,
      type: 'line',
      title: 'Sales by hour',
      config: {
        query: { metrics: [{ ...sales, as: 'sales' }], interval: '1h', timezone: 'UTC' },
        display: LINE.config.display,
      },
      version: 1,
    });
    expect(answer.body).not.toHaveProperty('position');
    expect((await send('GET', `/widgets/${answer.body.id}`)).body).toEqual(answer.body);
    const list = await send<{ data: Widget[] }>('GET', `/dashboards/${dashboardId}/widgets`);
    expect(list.body.data).toEqual([answer.body]);
  });

  it('go to the given position, else to a free one at the bottom, in the layout of the dashboard', async () => {
    const a = await add({ ...TEXT, position: { x: 0, y: 0, w: 9, h: 2 } });
    const b = await add({ ...TEXT });
    const { layout, version } = await dashboard();
    expect(layout.items).toEqual([
      { widgetId: a.id, x: 0, y: 0, w: 9, h: 2 },
      { widgetId: b.id, x: 0, y: 2, w: 4, h: 2 },
    ]);
    expect(version).toBe(3);
  });

  it.each([
    [{ x: 4, y: 1, w: 2, h: 2 }, '/position'],
    [{ x: 8, y: 5, w: 5, h: 2 }, '/position'],
    [{ x: 0, y: 999, w: 1, h: 2 }, '/position'],
    [{ x: -1, y: 5, w: 5, h: 2 }, '/position/x'],
    [{ x: 0, y: 5, w: 0, h: 2 }, '/position/w'],
    [{ x: 0, y: 5, w: 1.5, h: 2 }, '/position/w'],
    [{ x: 0, y: 5, w: 1 }, '/position/h'],
    [null, '/position'],
  ])('refuse the position %j', async (position, pointer) => {
    await add({ ...TEXT, position: { x: 4, y: 0, w: 4, h: 2 } });
    const answer = await send<Problem>('POST', '/widgets', { body: { dashboardId, ...TEXT, position } });
    expect(answer.status).toBe(400);
    expect(pointers(answer)).toContain(pointer);
    expect((await dashboard()).layout.items).toHaveLength(1);
  });

  it('are moved by the layout, which may name none twice, none outside, none of another dashboard', async () => {
    const a = await add({ ...TEXT });
    const b = await add({ ...TEXT });
    const foreign = await send('POST', '/widgets', { body: { dashboardId: await newDashboard(), ...TEXT } });
    const move = (
      ...items: [string, number, number, number, number][]
    ): Promise<Answer<Problem & Dashboard>> =>
      send('PATCH', `/dashboards/${dashboardId}`, {
        body: {
          layout: { columns: 12, items: items.map(([widgetId, x, y, w, h]) => ({ widgetId, x, y, w, h })) },
        },
      });
    const moved = await move([b.id, 0, 0, 12, 3], [a.id, 2, 3, 4, 4]);
    expect(moved.status).toBe(200);
    expect(moved.body.layout.items.map((item) => item.widgetId)).toEqual([b.id, a.id]);
    for (const [answer, pointer] of [
      [await move([a.id, 0, 0, 6, 2], [b.id, 5, 1, 6, 2]), '/layout/items/1'],
      [await move([a.id, 0, 0, 1, 1], [a.id, 5, 1, 6, 2]), '/layout/items/1/widgetId'],
      [await move([a.id, 7, 0, 6, 1]), '/layout/items/0'],
      [await move([foreign.body.id, 0, 0, 6, 1]), '/layout/items/0/widgetId'],
    ] as const) {
      expect(answer.status).toBe(400);
      expect(pointers(answer)).toEqual([pointer]);
    }
    expect((await move([a.id, 0, 0, 1, 1])).body.layout.items).toHaveLength(1);
  });

  it('leave the layout when they are deleted, which gives the dashboard a new version', async () => {
    const a = await add({ ...TEXT });
    const b = await add({ ...TEXT });
    const before = await dashboard();
    expect((await send('DELETE', `/widgets/${a.id}`, { headers: { 'if-match': '"9"' } })).status).toBe(412);
    expect((await send('DELETE', `/widgets/${a.id}`, { headers: { 'if-match': '"1"' } })).status).toBe(204);
    const after = await dashboard();
    expect(after.layout.items.map((item) => item.widgetId)).toEqual([b.id]);
    expect(after.version).toBe(before.version + 1);
    expect((await send('GET', `/widgets/${a.id}`)).status).toBe(404);
  });

  it('go with their dashboard', async () => {
    const { id } = await add({ ...TEXT });
    expect((await send('DELETE', `/dashboards/${dashboardId}`)).status).toBe(204);
    expect((await send('GET', `/widgets/${id}`)).status).toBe(404);
  });

  it('are all placed when many are added at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add({ ...TEXT })));
    const { layout } = await dashboard();
    expect(new Set(layout.items.map((item) => item.widgetId))).toEqual(
      new Set(answers.map((widget) => widget.id)),
    );
    expect(new Set(layout.items.map(({ x, y }) => `${x} ${y}`)).size).toBe(8);
  });

  it('number at most 100', async () => {
    const widgets = Array.from({ length: 100 }, (_, index) => ({ ...TEXT, id: `w${index}` }));
    const document = {
      kind: 'vitrine/dashboard',
      version: 1,
      dashboard: {
        name: 'Full',
        description: '',
        layout: { columns: 12, items: [] },
        filters: [],
        tags: [],
        visibility: 'private',
      },
      widgets,
    };
    const full = await send('POST', '/dashboards/import', { body: document });
    expect(full.status).toBe(201);
    const answer = await send<Problem>('POST', '/widgets', { body: { dashboardId: full.body.id, ...TEXT } });
    expect([answer.status, answer.body.code]).toEqual([400, 'LIMIT_EXCEEDED']);
    const more = await send('POST', '/dashboards/import', {
      body: { ...document, widgets: [...widgets, { ...TEXT, id: 'x' }] },
    });
    expect(more.status).toBe(400);
  });

  it('keep to ETags, and change in whole or in part', async () => {
    const { id } = await add({ ...LINE });
    expect((await send('GET', `/widgets/${id}`, { headers: { 'if-none-match': '"1"' } })).status).toBe(304);
    const patched = await send('PATCH', `/widgets/${id}`, {
      body: { title: 'B' },
      headers: { 'if-match': '"1"' },
    });
    expect(patched.body).toMatchObject({ title: 'B', type: 'line', version: 2 });
    const stale = await send<Problem>('PUT', `/widgets/${id}`, {
      body: { ...TEXT },
      headers: { 'if-match': '"1"' },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    const missing = await send<Problem>('PUT', `/widgets/${id}`, { body: { title: 'C' } });
    expect(pointers(missing)).toEqual(expect.arrayContaining(['/type', '/config']));
    const replaced = await send('PUT', `/widgets/${id}`, { body: { ...TEXT } });
    expect(replaced.body).toMatchObject({ ...TEXT, version: 3 });
    expect((await send('PATCH', `/widgets/${id}`, { body: { title: 'Notes' } })).body.version).toBe(3);
  });

  it('let one of two writers of the same version through', async () => {
    const { id } = await add({ ...TEXT });
    const write = (title: string): Promise<Answer> =>
      send('PATCH', `/widgets/${id}`, { body: { title }, headers: { 'if-match': '"1"' } });
    const answers = await Promise.all([write('left'), write('right')]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 412]));
  });

  it('keep type and config in step, also when the type alone changes', async () => {
    const { id } = await add({ ...LINE });
    const stat = await send<Problem>('PATCH', `/widgets/${id}`, { body: { type: 'stat' } });
    expect(stat.status).toBe(400);
    expect(pointers(stat).join(' ')).toContain('/config/');
    expect((await send('PATCH', `/widgets/${id}`, { body: { type: 'area' } })).status).toBe(200);
  });

  it('name only metrics, dimensions and dashboards that exist: else 422', async () => {
    const query = LINE.config.query;
    for (const [body, code, pointer] of [
      [
        { ...LINE, config: { query: { ...query, metrics: [{ ...sales, metric: 'nothing' }] } } },
        'UNKNOWN_METRIC',
        '/config/query',
      ],
      [
        { ...LINE, config: { query: { ...query, groupBy: ['planet'] } } },
        'UNKNOWN_DIMENSION',
        '/config/query',
      ],
      [
        {
          ...LINE,
          config: { query: { ...query, filters: [{ dimension: 'planet', operator: 'eq', values: ['x'] }] } },
        },
        'UNKNOWN_DIMENSION',
        '/config/query',
      ],
      [{ ...LINE, dashboardId: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' }, 'UNKNOWN_REFERENCE', '/dashboardId'],
      [{ ...LINE, dashboardId: 'x' }, 'UNKNOWN_REFERENCE', '/dashboardId'],
    ] as const) {
      const answer = await send<Problem>('POST', '/widgets', { body: { dashboardId, ...body } });
      expect([answer.status, answer.body.code]).toEqual([422, code]);
      expect(pointers(answer)[0]).toContain(pointer);
    }
  });

  it('of a private dashboard do not exist for others, and viewers change none', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    const { id } = await add({ ...TEXT });
    for (const path of [`/widgets/${id}`, `/widgets/${id}/data`]) {
      expect((await send('GET', path, { as: viewer })).status).toBe(404);
    }
    await send('PATCH', `/dashboards/${dashboardId}`, { body: { visibility: 'organization' } });
    expect((await send('GET', `/widgets/${id}`, { as: viewer })).status).toBe(200);
    expect((await send('PATCH', `/widgets/${id}`, { as: viewer, body: { title: 'B' } })).status).toBe(403);
    expect((await send('DELETE', `/widgets/${id}`, { as: viewer })).status).toBe(403);
    expect((await send('POST', '/widgets', { as: viewer, body: { dashboardId, ...TEXT } })).status).toBe(403);
    expect((await send('GET', '/widgets/x')).status).toBe(404);
  });

  it('do not exist for another organization', async () => {
    const { id } = await add({ ...TEXT });
    const other = await send('POST', '/organizations', { as: world.admin, body: { name: 'Other' } });
    const headers = { 'x-organization-id': other.body.id };
    for (const method of ['GET', 'DELETE']) {
      expect((await send(method, `/widgets/${id}`, { as: world.admin, headers })).status).toBe(404);
    }
    const body = { dashboardId, ...TEXT };
    expect((await send('POST', '/widgets', { as: world.admin, headers, body })).status).toBe(422);
  });

  describe('of each type', () => {
    const query = (fields: object): object => ({ metrics: [sales], timeRange: range, ...fields });

    it.each([
      [
        'line',
        query({ interval: '1h', groupBy: ['region'] }),
        { legend: 'none', points: true, min: 0, max: 5 },
      ],
      ['area', query({ interval: '1h' }), { stacked: true, thresholds: [{ value: 1, color: '#fff' }] }],
      ['bar', query({ groupBy: ['region'] }), { orientation: 'horizontal', stacked: false }],
      ['bar', query({ metrics: [sales, visits] }), {}],
      ['pie', query({ groupBy: ['region'] }), { donut: true, unit: 'EUR' }],
      ['stat', query({ metrics: [sales, visits] }), { decimals: 2 }],
      ['gauge', query({}), { min: 0, max: 10 }],
      [
        'table',
        query({ groupBy: ['region'] }),
        { columns: [{ name: 'region', title: 'Region' }, { name: 'sales' }] },
      ],
      ['heatmap', query({ interval: '1h', groupBy: ['region'] }), { palette: 'diverging' }],
      ['heatmap', query({ groupBy: ['region', 'category'] }), {}],
      ['text', undefined, { markdown: 'x' }],
    ])('%s is accepted and answers', async (type, asked, display) => {
      const { id, config } = await add({ type, title: type, config: { query: asked, display } });
      expect(config).toMatchObject({ display });
      const answer = await send<{ data: { rows: unknown[] } | null }>('GET', `/widgets/${id}/data`);
      expect(answer.status).toBe(200);
      if (type === 'text') expect(answer.body).toEqual({ data: null, meta: null });
      else expect(answer.body.data?.rows.length).toBeGreaterThan(0);
    });

    it.each([
      ['line', query({}), {}, '/config/query/interval'],
      ['area', query({ groupBy: ['region'] }), {}, '/config/query/interval'],
      ['line', query({ interval: '7m' }), {}, '/config/query/interval'],
      ['line', undefined, {}, '/config/query'],
      ['bar', query({}), {}, '/config/query/groupBy'],
      ['pie', query({ groupBy: ['region'], interval: '1h' }), {}, '/config/query/interval'],
      ['pie', query({}), {}, '/config/query/groupBy'],
      ['pie', query({ groupBy: ['region'], metrics: [sales, visits] }), {}, '/config/query/metrics'],
      ['stat', query({ groupBy: ['region'] }), {}, '/config/query/groupBy'],
      ['stat', query({ interval: '1h' }), {}, '/config/query/interval'],
      ['gauge', query({ metrics: [sales, visits] }), { min: 0, max: 1 }, '/config/query/metrics'],
      ['gauge', query({}), { min: 0 }, '/config/display/max'],
      ['gauge', query({}), { min: 2, max: 1 }, '/config/display/max'],
      ['heatmap', query({ groupBy: ['region'] }), {}, '/config/query/groupBy'],
      ['heatmap', query({ interval: '1h' }), {}, '/config/query/groupBy'],
      ['table', query({}), { columns: [{ name: 'region' }] }, '/config/display/columns/0/name'],
      ['table', query({}), { legend: 'top' }, '/config/display/legend'],
      ['line', query({ interval: '1h' }), { stacked: true }, '/config/display/stacked'],
      ['line', query({ interval: '1h' }), { legend: 'left' }, '/config/display/legend'],
      ['line', query({ interval: '1h' }), { unit: null }, '/config/display/unit'],
      ['line', query({ interval: '1h' }), { decimals: 1.5 }, '/config/display/decimals'],
      [
        'line',
        query({ interval: '1h' }),
        {
          thresholds: [
            { value: 2, color: '#fff' },
            { value: 1, color: '#fff' },
          ],
        },
        '/config/display/thresholds/1/value',
      ],
      [
        'line',
        query({ interval: '1h' }),
        { thresholds: [{ value: 2, color: 'url(x)' }] },
        '/config/display/thresholds/0/color',
      ],
      ['line', query({ interval: '1h' }), { unit: '\u0000' }, '/config/display/unit'],
      ['line', query({ interval: '1h', colour: 'red' }), {}, '/config/query/colour'],
      ['text', undefined, {}, '/config/display/markdown'],
      ['text', query({}), { markdown: 'x' }, '/config/query'],
      ['text', undefined, { markdown: 'x'.repeat(10_001) }, '/config/display/markdown'],
      ['text', undefined, [], '/config/display'],
      ['radar', query({}), {}, '/type'],
    ])('%s with the query %j and display %j is refused at %s', async (type, asked, display, pointer) => {
      const body = { dashboardId, type, title: 't', config: { query: asked, display } };
      const answer = await send<Problem>('POST', '/widgets', { body });
      expect(answer.status).toBe(400);
      expect(pointers(answer)).toContain(pointer);
    });

    it('takes no config that is no object, has other members, or shows more than 16 KiB', async () => {
      for (const config of [
        null,
        [],
        'x',
        { ...TEXT.config, more: 1 },
        { display: { markdown: 'ä'.repeat(9_000) } },
      ]) {
        const answer = await send<Problem>('POST', '/widgets', { body: { dashboardId, ...TEXT, config } });
        expect(answer.status).toBe(400);
      }
    });
  });
});
