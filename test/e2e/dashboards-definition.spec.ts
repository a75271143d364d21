import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

interface Definition {
  kind: string;
  version: number;
  dashboard: {
    layout: { columns: number; items: { widgetId: string; x: number; y: number; w: number; h: number }[] };
    [field: string]: unknown;
  };
  widgets: { id: string; type: string; title: string; config: object }[];
}

interface Problem {
  code: string;
  errors?: { pointer: string; message: string }[];
}

const text = (id: string): Definition['widgets'][number] => ({
  id,
  type: 'text',
  title: id,
  config: { display: { markdown: id } },
});
const line = (metric: string): Definition['widgets'][number] => ({
  id: 'line',
  type: 'line',
  title: 'Line',
  config: {
    query: {
      metrics: [{ metric, aggregation: 'avg' }],
      timeRange: '7d',
      interval: '1h',
      groupBy: ['region'],
    },
    display: { unit: 'ms', thresholds: [{ value: 1, color: '#ff0000' }] },
  },
});
const definition = (
  fields: object = {},
  widgets = [line('latency'), text('a'), text('unplaced')],
): Definition => ({
  kind: 'vitrine/dashboard',
  version: 1,
  dashboard: {
    name: 'Imported',
    description: 'From a file',
    layout: {
      columns: 12,
      items: [
        { widgetId: 'line', x: 0, y: 0, w: 8, h: 4 },
        { widgetId: 'a', x: 8, y: 0, w: 4, h: 4 },
      ],
    },
    filters: [{ dimension: 'region', operator: 'in', values: ['emea', 'apac'] }],
    tags: ['x', 'y'],
    visibility: 'organization',
    ...fields,
  },
  widgets,
});

/** The same definition with widgets named by their number. */
const withoutIds = (document: Definition): Definition => {
  const names = new Map(document.widgets.map(({ id }, index) => [id, `w${index}`]));
  const json = JSON.stringify(document);
  return JSON.parse(
    json.replaceAll(/"(id|widgetId)":"([^"]+)"/g, (_all, key, id) => `"${key}":"${names.get(id)}"`),
  );
};

describe('dashboard definitions', () => {
  let world: World;
  let analyst: WorldUser;

  const send = <B>(method: string, path: string, body?: unknown, as = analyst): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { token: as.token, body });

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
    const points = [{ metric: 'latency', value: 1, dimensions: { region: 'emea' } }];
    expect((await send('POST', '/data/points', { points }, world.admin)).status).toBe(201);
  });
  afterAll(() => world?.close());

  it('make the same dashboard again, but for ids', async () => {
    const imported = await send<{ id: string; ownerId: string; version: number }>(
      'POST',
      '/dashboards/import',
      definition(),
    );
    expect(imported.status).toBe(201);
    expect(imported.headers.get('location')).toBe(`/api/v1/dashboards/${imported.body.id}`);
    expect(imported.headers.get('etag')).toBe('"1"');
    expect(imported.body).toMatchObject({ name: 'Imported', ownerId: analyst.id, version: 1 });
    const first = await send<Definition>('GET', `/dashboards/${imported.body.id}/export-definition`);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      kind: 'vitrine/dashboard',
      version: 1,
      dashboard: { name: 'Imported', tags: ['x', 'y'] },
    });
    const again = await send<{ id: string }>('POST', '/dashboards/import', first.body);
    const second = await send<Definition>('GET', `/dashboards/${again.body.id}/export-definition`);
    expect(withoutIds(second.body)).toEqual(withoutIds(first.body));
    expect(second.body.widgets.map((widget) => widget.id)).not.toEqual(
      first.body.widgets.map((widget) => widget.id),
    );
    expect(first.body.widgets.map((widget) => widget.type)).toEqual(['line', 'text', 'text']);
    const { id } = second.body.widgets[0]!;
    expect((await send('GET', `/widgets/${id}/data`)).status).toBe(200);
  });

  it.each([
    [{ ...definition(), kind: 'other' }, '/kind'],
    [{ ...definition(), version: 2 }, '/version'],
    [{ ...definition(), widgets: [text('a'), text('a')] }, '/widgets'],
    [{ ...definition(), widgets: [null] }, '/widgets/0'],
    [{ ...definition(), dashboard: null }, '/dashboard'],
    [{ ...definition(), owner: 'me' }, '/owner'],
    [definition({ name: '' }), '/dashboard/name'],
    [definition({ filters: [{ dimension: 'region' }] }), '/dashboard/filters/0/operator'],
    [definition({}, [line('latency'), text('b')]), '/dashboard/layout/items/1/widgetId'],
    [
      definition({}, [line('latency'), { ...text('a'), config: { display: {} } }]),
      '/widgets/1/config/display/markdown',
    ],
    [definition({}, [{ ...line('latency'), type: 'table' }, text('a')]), '/widgets/0/config/display/unit'],
    [definition({}, [line('latency'), { ...text('a'), title: '' }]), '/widgets/1/title'],
  ])('are refused with pointers into the document: %#', async (document, pointer) => {
    const before = await count();
    const answer = await send<Problem>('POST', '/dashboards/import', document);
    expect(answer.status).toBe(400);
    expect(answer.body.errors!.map((error) => error.pointer)).toContain(pointer);
    expect(await count()).toBe(before);
  });

  it('tell of all widgets that are wrong at once', async () => {
    const widgets = [
      { ...line('latency'), type: 'gauge' },
      { ...text('a'), config: {} },
    ];
    const answer = await send<Problem>('POST', '/dashboards/import', definition({}, widgets));
    const pointers = answer.body.errors!.map((error) => error.pointer);
    expect(pointers.some((pointer) => pointer.startsWith('/widgets/0/'))).toBe(true);
    expect(pointers.some((pointer) => pointer.startsWith('/widgets/1/'))).toBe(true);
  });

  it('that ask for an unknown metric are 422, and leave nothing behind', async () => {
    const before = await count();
    const answer = await send<Problem>(
      'POST',
      '/dashboards/import',
      definition({}, [text('a'), line('nothing')]),
    );
    expect([answer.status, answer.body.code]).toEqual([422, 'UNKNOWN_METRIC']);
    expect(answer.body.errors![0]!.pointer).toMatch(/^\/widgets\/1\/config\/query\/metrics/);
    expect(await count()).toBe(before);
  });

  it('are not for viewers', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    const { body } = await send<{ id: string }>('POST', '/dashboards/import', definition());
    expect((await send('GET', `/dashboards/${body.id}/export-definition`, undefined, viewer)).status).toBe(
      403,
    );
    expect((await send('POST', '/dashboards/import', definition(), viewer)).status).toBe(403);
  });

  const count = async (): Promise<number> => {
    const { rows } = await world.database.query<{ n: number }>('SELECT count(*)::int AS n FROM dashboard');
    return rows[0]!.n;
  };
});
