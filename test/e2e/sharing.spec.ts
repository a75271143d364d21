import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Problem {
  code: string;
  detail: string;
  errors?: { pointer: string; message: string }[];
}

interface Explanation {
  allowed: boolean;
  steps: { check: string; passed: boolean; detail: string }[];
}

const ABSENT = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f99';
const POINTS = { from: '2024-01-01', to: '2024-02-01' };

describe('sharing dashboards', () => {
  let world: World;
  let owner: WorldUser;
  let colleague: WorldUser;
  let viewer: WorldUser;
  let stranger: WorldUser;
  let dashboard: string;
  let widget: string;

  const send = <B = Record<string, unknown>>(
    method: string,
    path: string,
    options: { as?: WorldUser; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, {
      token: (options.as ?? owner).token,
      body: options.body,
      headers: options.headers,
    });
  const status = async (...request: Parameters<typeof send>): Promise<number> =>
    (await send(...request)).status;
  const share = async (...shares: object[]): Promise<void> => {
    expect(await status('PUT', `/dashboards/${dashboard}/shares`, { body: { shares } })).toBe(200);
  };
  /** What is read of a dashboard and its widget. */
  const reads = (id: string, widgetId: string): string[] => [
    `/dashboards/${id}`,
    `/dashboards/${id}/widgets`,
    `/dashboards/${id}/data`,
    `/dashboards/${id}/export-definition`,
    `/widgets/${widgetId}`,
    `/widgets/${widgetId}/data`,
  ];
  const statuses = (as: WorldUser, paths = reads(dashboard, widget)): Promise<number[]> =>
    Promise.all(paths.map((path) => status('GET', path, { as })));
  const all = (code: number): number[] => Array.from({ length: 6 }, () => code);
  const explain = async (
    as: WorldUser,
    resource: string,
    more: { action?: string; user?: string } = {},
  ): Promise<Explanation> => {
    const query = new URLSearchParams({ resource, ...more });
    return (await send<Explanation>('GET', `/auth/explain-access?${query.toString()}`, { as })).body;
  };

  beforeAll(async () => {
    world = await aWorld();
    owner = await world.user({ roles: ['analyst'] });
    colleague = await world.user({ roles: ['analyst'] });
    viewer = await world.user({ roles: ['viewer'] });
    stranger = await world.user({ roles: ['analyst'] });
    const points = [{ metric: 'sales', value: 1, timestamp: '2024-01-05T10:00:00Z' }];
    await send('POST', '/data/points', { body: { points } });
    dashboard = (await send<{ id: string }>('POST', '/dashboards', { body: { name: 'Secret plans' } })).body
      .id;
    const query = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: POINTS };
    const body = { dashboardId: dashboard, type: 'stat', title: 'Sales', config: { query } };
    widget = (await send<{ id: string }>('POST', '/widgets', { body })).body.id;
  });
  afterAll(() => world?.close());
  beforeEach(() => share());

  it('show it to whom they name, by user or role, and to nobody else', async () => {
    expect(await statuses(colleague)).toEqual(all(404));
    await share({ userId: colleague.id, access: 'read' });
    expect(await statuses(colleague)).toEqual(all(200));
    expect(await statuses(stranger)).toEqual(all(404));
    await share({ role: 'viewer', access: 'read' });
    expect(await statuses(colleague)).toEqual(all(404));
    // A viewer does not export definitions, whatever is shared.
    expect(await statuses(viewer)).toEqual([200, 200, 200, 403, 200, 200]);
    expect(await statuses(stranger)).toEqual(all(404));
  });

  it('put it into the lists of those alone', async () => {
    const lists = ['/dashboards?search=secret', `/dashboards?owner=${owner.id}`];
    const counts = async (as: WorldUser): Promise<number[]> => {
      const answers = lists.map((path) => send<{ data: unknown[] }>('GET', path, { as }));
      return (await Promise.all(answers)).map(({ body }) => body.data.length);
    };
    expect(await counts(colleague)).toEqual([0, 0]);
    await share({ userId: colleague.id, access: 'read' });
    expect(await counts(colleague)).toEqual([1, 1]);
    expect(await counts(stranger)).toEqual([0, 0]);
    await share();
    expect(await counts(colleague)).toEqual([0, 0]);
  });

  it('end at once, for cached answers, repeated ones, and any spelling of the id', async () => {
    const [id, widgetId] = [dashboard.toUpperCase(), widget.toUpperCase()];
    const paths = [...reads(dashboard, widget), ...reads(id, widgetId)];
    await share({ userId: colleague.id, access: 'read' });
    for (let round = 0; round < 3; round++)
      expect(await statuses(colleague, paths)).toEqual([...all(200), ...all(200)]);
    await share();
    expect(await statuses(colleague, paths)).toEqual([...all(404), ...all(404)]);
    const stale = { 'cache-control': 'max-stale=60' };
    for (const path of paths) expect(await status('GET', path, { as: colleague, headers: stale })).toBe(404);
  });

  it('leave a stranger no way to tell it from what does not exist', async () => {
    const without = ({ body }: Answer, ids: string[]): string =>
      [...ids, String(body.requestId), String(body.timestamp)].reduce(
        (text, part) => text.replaceAll(part, '·'),
        JSON.stringify(body),
      );
    const given = [dashboard, widget];
    const spelled = given.map((id) => id.toUpperCase());
    const compared = [given, spelled].flatMap(([id = '', widgetId = '']) => {
      const hidden = reads(id, widgetId);
      return hidden.map((path) => [path, path.replace(id, ABSENT).replace(widgetId, ABSENT)] as const);
    });
    for (const [hidden, absent] of compared) {
      const [one, other] = await Promise.all(
        [hidden, absent].map((path) => send('GET', path, { as: stranger })),
      );
      expect([hidden, one!.status]).toEqual([hidden, 404]);
      expect(without(one!, [...given, ...spelled])).toBe(without(other!, [ABSENT]));
    }
    const writes: [string, (id: string) => string, (id: string) => object | undefined][] = [
      ['PATCH', (id) => `/dashboards/${id}`, () => ({ name: 'x' })],
      ['PUT', (id) => `/dashboards/${id}/shares`, () => ({ shares: [] })],
      ['GET', (id) => `/dashboards/${id}/shares`, () => undefined],
      ['POST', (id) => `/dashboards/${id}/embed-tokens`, () => ({})],
      ['DELETE', (id) => `/dashboards/${id}/embed-tokens`, () => undefined],
      ['POST', (id) => `/users/${stranger.id}/dashboards/${id}/clone`, () => undefined],
      ['DELETE', (id) => `/dashboards/${id}`, () => undefined],
      ['PUT', () => `/users/${stranger.id}/preferences`, (id) => ({ defaultDashboardId: id })],
      [
        'POST',
        () => '/widgets',
        (id) => ({ dashboardId: id, type: 'text', title: 'x', config: { display: { markdown: 'x' } } }),
      ],
    ];
    for (const [method, path, body] of writes) {
      const ask = (id: string) => send(method, path(id), { as: stranger, body: body(id) });
      const [one, other] = [await ask(dashboard), await ask(ABSENT)];
      expect([path(dashboard), one.status, without(one, given)]).toEqual([
        path(dashboard),
        other.status,
        without(other, [ABSENT]),
      ]);
      expect([404, 422]).toContain(one.status);
    }
  });

  it('to read do not allow to change, and to write allow it as far as the role does', async () => {
    const rename = { body: { name: 'Secret plans' } };
    const title = { body: { title: 'Sales' } };
    const changes = async (as: WorldUser): Promise<number[]> => [
      await status('PATCH', `/dashboards/${dashboard}`, { as, ...rename }),
      await status('PATCH', `/widgets/${widget}`, { as, ...title }),
    ];
    await share({ userId: colleague.id, access: 'read' }, { userId: viewer.id, access: 'write' });
    expect(await changes(colleague)).toEqual([403, 403]);
    expect(await changes(viewer)).toEqual([403, 403]);
    await share({ userId: colleague.id, access: 'write' });
    expect(await changes(colleague)).toEqual([200, 200]);
    const unshared = { as: colleague, body: { visibility: 'organization' } };
    expect(await status('PATCH', `/dashboards/${dashboard}`, unshared)).toBe(403);
    expect(await status('DELETE', `/dashboards/${dashboard}`, { as: colleague })).toBe(403);
    const give = { as: colleague, body: { shares: [{ role: 'viewer', access: 'read' }] } };
    expect(await status('PUT', `/dashboards/${dashboard}/shares`, give)).toBe(403);
    expect(await status('GET', `/dashboards/${dashboard}/shares`, { as: colleague })).toBe(403);
  });

  it('are read as they were set, and only changed as they were read', async () => {
    const path = `/dashboards/${dashboard}/shares`;
    const shares = [
      { userId: colleague.id, access: 'write' },
      { role: 'viewer', access: 'read' },
    ];
    const put = await send('PUT', path, { body: { shares } });
    expect(put.body).toEqual({ shares });
    const read = await send('GET', path, { as: world.admin });
    expect([read.body, read.headers.get('etag')]).toEqual([{ shares }, put.headers.get('etag')]);
    const stale = { 'if-match': read.headers.get('etag') ?? '' };
    expect(await status('PUT', path, { body: { shares: [] }, headers: stale })).toBe(200);
    expect(await status('PUT', path, { body: { shares }, headers: stale })).toBe(412);
  });

  it.each<[object[], number, string]>([
    [[{ access: 'read' }], 400, '/shares/0'],
    [[{ userId: ABSENT, role: 'viewer', access: 'read' }], 400, '/shares/0'],
    [[{ role: 'king', access: 'read' }], 400, '/shares/0/role'],
    [[{ role: 'viewer', access: 'manage' }], 400, '/shares/0/access'],
    [[{ role: 'viewer' }], 400, '/shares/0/access'],
    [[{ userId: 'x', access: 'read' }], 400, '/shares/0/userId'],
    [[{ userId: ABSENT, access: 'read' }], 422, '/shares/0/userId'],
    [
      [
        { role: 'viewer', access: 'read' },
        { role: 'viewer', access: 'write' },
      ],
      400,
      '/shares/1',
    ],
  ])('refuse %j', async (shares, code, pointer) => {
    const answer = await send<Problem>('PUT', `/dashboards/${dashboard}/shares`, { body: { shares } });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([code, pointer]);
  });

  it('do not reach users of another organization', async () => {
    const { body } = await send<{ id: string }>('POST', '/organizations', {
      as: world.admin,
      body: { name: 'Elsewhere' },
    });
    const foreign = await send<{ id: string }>('POST', '/users', {
      as: world.admin,
      headers: { 'x-organization-id': body.id },
      body: {
        email: 'far@example.com',
        name: 'Far',
        roles: ['analyst'],
        password: 'three teal otters waltz',
      },
    });
    const answer = await send<Problem>('PUT', `/dashboards/${dashboard}/shares`, {
      body: { shares: [{ userId: foreign.body.id, access: 'read' }] },
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'UNKNOWN_REFERENCE']);
  });

  it('end with the user that they name', async () => {
    const leaving = await world.user({ roles: ['analyst'] });
    await share({ userId: leaving.id, access: 'read' });
    expect(await status('DELETE', `/users/${leaving.id}`, { as: world.admin })).toBe(204);
    expect((await send('GET', `/dashboards/${dashboard}/shares`)).body).toEqual({ shares: [] });
  });

  it('hide a default dashboard again when they end', async () => {
    const path = `/users/${colleague.id}/preferences`;
    const shown = async () => (await send('GET', path, { as: colleague })).body.defaultDashboardId;
    await share({ userId: colleague.id, access: 'read' });
    const body = { defaultDashboardId: dashboard };
    expect(await status('PUT', path, { as: colleague, body })).toBe(200);
    expect([await shown(), await shown()]).toEqual([dashboard, dashboard]);
    await share();
    expect(await shown()).toBeNull();
  });

  it('leave rows in the audit log, with what was and what is', async () => {
    await share({ role: 'viewer', access: 'read' });
    const { rows } = await world.database.query<{ actor_id: string; before: object; after: object }>(
      `SELECT actor_id, before, after FROM audit_log
       WHERE action = 'dashboard.shares-changed' AND subject_id = $1 ORDER BY id DESC LIMIT 1`,
      [dashboard],
    );
    expect(rows).toEqual([
      { actor_id: owner.id, before: { shares: [] }, after: { shares: [{ role: 'viewer', access: 'read' }] } },
    ]);
  });

  describe('explained', () => {
    it('says by what somebody sees it, to themselves and to admins', async () => {
      const resource = `dashboard:${dashboard}`;
      expect(
        (await explain(owner, resource, { action: 'delete' })).steps.map(({ detail }) => detail),
      ).toEqual([
        'dashboard:delete is allowed by the role analyst.',
        'It is seen: as its owner.',
        'To delete it is allowed: as its owner.',
      ]);
      await share({ role: 'viewer', access: 'write' });
      const more = { action: 'write', user: viewer.id };
      expect(await explain(world.admin, resource, more)).toMatchObject({
        allowed: false,
        principal: { kind: 'user', id: viewer.id },
        steps: [{ check: 'permission', passed: false }, { passed: true }, { check: 'access', passed: true }],
      });
      expect((await explain(viewer, `widget:${widget}`)).allowed).toBe(true);
      expect((await explain(world.admin, resource, { user: stranger.id })).allowed).toBe(false);
    });

    it('agrees with what is answered', async () => {
      const shares = [[], [{ role: 'viewer', access: 'read' }], [{ userId: colleague.id, access: 'write' }]];
      for (const each of shares) {
        await share(...each);
        for (const user of [owner, colleague, viewer, stranger, world.admin]) {
          const { allowed } = await explain(world.admin, `dashboard:${dashboard}`, { user: user.id });
          expect(await status('GET', `/dashboards/${dashboard}`, { as: user })).toBe(allowed ? 200 : 404);
        }
      }
    });

    it('tells a stranger nothing of what it does not see', async () => {
      const kinds = [`dashboard:${dashboard}`, `widget:${widget}`];
      for (const resource of kinds) {
        const absent = `${resource.split(':')[0]}:${ABSENT}`;
        for (const action of ['read', 'write', 'delete']) {
          const [hidden, missing] = await Promise.all(
            [resource, absent].map((each) => explain(stranger, each, { action })),
          );
          const id = resource.split(':')[1] ?? '';
          expect(JSON.parse(JSON.stringify(hidden).replaceAll(id, ABSENT))).toEqual(missing);
        }
      }
    });

    it('is about others for those alone who administer users', async () => {
      const query = `resource=dashboard:${dashboard}&user=`;
      const ask = (user: string, as: WorldUser) =>
        status('GET', `/auth/explain-access?${query}${user}`, { as });
      expect(await ask(owner.id, stranger)).toBe(403);
      expect(await ask(ABSENT, stranger)).toBe(403);
      expect(await ask(ABSENT, world.admin)).toBe(404);
      expect(await ask(stranger.id, stranger)).toBe(200);
    });

    it.each([
      'resource=',
      'resource=x',
      'resource=alert:1',
      'resource=metric:',
      '',
      'resource=metric:a&action=export',
    ])('refuses ?%s', async (query) => {
      expect(await status('GET', `/auth/explain-access?${query}`)).toBe(400);
    });
  });
});
