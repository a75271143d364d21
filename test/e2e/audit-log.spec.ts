import { CoalescedAudit } from '@app/auth';
import { newId } from '@app/platform';
import { DashboardSocket } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { aWorld, login, type World, type WorldUser } from '../support/world';

interface AuditRow {
  id: string;
  at: string;
  action: string;
  actor: { kind: string; id: string; email: string | null };
  subject: { type: string; id: string } | null;
  requestId: string | null;
  address: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  detail: Record<string, unknown> | null;
}

interface AuditPage {
  data: AuditRow[];
  page: { limit: number; nextCursor: string | null };
}

const LOG = '/api/v1/audit-log';
const PASSWORD = 'nine teal badgers waltz';

describe('GET /audit-log', () => {
  let world: World;
  let analyst: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
  });
  afterAll(() => world.close());

  const as = (user: WorldUser, method: string, path: string, options: object = {}) =>
    world.request<Record<string, unknown> & { id: string }>(method, `/api/v1${path}`, {
      token: user.token,
      ...options,
    });
  const rows = async (filter: Record<string, string>, headers: Record<string, string> = {}) => {
    const search = new URLSearchParams({ limit: '200', ...filter }).toString();
    const answer = await world.request<AuditPage>('GET', `${LOG}?${search}`, {
      token: world.admin.token,
      headers,
    });
    expect(answer.status).toBe(200);
    return answer.body.data;
  };

  it('says who did what, on what, when and from where, before and after', async () => {
    const created = await as(world.admin, 'POST', '/users', {
      body: { email: 'grace@example.com', name: 'Grace', roles: ['viewer'], password: PASSWORD },
    });
    const headers = { 'x-request-id': 'making-grace-an-analyst' };
    await as(world.admin, 'PATCH', `/users/${created.body.id}`, { body: { roles: ['analyst'] }, headers });
    const [updated, made, ...others] = await rows({ subjectType: 'user', subjectId: created.body.id });
    expect(others).toEqual([]);
    expect(made).toMatchObject({ action: 'user.created', before: null, after: { roles: ['viewer'] } });
    expect(updated).toMatchObject({
      action: 'user.updated',
      actor: { kind: 'user', id: world.admin.id, email: world.admin.email },
      requestId: 'making-grace-an-analyst',
      address: '127.0.0.1',
      before: { roles: ['viewer'] },
      after: { roles: ['analyst'] },
    });
    expect(Math.abs(Date.parse(updated?.at ?? '') - Date.now())).toBeLessThan(60_000);
    expect(JSON.stringify([updated, made])).not.toContain(PASSWORD);
  });

  it.each<[string, (id: string) => Promise<unknown>, Record<string, unknown>]>([
    [
      'dashboard.visibility-changed',
      (id) => as(analyst, 'PATCH', `/dashboards/${id}`, { body: { visibility: 'organization' } }),
      { before: { visibility: 'private' }, after: { visibility: 'organization' } },
    ],
    [
      'dashboard.deleted',
      (id) => as(analyst, 'DELETE', `/dashboards/${id}`),
      { before: { name: 'Delays', visibility: 'private' }, after: null },
    ],
  ])('has %s', async (action, change, expected) => {
    const { body } = await as(analyst, 'POST', '/dashboards', { body: { name: 'Delays' } });
    await change(body.id);
    expect(await rows({ action, subjectId: body.id })).toMatchObject([
      { ...expected, actor: { id: analyst.id } },
    ]);
  });

  it('has widgets that were deleted, changes of the catalogue, and deletions of points', async () => {
    const dashboard = await as(analyst, 'POST', '/dashboards', { body: { name: 'Texts' } });
    const widget = await as(analyst, 'POST', '/widgets', {
      body: {
        dashboardId: dashboard.body.id,
        type: 'text',
        title: 'Hello',
        config: { display: { markdown: 'Hello' } },
      },
    });
    expect(widget.status).toBe(201);
    await as(analyst, 'DELETE', `/widgets/${widget.body.id}`);
    await as(analyst, 'PUT', '/data/catalog/audited', { body: { unit: 'EUR' } });
    await as(analyst, 'PUT', '/data/catalog/audited', { body: { unit: 'USD', retentionDays: 400 } });
    await as(analyst, 'DELETE', '/data/points', {
      body: { metric: 'audited', from: '2024-01-01T00:00:00Z', to: '2024-02-01T00:00:00Z' },
    });
    expect(await rows({ actor: analyst.email, action: 'widget.deleted' })).toMatchObject([
      { before: { title: 'Hello', dashboardId: dashboard.body.id } },
    ]);
    expect(await rows({ subjectType: 'metric', subjectId: 'audited', actor: analyst.id })).toMatchObject([
      { action: 'points.deletion-requested', detail: { from: '2024-01-01T00:00:00.000Z' } },
      { action: 'metric.changed', before: { unit: 'EUR' }, after: { unit: 'USD', retentionDays: 400 } },
      { action: 'metric.created', before: null, after: { unit: 'EUR' } },
    ]);
  });

  it('has organizations, and tells one that a super_admin entered it', async () => {
    const made = await as(world.admin, 'POST', '/organizations', { body: { name: 'Engines' } });
    const organizationId = made.body.id;
    await as(world.admin, 'PATCH', `/organizations/${organizationId}`, {
      body: { name: 'Analytical Engines' },
    });
    const inside = { headers: { 'x-organization-id': organizationId } };
    await as(world.admin, 'POST', '/users', {
      ...inside,
      body: { email: 'charles@example.com', name: 'Charles', roles: ['admin'], password: PASSWORD },
    });
    for (let i = 0; i < 3; i++) await as(world.admin, 'GET', '/users', inside);

    const charles = await login(world.api, 'charles@example.com', PASSWORD);
    const own = await world.request<AuditPage>('GET', LOG, { token: charles.token });
    const entered = own.body.data.filter(({ action }) => action === 'organization.entered');
    expect(entered).toMatchObject([
      {
        actor: { id: world.admin.id, email: world.admin.email },
        detail: { request: 'POST /api/v1/users' },
      },
    ]);
    expect(JSON.stringify(own.body)).not.toContain(world.organizationId);
    expect(own.body.data.map(({ action }) => action)).toContain('user.created');
    expect(own.body.data.map(({ action }) => action)).not.toContain('metric.created');

    await as(world.admin, 'DELETE', `/organizations/${organizationId}`);
    expect((await rows({ subjectId: organizationId })).map(({ action }) => action)).toEqual([
      'organization.deleted',
      'organization.updated',
      'organization.created',
    ]);
  });

  it('has who was refused what, in two rows however often', async () => {
    const viewer = await world.user({ roles: ['viewer'] });
    for (let i = 0; i < 30; i++) expect((await as(viewer, 'GET', '/users?limit=1')).status).toBe(403);
    expect((await world.request('GET', '/metrics', { token: viewer.token })).status).toBe(403);
    const denied = () => rows({ actor: viewer.id, action: 'access.denied' });
    await eventually(async () => (await denied()).length === 2, 'the denials');
    const routes = (await denied()).map(({ subject }) => subject?.id);
    expect(new Set(routes)).toEqual(new Set(['GET /api/v1/users', 'GET /metrics']));
    await world.get(CoalescedAudit).closeOlderThan(0);
    expect((await denied()).flatMap(({ detail }) => detail ?? [])).toMatchObject([{ repeated: 29 }]);
  });

  it('has who was refused a socket', async () => {
    const made = await world.request<{ id: string; key: string }>('POST', '/api/v1/api-keys', {
      token: world.admin.token,
      body: { name: 'narrow', permissions: ['data:read'] },
    });
    const socket = DashboardSocket.to(world.api, newId(), { auth: { apiKey: made.body.key } });
    expect(await socket.refused()).toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS' });
    const [denied] = await eventually(async () => {
      const found = await rows({ actor: made.body.id, action: 'access.denied' });
      return found.length > 0 && found;
    }, 'the denial');
    expect(denied?.subject).toEqual({ type: 'route', id: 'GET /ws/dashboard/{id}' });
  });

  describe('filters and pages', () => {
    const pageAfter = async (cursor: string): Promise<AuditPage> => {
      const path = `${LOG}?limit=7${cursor && `&cursor=${cursor}`}`;
      return (await world.request<AuditPage>('GET', path, { token: world.admin.token })).body;
    };

    it('comes newest first, in pages that lose and repeat nothing', async () => {
      const whole = await rows({});
      const paged: AuditRow[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: AuditPage = await pageAfter(cursor);
        paged.push(...page.data);
        cursor = page.page.nextCursor;
      }
      expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
      const times = whole.map(({ at }) => at);
      expect(times).toEqual(times.toSorted().toReversed());
    });

    it('takes a time from and a time to', async () => {
      const whole = await rows({});
      const at = whole[3]?.at ?? '';
      expect(await rows({ from: at })).toEqual(whole.filter((row) => row.at >= at));
      expect(await rows({ to: at })).toEqual(whole.filter((row) => row.at < at));
      expect(await rows({ from: '2000-01-01', to: '2001-01-01T00:00:00+01:00' })).toEqual([]);
    });

    it.each([
      ['from=yesterday', '/from'],
      ['to=2026-01-01T00:00:00', '/to'],
      ['action=user.exploded', '/action'],
      ['cursor=bm8', '/cursor'],
      ['limit=1000', '/limit'],
      ['actor=a&actor=b', '/actor'],
    ])('refuses %s', async (query, pointer) => {
      const answer = await world.request('GET', `${LOG}?${query}`, { token: world.admin.token });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
    });
  });

  describe('as CSV', () => {
    const csv = (query = '') =>
      world.request<string>('GET', `${LOG}?limit=1${query}`, {
        token: world.admin.token,
        headers: { accept: 'text/csv' },
      });

    it('is every row that matches, whatever the limit', async () => {
      // Enough for several batches of reading.
      await world.database.query(
        `INSERT INTO audit_log (id, organization_id, at, action, actor_kind)
         SELECT gen_random_uuid(), $1, now() - interval '40 days', 'user.updated', 'system' FROM generate_series(1, 2500)`,
        [world.organizationId],
      );
      const answer = await csv();
      const [header, ...lines] = answer.body.trimEnd().split('\r\n');
      expect(answer.headers.get('content-type')).toContain('text/csv');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(header).toBe(
        'id,at,action,actorKind,actorId,actorEmail,subjectType,subjectId,requestId,address,before,after,detail',
      );
      const { rows: counted } = await world.database.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM audit_log WHERE organization_id = $1',
        [world.organizationId],
      );
      expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(counted[0]?.n);
    });

    it('gives a spreadsheet no formula', async () => {
      const formula = '=HYPERLINK("https://evil.example.com")';
      await as(world.admin, 'PUT', `/data/catalog/safe`, { body: { description: formula } });
      await world.database.query(
        `INSERT INTO audit_log (id, organization_id, at, action, actor_kind, actor_email)
         VALUES (gen_random_uuid(), $1, now(), 'user.updated', 'user', $2)`,
        [world.organizationId, formula],
      );
      const { body } = await csv();
      expect(body).toContain(`"'=HYPERLINK(""https://evil.example.com"")"`);
      for (const line of body.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/);
    });
  });
});
