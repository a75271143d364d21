import { eventually } from '../support/eventually';
import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

const DEFAULTS = {
  theme: 'system',
  locale: null,
  timezone: null,
  weekStart: 'monday',
  defaultDashboardId: null,
  settings: {},
  updatedAt: null,
};
const NOBODY = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01';

describe('preferences', () => {
  let world: World;
  let viewer: WorldUser;
  let analyst: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    viewer = await world.user({ roles: ['viewer'] });
    analyst = await world.user({ roles: ['analyst'] });
  });
  afterAll(() => world.close());

  const path = (id: string): string => `/api/v1/users/${id}/preferences`;
  const get = (as: WorldUser, of = as.id, headers: Record<string, string> = {}): Promise<Answer> =>
    world.request('GET', path(of), { token: as.token, headers });
  const put = (as: WorldUser, body: unknown, of = as.id, ifMatch?: string): Promise<Answer> =>
    world.request('PUT', path(of), {
      token: as.token,
      body,
      ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
    });
  const dashboard = async (visibility: string, as = analyst): Promise<string> => {
    const body = { name: 'A dashboard', visibility };
    const created = await world.request<{ id: string }>('POST', '/api/v1/dashboards', {
      token: as.token,
      body,
    });
    return created.body.id;
  };
  const etag = ({ headers }: Answer): string => headers.get('etag') ?? '';

  it('are defaults until something is set, and are replaced whole', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const untouched = await get(user);
    expect([untouched.status, untouched.body, etag(untouched)]).toEqual([200, DEFAULTS, '"0"']);
    const wanted = {
      theme: 'dark',
      locale: 'de-at',
      timezone: 'europe/vienna',
      weekStart: 'sunday',
      settings: { sidebar: { open: false }, recent: ['a', 1, null] },
    };
    const set = await put(user, wanted);
    expect(set.status).toBe(200);
    expect(set.body).toEqual({
      ...DEFAULTS,
      ...wanted,
      locale: 'de-AT',
      timezone: 'Europe/Vienna',
      updatedAt: expect.stringMatching(/Z$/),
    });
    expect((await get(user)).body).toEqual(set.body);
    const again = await put(user, { theme: 'light' });
    expect(again.body).toEqual({ ...DEFAULTS, theme: 'light', updatedAt: expect.any(String) });
  });

  it('are cached until they change, for their owner and for nobody else', async () => {
    await put(viewer, { theme: 'dark' });
    const first = await get(viewer);
    expect(first.headers.get('x-cache')).toBe('MISS');
    const second = await eventually(async () => {
      const answer = await get(viewer);
      return answer.headers.get('x-cache') === 'HIT' && answer;
    }, 'they are cached');
    expect([second.body, etag(second)]).toEqual([first.body, etag(first)]);
    const ofAdmin = await get(world.admin, viewer.id);
    expect([ofAdmin.headers.get('x-cache'), ofAdmin.body]).toEqual(['MISS', first.body]);
    expect((await get(analyst, viewer.id)).status).toBe(404);
    await put(world.admin, { theme: 'light' }, viewer.id);
    expect((await get(viewer)).body).toMatchObject({ theme: 'light' });
    expect((await get(world.admin, viewer.id)).body).toMatchObject({ theme: 'light' });
  });

  it('have an ETag that guards against lost changes, and saves sending what a client has', async () => {
    const before = await put(viewer, { theme: 'dark' });
    const has = { 'if-none-match': etag(before) };
    expect([(await get(viewer, viewer.id, has)).status, (await get(viewer, viewer.id, has)).body]).toEqual([
      304,
      undefined,
    ]);
    const changed = await put(viewer, { theme: 'light' }, viewer.id, etag(before));
    expect(changed.status).toBe(200);
    expect(etag(changed)).not.toBe(etag(before));
    const late = await put(viewer, { theme: 'system' }, viewer.id, etag(before));
    expect([late.status, late.body.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await get(viewer, viewer.id, has)).status).toBe(200);
    expect(etag(await put(viewer, { theme: 'light' }))).toBe(etag(changed));
  });

  it('lose no change when many write at once with the version that they have read', async () => {
    const start = etag(await put(viewer, { theme: 'dark' }));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => put(viewer, { settings: { i } }, viewer.id, start)),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    expect((await get(viewer)).body.settings).toEqual(won[0]?.body.settings);
  });

  it('can be set for the first time by many at once', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const answers = await Promise.all(Array.from({ length: 10 }, () => put(user, { theme: 'dark' })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  });

  it('of a user of no business are as absent as those of no user', async () => {
    const organization = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
      token: world.admin.token,
      body: { name: 'Another' },
    });
    const stranger = await world.request<{ id: string }>('POST', '/api/v1/users', {
      token: world.admin.token,
      headers: { 'x-organization-id': organization.body.id },
      body: {
        email: 'stranger@example.com',
        name: 'S',
        roles: ['admin'],
        password: 'nine purple kettles hum',
      },
    });
    const detail = ({ body }: Answer, id: string): string => String(body.detail).replaceAll(id, '<id>');
    for (const [as, id] of [
      [viewer, analyst.id],
      [viewer, stranger.body.id],
      [viewer, 'nonsense'],
      [world.admin, stranger.body.id],
    ] as const) {
      for (const ask of [get, (who: WorldUser, of: string) => put(who, { theme: 'dark' }, of)]) {
        const [answer, absent] = [await ask(as, id), await ask(as, NOBODY)];
        expect([answer.status, detail(answer, id)]).toEqual([404, detail(absent, NOBODY)]);
      }
    }
    expect((await world.request('GET', path(viewer.id))).status).toBe(401);
  });

  it('of a super_admin are changed by themselves and super_admins alone', async () => {
    const admin = await world.user({ roles: ['admin'] });
    const refused = await put(admin, { theme: 'dark' }, world.admin.id);
    expect([refused.status, refused.body.code]).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect((await put(world.admin, { theme: 'dark' })).status).toBe(200);
    expect((await put(admin, { theme: 'dark' }, viewer.id)).status).toBe(200);
  });

  it.each([
    [{ theme: 'pink' }, '/theme'],
    [{ theme: null }, '/theme'],
    [{ locale: 'not a locale' }, '/locale'],
    [{ locale: 'xx_YY' }, '/locale'],
    [{ timezone: 'Mars/Olympus' }, '/timezone'],
    [{ timezone: '+02:00' }, '/timezone'],
    [{ timezone: 7 }, '/timezone'],
    [{ weekStart: 'friday' }, '/weekStart'],
    [{ defaultDashboardId: 'home' }, '/defaultDashboardId'],
    [{ settings: [] }, '/settings'],
    [{ settings: { text: 'x'.repeat(9_000) } }, '/settings'],
    [{ settings: { text: '\0' } }, '/settings/text'],
    [{ colour: 'red' }, '/colour'],
  ])('refuse %j', async (body, pointer) => {
    const answer = await put(viewer, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ pointer: expect.stringMatching(`^${pointer}`) })]),
    );
  });

  describe('with a default dashboard', () => {
    it('take one that the user sees, and tell one that it does not see from none at all in nothing', async () => {
      const [open, hidden] = [await dashboard('organization'), await dashboard('private')];
      expect((await put(viewer, { defaultDashboardId: open })).body.defaultDashboardId).toBe(open);
      const refusals = [];
      for (const id of [hidden, NOBODY]) {
        const { status, body } = await put(viewer, { defaultDashboardId: id });
        refusals.push([status, body.code, String(body.detail).replaceAll(id, '<id>')]);
      }
      expect(refusals[0]).toEqual([422, 'UNKNOWN_REFERENCE', expect.stringContaining('<id>')]);
      expect(refusals[1]).toEqual(refusals[0]);
      // What counts is what the user sees, not the administrator who sets it.
      expect((await put(world.admin, { defaultDashboardId: hidden }, viewer.id)).status).toBe(422);
      expect((await put(analyst, { defaultDashboardId: hidden })).status).toBe(200);
    });

    it.each([
      ['is hidden', 'PATCH', { visibility: 'private' }],
      ['is deleted', 'DELETE', undefined],
    ])('do not show it any more once it %s, under another ETag', async (_how, method, body) => {
      const id = await dashboard('organization');
      const before = await put(viewer, { theme: 'dark', defaultDashboardId: id });
      await get(viewer);
      await world.request(method, `/api/v1/dashboards/${id}`, { token: analyst.token, body });
      const after = await get(viewer, viewer.id, { 'if-none-match': etag(before) });
      expect([after.status, after.body.defaultDashboardId]).toEqual([200, null]);
      const { updatedAt: _updatedAt, ...fields } = after.body;
      expect((await put(viewer, fields, viewer.id, etag(after))).status).toBe(200);
    });

    it('do not show one that the user saw as an administrator only', async () => {
      const boss = await world.user({ roles: ['admin'] });
      const id = await dashboard('private');
      expect((await put(boss, { defaultDashboardId: id })).status).toBe(200);
      await world.request('PATCH', `/api/v1/users/${boss.id}`, {
        token: world.admin.token,
        body: { roles: ['viewer'] },
      });
      expect((await get(boss)).body.defaultDashboardId).toBeNull();
      expect((await get(world.admin, boss.id)).body.defaultDashboardId).toBeNull();
    });
  });

  it('are gone with their user', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await put(user, { theme: 'dark' });
    expect((await get(world.admin, user.id)).status).toBe(200);
    await world.request('DELETE', `/api/v1/users/${user.id}`, { token: world.admin.token });
    expect((await get(world.admin, user.id)).status).toBe(404);
    const { rows } = await world.database.query('SELECT FROM user_preferences WHERE user_id = $1', [user.id]);
    expect(rows).toEqual([]);
  });
});
