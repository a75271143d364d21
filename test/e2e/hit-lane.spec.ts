import { jest } from '@jest/globals';
import { QueryPipeline } from '@app/data';
import { Lifecycle, LoadShedder, MEASUREMENTS, Telemetry } from '@app/platform';
import { eventually } from '../support/eventually';
import { MovableClock } from '../support/movable-clock';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

const RANGE = 'from=2024-01-01&to=2024-02-01';
const SALES = `/api/v1/data/metrics?metric=sales&aggregation=sum&${RANGE}`;
const APP = 'https://app.example.com';

interface Table {
  data: { columns: { unit?: string }[]; rows: (string | number | null)[][] };
  meta: { to: string };
}

describe('a request that a principal repeats', () => {
  const clock = new MovableClock();
  let world: World;
  let run: jest.SpiedFunction<QueryPipeline['run']>;

  const get = (path: string, user: WorldUser, headers: Record<string, string> = {}) =>
    world.request<Table>('GET', path, { token: user.token, headers });
  /** Whether the answer came without asking the query pipeline. */
  const short = async (path: string, user: WorldUser, headers = {}): Promise<boolean> => {
    const before = run.mock.calls.length;
    const answer = await get(path, user, headers);
    expect([200, 304]).toContain(answer.status);
    return run.mock.calls.length === before;
  };
  const warm = (path: string, user: WorldUser) =>
    eventually(() => short(path, user), 'an answer by the short way');
  const store = async (value: number, dimensions: Record<string, string> = {}): Promise<void> => {
    const points = [{ metric: 'sales', value, timestamp: '2024-01-05T10:00:00Z', dimensions }];
    const answer = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points },
    });
    expect(answer.status).toBe(201);
  };
  const total = ({ body }: Answer<Table>) => body.data.rows[0]?.[0];

  beforeAll(async () => {
    world = await aWorld({ clock, env: { CORS_ORIGINS: APP } });
    run = jest.spyOn(world.get(QueryPipeline), 'run');
    await store(1, { region: 'emea' });
    await store(2, { region: 'apac' });
  });
  afterAll(() => world.close());

  it('is answered from memory with the same bytes and headers', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const first = await get(SALES, user);
    await warm(SALES, user);
    const again = await get(SALES, user);
    expect(again.body).toEqual({ ...first.body, meta: again.body.meta });
    expect(again.headers.get('x-cache')).toBe('HIT');
    expect(again.headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['etag', 'content-type', 'cache-control', 'vary'])
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    const known = await get(SALES, user, { 'if-none-match': again.headers.get('etag') ?? '' });
    expect([known.status, known.body]).toEqual([304, undefined]);
  });

  it('keeps the headers that let a browser of another origin read it', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const before = run.mock.calls.length;
    const answer = await get(SALES, user, { origin: APP });
    expect(run.mock.calls.length).toBe(before);
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP);
  });

  it('is refused like any other while the process is overloaded', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const refuses = jest.spyOn(LoadShedder.prototype, 'refuses').mockReturnValue('event loop');
    const { status, headers, body } = await get(SALES, user, { origin: APP });
    refuses.mockRestore();
    expect([status, (body as unknown as { code: string }).code]).toEqual([503, 'OVERLOADED']);
    expect(headers.get('access-control-allow-origin')).toBe(APP);
  });

  it('is refused like any other while the process stops', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const closing = jest.spyOn(world.get(Lifecycle), 'closing', 'get').mockReturnValue(true);
    const { status, body } = await get(SALES, user);
    closing.mockRestore();
    expect([status, (body as unknown as { code: string }).code]).toEqual([503, 'SHUTTING_DOWN']);
  });

  it('is in flight until it is sent, and measured', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const begin = jest.spyOn(world.get(Lifecycle), 'begin');
    const count = async (): Promise<number> => {
      const measured = await world.get(Telemetry).take();
      const ofRoute = measured.measured.filter(
        ({ metric, dimensions }) =>
          metric === MEASUREMENTS.httpRequests.durations.name &&
          dimensions.route === '/api/v1/data/metrics' &&
          dimensions.status_class === '2xx',
      );
      return ofRoute.length;
    };
    await count();
    expect(await short(SALES, user)).toBe(true);
    expect(begin).toHaveBeenCalledTimes(1);
    await eventually(async () => (await count()) === 1, 'its measurement');
    begin.mockRestore();
  });

  it('has an id of its own, or the one that the client gave it', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const ids = [await get(SALES, user), await get(SALES, user)].map(({ headers }) =>
      headers.get('x-request-id'),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const given = await get(SALES, user, { 'x-request-id': 'mine-7' });
    expect(given.headers.get('x-request-id')).toBe('mine-7');
  });

  it('sees every write that was acknowledged before it', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const before = total(await get(SALES, user)) as number;
    for (let round = 1; round <= 10; round++) {
      await store(1, { round: String(round) });
      expect(total(await get(SALES, user))).toBe(before + round);
    }
  });

  it('sees a new unit', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    const put = { token: world.admin.token, body: { unit: 'EUR' } };
    expect((await world.request('PUT', '/api/v1/data/catalog/sales', put)).status).toBe(200);
    expect((await get(SALES, user)).body.data.columns[0]?.unit).toBe('EUR');
  });

  it('is asked anew for who wants that', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    expect(await short(SALES, user, { 'cache-control': 'no-cache' })).toBe(false);
  });

  it('belongs to one principal and its data policy', async () => {
    const all = await world.user({ roles: ['viewer'] });
    const emea = await world.user({ roles: ['viewer'], dataPolicy: { region: ['emea'] } });
    await warm(SALES, all);
    await warm(SALES, emea);
    expect(total(await get(SALES, emea))).toBe(1);
    expect(total(await get(SALES, all))).toBeGreaterThan(2);
  });

  it('is refused as soon as the session has ended', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    expect((await world.request('POST', '/api/v1/auth/logout', { token: user.token })).status).toBe(204);
    expect((await get(SALES, user)).status).toBe(401);
  });

  it('is refused as soon as the token has expired', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    clock.offsetMs += 16 * 60_000;
    const refused = await get(SALES, user);
    clock.offsetMs -= 16 * 60_000;
    expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([
      401,
      'TOKEN_EXPIRED',
    ]);
  });

  it('follows rights that are taken away', async () => {
    const user = await world.user({ roles: ['viewer'] });
    await warm(SALES, user);
    await world.database.query(`UPDATE users SET data_policy = '{"region": ["apac"]}' WHERE id = $1`, [
      user.id,
    ]);
    await eventually(async () => total(await get(SALES, user)) === 2, 'the answer under the new policy');
  });

  it('moves on with a relative range', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const path = '/api/v1/data/metrics?metric=sales&aggregation=sum&timerange=1h';
    await warm(path, user);
    const { to } = (await get(path, user)).body.meta;
    clock.offsetMs += 60_000;
    const later = (await get(path, user)).body.meta.to;
    clock.offsetMs -= 60_000;
    expect(Date.parse(later)).toBeGreaterThan(Date.parse(to));
  });

  it('shows a metric that is new where it names none', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const path = `/api/v1/data/metrics?aggregation=sum&${RANGE}`;
    const before = (await get(path, user)).body.data.columns.length;
    const points = [{ metric: 'visits', value: 1, timestamp: '2024-01-05T10:00:00Z' }];
    await world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
    expect((await get(path, user)).body.data.columns.length).toBe(before + 1);
  });

  it('sees what changes on a dashboard', async () => {
    const { token } = world.admin;
    const body = { name: 'Sales' };
    const { id } = (await world.request<{ id: string }>('POST', '/api/v1/dashboards', { token, body })).body;
    const path = `/api/v1/dashboards/${id}/data?${RANGE}`;
    const widget = {
      dashboardId: id,
      type: 'stat',
      title: 'Sales',
      config: {
        query: { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: '30d' },
        display: {},
      },
    };
    const widgets = async (): Promise<number> => {
      const answer = await world.request<{ meta: { widgets: number } }>('GET', path, { token });
      return answer.body.meta.widgets;
    };
    for (let count = 1; count <= 3; count++) {
      expect((await world.request('POST', '/api/v1/widgets', { token, body: widget })).status).toBe(201);
      expect([await widgets(), await widgets()]).toEqual([count, count]);
    }
  });
});
