import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

interface Dashboard {
  id: string;
  name: string;
  version: number;
  ownerId: string | null;
  visibility: string;
  [field: string]: unknown;
}

interface Problem {
  code: string;
  errors?: { pointer: string; message: string }[];
}

const EMPTY = { columns: 12, items: [] };

const pointers = ({ body }: Answer<Problem>): string[] => (body.errors ?? []).map((error) => error.pointer);

const ifMatch = (etag: string): Record<string, string> => ({ 'if-match': etag });

describe('dashboards', () => {
  let world: World;
  let analyst: WorldUser;
  let colleague: WorldUser;
  let viewer: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
    colleague = await world.user({ roles: ['analyst'] });
    viewer = await world.user({ roles: ['viewer'] });
  });
  afterAll(() => world?.close());

  const send = <B = Dashboard>(
    method: string,
    path: string,
    options: { as?: WorldUser; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, {
      token: (options.as ?? analyst).token,
      body: options.body,
      headers: options.headers,
    });

  const create = async (body: object = {}, as?: WorldUser): Promise<Dashboard> => {
    const answer = await send('POST', '/dashboards', { as, body: { name: 'A dashboard', ...body } });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('are created from a name alone: private, empty, of the caller', async () => {
    const answer = await send('POST', '/dashboards', { body: { name: 'Delays' } });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/dashboards/${answer.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toEqual({
      id: expect.any(String),
      name: 'Delays',
      description: '',
      layout: EMPTY,
      filters: [],
      tags: [],
      visibility: 'private',
      ownerId: analyst.id,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      version: 1,
    });
    const read = await send('GET', `/dashboards/${answer.body.id}`);
    expect(read.body).toEqual(answer.body);
  });

  it.each([
    [{}, '/name'],
    [{ name: '' }, '/name'],
    [{ name: null }, '/name'],
    [{ name: 'x'.repeat(201) }, '/name'],
    [{ name: 'a\u0000b' }, '/name'],
    [{ name: 'a\ud800' }, '/name'],
    [{ name: 'a', description: null }, '/description'],
    [{ name: 'a', visibility: 'public' }, '/visibility'],
    [{ name: 'a', tags: ['x', 'x'] }, '/tags'],
    [{ name: 'a', tags: ['x', '\u0000'] }, '/tags'],
    [{ name: 'a', tags: 'x' }, '/tags'],
    [{ name: 'a', color: 'red' }, '/color'],
    [{ name: 'a', layout: { columns: 24, items: [] } }, '/layout/columns'],
    [
      { name: 'a', layout: { columns: 12, items: [{ widgetId: 'w', x: 0.5, y: 0, w: 1, h: 1 }] } },
      '/layout/items/0/x',
    ],
    [
      { name: 'a', layout: { columns: 12, items: [{ widgetId: 'w', x: 0, y: 0, w: 1, h: 1 }] } },
      '/layout/items/0/widgetId',
    ],
    [{ name: 'a', layout: { columns: 12, items: [null] } }, '/layout/items'],
    [
      { name: 'a', filters: [{ dimension: 'origin', operator: 'like', values: ['A'] }] },
      '/filters/0/operator',
    ],
    [{ name: 'a', filters: ['origin'] }, '/filters/0'],
    [{ name: 'a', filters: {} }, '/filters'],
  ])('refuse %j with a pointer to %s', async (body, pointer) => {
    const answer = await send<Problem>('POST', '/dashboards', { body });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('VALIDATION_FAILED');
    expect(pointers(answer).join(' ')).toContain(pointer);
  });

  it('refuse a body that is no object', async () => {
    for (const body of ['[]', '"x"', 'null', '1', '{']) {
      const answer = await send<Problem>('POST', '/dashboards', {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(400);
    }
  });

  it('read the same filters in one way, however they are written', async () => {
    const a = await create({
      filters: [{ dimension: 'origin', operator: 'in', values: ['ORD', 'ATL', 'ORD'] }],
    });
    const b = await create({ filters: [{ values: ['ATL', 'ORD'], dimension: 'origin', operator: 'in' }] });
    expect(a.filters).toEqual(b.filters);
  });

  it('are replaced whole by PUT and in part by PATCH', async () => {
    const { id } = await create({ tags: ['old'] });
    const partial = await send<Problem>('PUT', `/dashboards/${id}`, { body: { name: 'B' } });
    expect(partial.status).toBe(400);
    expect(pointers(partial)).toEqual(
      expect.arrayContaining(['/description', '/layout', '/filters', '/tags', '/visibility']),
    );
    const fields = {
      name: 'B',
      description: 'b',
      layout: EMPTY,
      tags: ['new'],
      visibility: 'organization',
      filters: [{ dimension: 'region', operator: 'eq', values: ['emea'] }],
    };
    const replaced = await send('PUT', `/dashboards/${id}`, { body: fields });
    expect(replaced.body).toMatchObject({ ...fields, version: 2 });
    expect(replaced.headers.get('etag')).toBe('"2"');
    const patched = await send('PATCH', `/dashboards/${id}`, { body: { name: 'C' } });
    expect(patched.body).toMatchObject({ ...fields, name: 'C', version: 3 });
    const unchanged = await send('PATCH', `/dashboards/${id}`, { body: { ...fields, name: 'C' } });
    expect(unchanged.body.version).toBe(3);
    expect((await send('PATCH', `/dashboards/${id}`, { body: { tags: null } })).status).toBe(400);
    expect((await send('PATCH', `/dashboards/${id}`, { body: {} })).body.version).toBe(3);
  });

  it('keep to ETags: 304 for the same, 412 for a stale one', async () => {
    const { id } = await create();
    const same = await send('GET', `/dashboards/${id}`, { headers: { 'if-none-match': '"1"' } });
    expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, undefined, '"1"']);
    expect((await send('GET', `/dashboards/${id}`, { headers: { 'if-none-match': '"7"' } })).status).toBe(
      200,
    );

    const first = await send('PATCH', `/dashboards/${id}`, { body: { name: 'B' }, headers: ifMatch('"1"') });
    expect(first.status).toBe(200);
    for (const [method, body] of [
      ['PATCH', { name: 'C' }],
      ['DELETE', undefined],
    ] as const) {
      const stale = await send<Problem>(method, `/dashboards/${id}`, { body, headers: ifMatch('"1"') });
      expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    }
    expect(
      (await send('PATCH', `/dashboards/${id}`, { body: { name: 'C' }, headers: ifMatch('*') })).status,
    ).toBe(200);
    expect((await send('DELETE', `/dashboards/${id}`, { headers: ifMatch('"3"') })).status).toBe(204);
    expect((await send('GET', `/dashboards/${id}`)).status).toBe(404);
    expect((await send('DELETE', `/dashboards/${id}`)).status).toBe(404);
  });

  it('let one of two writers of the same version through', async () => {
    const { id } = await create();
    const write = (name: string): Promise<Answer<Dashboard>> =>
      send('PATCH', `/dashboards/${id}`, { body: { name }, headers: { 'if-match': '"1"' } });
    const answers = await Promise.all([write('left'), write('right')]);
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 412]));
  });

  it('lose no field when many write without If-Match', async () => {
    const { id } = await create();
    const writes = [{ name: 'N' }, { description: 'D' }, { tags: ['T'] }, { visibility: 'organization' }];
    const answers = await Promise.all(writes.map((body) => send('PATCH', `/dashboards/${id}`, { body })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    const { body } = await send('GET', `/dashboards/${id}`);
    expect(body).toMatchObject({
      name: 'N',
      description: 'D',
      tags: ['T'],
      visibility: 'organization',
      version: 5,
    });
  });

  it('leave an event behind for each change', async () => {
    const { id } = await create();
    await send('PATCH', `/dashboards/${id}`, { body: { name: 'B' } });
    await send('PATCH', `/dashboards/${id}`, { body: { name: 'B' } });
    await send('DELETE', `/dashboards/${id}`);
    const { rows } = await world.database.query<{ topic: string; payload: object }>(
      'SELECT topic, payload FROM outbox WHERE subject = $1 ORDER BY id',
      [id],
    );
    expect(rows).toEqual([
      { topic: 'dashboard.updated', payload: { dashboardId: id, version: 1 } },
      { topic: 'dashboard.updated', payload: { dashboardId: id, version: 2 } },
      { topic: 'dashboard.deleted', payload: { dashboardId: id } },
    ]);
  });

  it('that are private are seen by their owner and admins alone', async () => {
    const { id } = await create();
    for (const as of [colleague, viewer]) {
      expect((await send('GET', `/dashboards/${id}`, { as })).status).toBe(404);
      expect((await send('GET', `/dashboards/${id}/widgets`, { as })).status).toBe(404);
      expect((await send('GET', `/dashboards/${id}/data`, { as })).status).toBe(404);
    }
    expect((await send('PATCH', `/dashboards/${id}`, { as: colleague, body: { name: 'B' } })).status).toBe(
      404,
    );
    expect((await send('DELETE', `/dashboards/${id}`, { as: colleague })).status).toBe(404);
    expect((await send('GET', `/dashboards/${id}`, { as: world.admin })).status).toBe(200);
  });

  it('of the organization are read by viewers and written by analysts, but only their owner hides them', async () => {
    const { id } = await create({ visibility: 'organization' });
    expect((await send('GET', `/dashboards/${id}`, { as: viewer })).status).toBe(200);
    expect((await send('PATCH', `/dashboards/${id}`, { as: viewer, body: { name: 'B' } })).status).toBe(403);
    expect((await send('DELETE', `/dashboards/${id}`, { as: viewer })).status).toBe(403);
    expect((await send('PATCH', `/dashboards/${id}`, { as: colleague, body: { name: 'B' } })).status).toBe(
      200,
    );
    const hide = { visibility: 'private' };
    expect((await send('PATCH', `/dashboards/${id}`, { as: colleague, body: hide })).status).toBe(403);
    expect((await send('PATCH', `/dashboards/${id}`, { body: hide })).status).toBe(200);
  });

  it('do not exist for another organization', async () => {
    const { id } = await create({ visibility: 'organization' });
    const other = await send<{ id: string }>('POST', '/organizations', {
      as: world.admin,
      body: { name: 'Other' },
    });
    expect(other.status).toBe(201);
    const headers = { 'x-organization-id': other.body.id };
    for (const path of ['', '/widgets', '/data', '/export-definition']) {
      expect((await send('GET', `/dashboards/${id}${path}`, { as: world.admin, headers })).status).toBe(404);
    }
    const body = { name: 'B' };
    expect((await send('PATCH', `/dashboards/${id}`, { as: world.admin, headers, body })).status).toBe(404);
    expect((await send('DELETE', `/dashboards/${id}`, { as: world.admin, headers })).status).toBe(404);
    const list = await send<{ data: unknown[] }>('GET', '/dashboards', { as: world.admin, headers });
    expect(list.body.data).toEqual([]);
  });

  it('are 404 for what is no id', async () => {
    for (const id of ['x', '00000000-0000-0000-0000-000000000000', '%00']) {
      expect((await send('GET', `/dashboards/${id}`)).status).toBe(404);
    }
  });

  describe('in a list', () => {
    let owner: WorldUser;
    const names = async (query: string, as = owner): Promise<string[]> => {
      const { status, body } = await send<{ data: Dashboard[] }>('GET', `/dashboards?${query}`, { as });
      expect(status).toBe(200);
      return body.data.map((dashboard) => dashboard.name);
    };

    beforeAll(async () => {
      owner = await world.user({ roles: ['analyst'] });
      await create({ name: 'List 100% sales', tags: ['list', 'sales'], visibility: 'organization' }, owner);
      await create({ name: 'List flights', description: 'How LATE they are', tags: ['list'] }, owner);
      await create({ name: 'List of a colleague', tags: ['list'], visibility: 'organization' }, colleague);
      await create({ name: 'List of a colleague, private', tags: ['list'] }, colleague);
    });

    it('come newest first, without what others keep to themselves', async () => {
      expect(await names('tag=list')).toEqual(['List of a colleague', 'List flights', 'List 100% sales']);
      expect(await names('tag=list', world.admin)).toHaveLength(4);
    });

    it('are found by text, tag and owner', async () => {
      expect(await names('search=late')).toEqual(['List flights']);
      expect(await names('search=100%25')).toEqual(['List 100% sales']);
      expect(await names('search=100_')).toEqual([]);
      expect(await names('tag=sales')).toEqual(['List 100% sales']);
      expect(await names(`tag=list&owner=${colleague.id}`)).toEqual(['List of a colleague']);
      expect(await names('owner=me')).toEqual(['List flights', 'List 100% sales']);
    });

    it('come page by page', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const after: string = cursor === null ? '' : `&cursor=${cursor}`;
        const { body } = await send<{
          data: Dashboard[];
          page: { limit: number; nextCursor: string | null };
        }>('GET', `/dashboards?tag=list&limit=1${after}`, { as: owner });
        expect(body.data).toHaveLength(1);
        seen.push(...body.data.map((dashboard) => dashboard.name));
        cursor = body.page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(['List of a colleague', 'List flights', 'List 100% sales']);
    });

    it.each(['limit=0', 'limit=x', 'cursor=x', 'owner=x', 'search=%00', 'sort=name', 'tag=a&tag=b'])(
      'refuse ?%s',
      async (query) => {
        expect((await send('GET', `/dashboards?${query}`)).status).toBe(400);
      },
    );
  });
});
