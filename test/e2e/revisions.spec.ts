import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

const TEXT = { type: 'text', title: 'Notes', config: { display: { markdown: 'words' } } };

interface Body {
  id: string;
  name: string;
  code: string;
  version: number;
  layout: { items: object[] };
  data: Revision[] & { id: string; title: string }[];
  page: { nextCursor: string | null };
}

interface Revision {
  number: number;
  createdAt: string;
  author: { kind: string; id: string; name: string | null };
  summary: string;
  changes: object[];
  restoredFrom: number | null;
}

describe('revisions of dashboards', () => {
  let world: World;
  let owner: WorldUser;
  let dashboard: string;

  const send = (method: string, path: string, body?: unknown, options: SendOptions = {}) =>
    world.request<Body>(method, `/api/v1${path}`, {
      token: (options.as ?? owner).token,
      ...(body === undefined ? {} : { body }),
      ...(options.headers ? { headers: options.headers } : {}),
    });
  const ok = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send(method, path, body);
    expect([method, path, answer.status < 300 && answer.status]).toEqual([method, path, answer.status]);
    return answer.body;
  };
  const revisions = async (): Promise<Revision[]> =>
    (await ok('GET', `/dashboards/${dashboard}/revisions`)).data;
  const summaries = async () => (await revisions()).map(({ number, summary }) => `${number} ${summary}`);
  const restore = (number: number | string, options: SendOptions = {}): Promise<Answer<Body>> =>
    send('POST', `/dashboards/${dashboard}/revisions/${number}/restore`, undefined, options);
  const addWidget = (title: string) => ok('POST', '/widgets', { ...TEXT, title, dashboardId: dashboard });
  /** The dashboard and its widgets without what counts changes. */
  const state = async (): Promise<object[]> => {
    const widgets = await ok('GET', `/dashboards/${dashboard}/widgets`);
    return [await ok('GET', `/dashboards/${dashboard}`), ...widgets.data].map(withoutCounts);
  };

  beforeAll(async () => {
    world = await aWorld({ env: { DASHBOARD_REVISIONS_KEPT: '12' } });
    owner = await world.user({ roles: ['analyst'] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    dashboard = (await ok('POST', '/dashboards', { name: 'First' })).id;
  });

  it('tell of each change once, newest first: who, when and what', async () => {
    const before = Date.now();
    const { id } = await addWidget('One');
    await ok('PATCH', `/widgets/${id}`, { title: 'Two' });
    await ok('PATCH', `/dashboards/${dashboard}`, { name: 'Second', tags: ['x'] });
    await ok('DELETE', `/widgets/${id}`);
    expect(await summaries()).toEqual([
      '5 Changed layout; removed widget “Two”',
      '4 Changed name, tags',
      '3 Changed widget “Two”',
      '2 Changed layout; added widget “One”',
      '1 Created dashboard',
    ]);
    const [latest] = await revisions();
    expect(latest).toMatchObject({
      author: { kind: 'user', id: owner.id, name: 'A user' },
      changes: [
        { action: 'changed', what: 'layout' },
        { action: 'removed', what: 'widget', widgetId: id, title: 'Two' },
      ],
      restoredFrom: null,
    });
    expect(Date.parse(latest?.createdAt ?? '')).toBeGreaterThanOrEqual(before - 1_000);
  });

  it('are not made by what changes nothing, nor by shares', async () => {
    const { id } = await addWidget('One');
    await ok('PATCH', `/dashboards/${dashboard}`, { name: 'First', layout: (await layout()) as object });
    await ok('PATCH', `/widgets/${id}`, { title: 'One' });
    const shares = [{ role: 'viewer', access: 'read' }];
    await ok('PUT', `/dashboards/${dashboard}/shares`, { shares });
    expect(await summaries()).toHaveLength(2);
  });

  it('begin with everything for imports and clones', async () => {
    await addWidget('One');
    const definition = await ok('GET', `/dashboards/${dashboard}/export-definition`);
    for (const copy of [
      await ok('POST', '/dashboards/import', definition),
      await ok('POST', `/users/${owner.id}/dashboards/${dashboard}/clone`, {}),
    ]) {
      dashboard = copy.id;
      await ok('PATCH', `/dashboards/${dashboard}`, { name: 'Changed' });
      expect(await summaries()).toEqual(['2 Changed name', '1 Created dashboard']);
      await ok('DELETE', `/widgets/${(await ok('GET', `/dashboards/${dashboard}/widgets`)).data[0]?.id}`);
      expect((await restore(1)).body.name).toBe('First');
      expect((await ok('GET', `/dashboards/${dashboard}/widgets`)).data).toMatchObject([{ title: 'One' }]);
    }
  });

  it('give back the dashboard, its layout and its widgets with their ids, and can be undone', async () => {
    const [kept, lost] = [await addWidget('Kept'), await addWidget('Lost')];
    await ok('PATCH', `/dashboards/${dashboard}`, {
      filters: [{ dimension: 'region', operator: 'eq', values: ['emea'] }],
      description: 'As it was',
    });
    const then = await state();
    await ok('DELETE', `/widgets/${lost.id}`);
    await ok('PATCH', `/widgets/${kept.id}`, {
      type: 'text',
      config: { display: { markdown: 'other words' } },
    });
    await addWidget('Later');
    await ok('PATCH', `/dashboards/${dashboard}`, { name: 'Later', filters: [], description: '' });
    const later = await state();

    const answer = await restore(4);
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, `"${answer.body.version}"`]);
    expect(await state()).toEqual(then);
    expect((await revisions())[0]).toMatchObject({ number: 9, restoredFrom: 4 });
    expect((await revisions())[0]?.summary).toMatch(
      /^Restored revision 4; changed name, .*added widget “Lost”/,
    );
    expect((await restore(8)).status).toBe(200);
    expect(await state()).toEqual(later);
    expect((await restore(8)).status).toBe(200);
    expect((await revisions())[0]).toMatchObject({ number: 10, restoredFrom: 8 });
  });

  it('give no widget a version that it had before', async () => {
    const { id } = await addWidget('One');
    for (const title of ['Two', 'Three']) await ok('PATCH', `/widgets/${id}`, { title });
    const etag = `"${(await ok('GET', `/widgets/${id}`)).version}"`;
    await ok('DELETE', `/widgets/${id}`);
    expect((await restore(2)).status).toBe(200);
    const stale = await send('PATCH', `/widgets/${id}`, { title: 'Lost' }, { headers: { 'if-match': etag } });
    expect(stale.status).toBe(412);
    await ok('PATCH', `/widgets/${id}`, { title: 'Four' });
    expect((await ok('GET', `/widgets/${id}`)).version).toBeGreaterThan(4);
  });

  it('leave it as it is who sees the dashboard', async () => {
    await ok('PATCH', `/dashboards/${dashboard}`, { visibility: 'organization', name: 'Open' });
    expect((await restore(1)).body).toMatchObject({ name: 'First', visibility: 'organization' });
  });

  it('are restored by who may change the dashboard, and under If-Match', async () => {
    await ok('PATCH', `/dashboards/${dashboard}`, { name: 'Second' });
    const [viewer, colleague] = [
      await world.user({ roles: ['viewer'] }),
      await world.user({ roles: ['analyst'] }),
    ];
    const list = `/dashboards/${dashboard}/revisions`;
    expect((await send('GET', list, undefined, { as: colleague })).status).toBe(404);
    expect((await restore(1, { as: colleague })).status).toBe(404);
    const shares = [{ userId: colleague.id, access: 'read' }];
    await ok('PUT', `/dashboards/${dashboard}/shares`, { shares });
    expect((await send('GET', list, undefined, { as: colleague })).status).toBe(200);
    expect((await restore(1, { as: colleague })).status).toBe(403);
    expect((await restore(1, { as: viewer })).status).toBe(403);
    const stale = await restore(1, { headers: { 'if-match': '"1"' } });
    expect([stale.status, stale.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await restore(1, { headers: { 'if-match': '"2"' } })).status).toBe(200);
  });

  it('do not delete widgets for an API key that may not', async () => {
    await addWidget('Later');
    await ok('PATCH', `/dashboards/${dashboard}`, { visibility: 'organization' });
    const permissions = ['dashboard:read', 'dashboard:write', 'widget:read', 'widget:write'];
    const made = await send('POST', '/api-keys', { name: 'narrow', permissions }, { as: world.admin });
    const { key } = made.body as unknown as { key: string };
    const path = `/api/v1/dashboards/${dashboard}/revisions`;
    const headers = { 'x-api-key': key };
    const refused = await world.request<Body>('POST', `${path}/1/restore`, { headers });
    expect([refused.status, refused.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect(await summaries()).toHaveLength(3);
    await ok('PATCH', `/dashboards/${dashboard}`, { name: 'Second' });
    expect((await world.request('POST', `${path}/3/restore`, { headers })).status).toBe(200);
    expect((await revisions())[0]?.author).toMatchObject({ kind: 'apiKey', name: null });
  });

  it.each(['0', '99', '-1', '1.5', 'first', '99999999999'])('are not found by %s', async (number) => {
    const answer = await restore(number);
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('come in pages, and the oldest go', async () => {
    for (let i = 2; i <= 15; i++) await ok('PATCH', `/dashboards/${dashboard}`, { name: `Name ${i}` });
    const numbers: number[] = [];
    for (let cursor = ''; ;) {
      const page = await ok('GET', `/dashboards/${dashboard}/revisions?limit=5${cursor}`);
      numbers.push(...page.data.map(({ number }) => number));
      if (page.page.nextCursor === null) break;
      cursor = `&cursor=${page.page.nextCursor}`;
    }
    expect(numbers).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
    expect((await restore(3)).status).toBe(404);
    expect((await restore(4)).body.name).toBe('Name 4');
    expect((await send('GET', `/dashboards/${dashboard}/revisions?cursor=nonsense`)).status).toBe(400);
  });

  it('are in the audit log when they are restored', async () => {
    await ok('PATCH', `/dashboards/${dashboard}`, { name: 'Second' });
    await restore(1);
    const log = await send('GET', `/audit-log?action=dashboard.restored&subjectId=${dashboard}`, undefined, {
      as: world.admin,
    });
    expect(log.body.data).toMatchObject([{ actor: { id: owner.id }, detail: { revision: 1 } }]);
  });

  it('do not get lost when two change the dashboard at once', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, i) => ok('PATCH', `/dashboards/${dashboard}`, { name: `Name ${i}` })),
    );
    expect((await revisions()).map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  async function layout(): Promise<unknown> {
    return (await ok('GET', `/dashboards/${dashboard}`)).layout;
  }
});

function withoutCounts(resource: object): object {
  const counts = new Set(['version', 'createdAt', 'updatedAt']);
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !counts.has(name)));
}

interface SendOptions {
  as?: WorldUser;
  headers?: Record<string, string>;
}
