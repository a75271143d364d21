import { randomUUID } from 'node:crypto';
import { MovableClock } from '../support/movable-clock';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Dashboard {
  id: string;
  ownerId: string;
  visibility: string;
  layout: { items: { widgetId: string; x: number }[] };
  code: string;
}

const DAY_MS = 86_400_000;
const ABSENT = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f99';

describe('dashboards of a user', () => {
  const clock = new MovableClock();
  let world: World;
  let owner: WorldUser;
  let colleague: WorldUser;
  let viewer: WorldUser;
  let original: string;

  const send = <B = Dashboard>(
    method: string,
    path: string,
    options: { as?: WorldUser; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, {
      token: (options.as ?? owner).token,
      body: options.body,
      headers: options.headers,
    });
  const clone = (
    options: {
      of?: string;
      for?: WorldUser;
      as?: WorldUser;
      key?: string;
      body?: unknown;
      query?: string;
    } = {},
  ): Promise<Answer<Dashboard>> => {
    const user = options.for ?? options.as ?? owner;
    const path = `/users/${user.id}/dashboards/${options.of ?? original}/clone${options.query ?? ''}`;
    const headers: Record<string, string> =
      options.key === undefined ? {} : { 'idempotency-key': options.key };
    return send('POST', path, { as: options.as, body: options.body, headers });
  };
  const owned = async (user: WorldUser, as = user): Promise<string[]> => {
    const answer = await send<{ data: { id: string }[] }>('GET', `/users/${user.id}/dashboards?limit=200`, {
      as,
    });
    return answer.body.data.map(({ id }) => id);
  };

  beforeAll(async () => {
    world = await aWorld({ clock });
    owner = await world.user({ roles: ['analyst'] });
    colleague = await world.user({ roles: ['analyst'] });
    viewer = await world.user({ roles: ['viewer'] });
    const points = [{ metric: 'sales', value: 1, timestamp: '2024-01-05T10:00:00Z' }];
    await send('POST', '/data/points', { body: { points } });
    const body = {
      name: 'Original',
      tags: ['t'],
      filters: [{ dimension: 'a', operator: 'eq', values: ['b'] }],
    };
    original = (await send('POST', '/dashboards', { body })).body.id;
    const query = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: '30d' };
    for (const position of [{ x: 3, y: 0, w: 3, h: 2 }, undefined]) {
      const widget = { dashboardId: original, type: 'stat', title: 'S', config: { query }, position };
      expect((await send('POST', '/widgets', { body: widget })).status).toBe(201);
    }
  });
  afterAll(() => world?.close());

  it('are those it owns, for itself and admins', async () => {
    expect(await owned(owner)).toContain(original);
    expect(await owned(owner, world.admin)).toContain(original);
    expect(await owned(colleague)).toEqual([]);
    const [hidden, absent] = [`/users/${owner.id}/dashboards`, `/users/${ABSENT}/dashboards`];
    const answers = await Promise.all([hidden, absent].map((path) => send('GET', path, { as: colleague })));
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('can be copies: the same but for ids, with an owner, private and not shared', async () => {
    const shares = [{ userId: colleague.id, access: 'read' }];
    await send('PUT', `/dashboards/${original}/shares`, { body: { shares } });
    const answer = await clone({ as: colleague });
    expect(answer.status).toBe(201);
    const copy = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/dashboards/${copy.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(copy).toMatchObject({ ownerId: colleague.id, visibility: 'private' });
    const definition = async (id: string, as: WorldUser): Promise<string> => {
      const { body } = await send<{ widgets: { id: string }[] }>(
        'GET',
        `/dashboards/${id}/export-definition`,
        { as },
      );
      return body.widgets.reduce(
        (text, widget, index) => text.replaceAll(widget.id, `widget ${index}`),
        JSON.stringify(body),
      );
    };
    expect(await definition(copy.id, colleague)).toBe(await definition(original, owner));
    expect((await send('GET', `/dashboards/${copy.id}`)).status).toBe(404);
    expect(await owned(colleague)).toEqual([copy.id]);
  });

  it('are made for others by admins, and by others not at all', async () => {
    const copy = await clone({ as: world.admin, for: viewer });
    expect([copy.status, copy.body.ownerId]).toEqual([201, viewer.id]);
    expect(await owned(viewer)).toEqual([copy.body.id]);
    expect((await clone({ as: owner, for: colleague })).status).toBe(404);
    expect((await clone({ as: owner, for: { ...colleague, id: ABSENT } })).status).toBe(404);
    expect((await clone({ as: viewer, of: copy.body.id })).status).toBe(403);
    expect((await clone({ as: owner, of: copy.body.id })).status).toBe(404);
  });

  describe('copied again with the same Idempotency-Key', () => {
    it('are the first ones, to the byte', async () => {
      const key = randomUUID();
      const before = (await owned(owner)).length;
      const [first, again] = [await clone({ key }), await clone({ key })];
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
      for (const name of ['location', 'etag', 'content-type'])
        expect(again.headers.get(name)).toBe(first.headers.get(name));
      expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([
        null,
        'true',
      ]);
      expect(await owned(owner)).toHaveLength(before + 1);
    });

    it('are refused when the request is another', async () => {
      const key = randomUUID();
      expect((await clone({ key })).status).toBe(201);
      for (const other of [{ of: ABSENT }, { body: { a: 1 } }, { query: '?a=1' }]) {
        const answer = await clone({ key, ...other });
        expect([answer.status, answer.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
      }
    });

    it('are one, however many ask at once', async () => {
      const key = randomUUID();
      const before = (await owned(owner)).length;
      const answers = await Promise.all(Array.from({ length: 10 }, () => clone({ key })));
      const made = answers.filter(({ status }) => status === 201);
      expect(made.length).toBeGreaterThan(0);
      expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
      for (const { status, headers } of answers.filter((answer) => !made.includes(answer)))
        expect([status, headers.get('retry-after')]).toEqual([409, '1']);
      expect(await owned(owner)).toHaveLength(before + 1);
    });

    it('are of one user and one organization', async () => {
      const key = randomUUID();
      await send('PATCH', `/dashboards/${original}`, { body: { visibility: 'organization' } });
      const [mine, theirs] = [await clone({ key }), await clone({ key, as: colleague })];
      expect([mine.status, theirs.status]).toEqual([201, 201]);
      expect(mine.body.id).not.toBe(theirs.body.id);
    });

    it('are made when the first attempt failed', async () => {
      const key = randomUUID();
      const { body } = await send('POST', '/dashboards', { as: colleague, body: { name: 'Later' } });
      expect((await clone({ key, of: body.id })).status).toBe(404);
      const shares = [{ userId: owner.id, access: 'read' }];
      await send('PUT', `/dashboards/${body.id}/shares`, { as: colleague, body: { shares } });
      expect((await clone({ key, of: body.id })).status).toBe(201);
    });

    it('are made anew after a day', async () => {
      const key = randomUUID();
      const first = await clone({ key });
      await world.database.query('UPDATE idempotency_key SET created_at = created_at - $1::interval', [
        `${DAY_MS + 1_000} ms`,
      ]);
      const second = await clone({ key });
      expect([second.status, second.body.id === first.body.id]).toEqual([201, false]);
    });

    it('are made by the next one once the first is taken for dead, and then never by the first', async () => {
      const key = randomUUID();
      await clone({ key });
      // As if the process had ended before it committed.
      const die = (locked: string) =>
        world.database.query(
          `UPDATE idempotency_key SET answer = NULL, run_id = $1, locked_until = now() + $2::interval
           WHERE created_at = (SELECT max(created_at) FROM idempotency_key)`,
          [randomUUID(), locked],
        );
      await die('1 min');
      expect((await clone({ key })).status).toBe(409);
      await die('-1 s');
      expect((await clone({ key })).status).toBe(201);
      expect((await clone({ key })).headers.get('idempotency-replayed')).toBe('true');
    });

    it('lie in the database sealed, under the hash of the key', async () => {
      const key = randomUUID();
      const { body } = await clone({ key });
      const { rows } = await world.database.query<{ row: string }>(
        'SELECT k::text AS row FROM idempotency_key k ORDER BY created_at DESC LIMIT 1',
      );
      for (const text of [key, body.id, 'Original']) expect(rows[0]?.row).not.toContain(text);
    });

    it.each(['', ' ', 'ü', 'x'.repeat(256), 'a b'])('are refused with the key %j', async (key) => {
      const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
      const answer = await send('POST', `/users/${owner.id}/dashboards/${original}/clone`, { headers });
      expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    });
  });

  it('API keys are made once for one Idempotency-Key, and shown again to who sends it', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const make = (name: string) =>
      send<{ key: string; code: string }>('POST', '/api-keys', {
        as: world.admin,
        body: { name, permissions: ['data:read'] },
        headers,
      });
    const [first, again] = [await make('Once'), await make('Once')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(again.headers.get('cache-control')).toBe('no-store');
    const other = await make('Another');
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});
