import { jest } from '@jest/globals';
import type { PoolClient } from 'pg';
import { eventually } from '../support/eventually';
import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

const ORIGIN = 'metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';
const LATER = 'metric=sales&aggregation=sum&from=2024-03-01&to=2024-04-01';

interface Table {
  data: { rows: (string | number | null)[][] };
  meta: { computedAt: string; tookMs: number };
}

describe('cached answers', () => {
  let world: World;
  let analyst: WorldUser;

  const get = <B = Table>(path: string, headers: Record<string, string> = {}, as = analyst) =>
    world.request<B>('GET', `/api/v1${path}`, { token: as.token, headers });
  const store = async (value: number, day: string, metric = 'sales', dimensions = {}): Promise<void> => {
    const points = [{ metric, value, timestamp: `${day}T10:00:00Z`, dimensions }];
    const answer = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points },
    });
    expect(answer.status).toBe(201);
  };
  const state = ({ headers }: Answer<unknown>): string | null => headers.get('x-cache');
  const total = (answer: Answer<Table>): unknown => answer.body.data.rows[0]?.[0];
  /** How many statements with this text the API runs meanwhile. */
  const statements = async (text: RegExp, work: () => Promise<unknown>): Promise<number> => {
    let count = 0;
    const spies = new Map<PoolClient, jest.SpiedFunction<PoolClient['query']>>();
    const onAcquire = (client: PoolClient): void => {
      if (!spies.has(client)) spies.set(client, jest.spyOn(client, 'query'));
    };
    const { pool } = world.database;
    pool.on('acquire', onAcquire);
    await work();
    pool.off('acquire', onAcquire);
    for (const spy of spies.values()) {
      const calls = spy.mock.calls as unknown as [string | { text: string }][];
      count += calls.filter(([sql]) => text.test(typeof sql === 'string' ? sql : sql.text)).length;
      spy.mockRestore();
    }
    return count;
  };

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
    await store(1, '2024-01-05', 'sales', { region: 'emea' });
    await store(2, '2024-03-05', 'sales', { region: 'apac' });
  });
  // Nothing is believed before the process has heard itself on the broadcast, and while it is too busy for that.
  beforeEach(() =>
    eventually(async () => state(await get(`/data/metrics?${ORIGIN}`)) === 'HIT', 'the api caches'),
  );
  afterAll(() => world.close());

  it('are told from computed ones, and are the same to the byte', async () => {
    const query = `/data/metrics?${ORIGIN}&groupBy=region`;
    const [first, second] = [await get(query), await get(query)];
    expect([state(first), state(second)]).toEqual(['MISS', 'HIT']);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('age')).toMatch(/^\d+$/);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(second.headers.get('cache-control')).toContain('no-cache');
    expect(second.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('are not sent again to those who have them', async () => {
    const first = await get(`/data/metrics?${ORIGIN}`);
    const again = await get(`/data/metrics?${ORIGIN}`, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  it('are shared by the same question in another form', async () => {
    await get(`/data/metrics?${ORIGIN}&limit=7`);
    const body = {
      metrics: [{ metric: 'sales', aggregation: 'sum' }],
      timeRange: { from: '2024-01-01T00:00:00+00:00', to: '2024-02-01' },
      limit: 7,
    };
    const posted = await world.request('POST', '/api/v1/data/query', { token: analyst.token, body });
    expect(state(posted)).toBe('HIT');
  });

  it('are computed anew for who says no-cache', async () => {
    await get(`/data/metrics?${ORIGIN}`);
    expect(state(await get(`/data/metrics?${ORIGIN}`, { 'cache-control': 'no-cache' }))).toBe('MISS');
  });

  it('show a write to the next read, and outlive writes to other days', async () => {
    const before = total(await get(`/data/metrics?${ORIGIN}`)) as number;
    await get(`/data/metrics?${LATER}`);
    let hits = 0;
    for (let round = 1; round <= 20; round++) {
      await store(1, '2024-01-06', 'sales', { round: String(round) });
      expect(total(await get(`/data/metrics?${ORIGIN}`))).toBe(before + round);
      if (state(await get(`/data/metrics?${LATER}`)) === 'HIT') hits++;
    }
    expect(hits).toBeGreaterThan(10);
  });

  it('are stale only for who asks for that', async () => {
    await get(`/data/metrics?${ORIGIN}`);
    const before = await get(`/data/metrics?${ORIGIN}`);
    await store(10, '2024-01-07');
    const stale = await get(`/data/metrics?${ORIGIN}`, { 'cache-control': 'max-stale=30' });
    expect([state(stale), stale.body]).toEqual(['STALE', before.body]);
    expect(total(await get(`/data/metrics?${ORIGIN}`))).toBe((total(before) as number) + 10);
  });

  it('follow the unit of a metric', async () => {
    await get(`/data/metrics?${ORIGIN}`);
    const put = { token: world.admin.token, body: { unit: 'EUR' } };
    expect((await world.request('PUT', '/api/v1/data/catalog/sales', put)).status).toBe(200);
    const { body } = await get<{ data: { columns: unknown[] } }>(`/data/metrics?${ORIGIN}`);
    expect(body.data.columns).toEqual([expect.objectContaining({ unit: 'EUR' })]);
  });

  it('never reach a principal who may see less', async () => {
    const restricted = await world.user({ roles: ['viewer'], dataPolicy: { region: ['apac'] } });
    for (const path of [`/data/metrics?${ORIGIN}`, '/data/catalog']) await get(path);
    const own = await get(`/data/metrics?${ORIGIN}`, {}, restricted);
    expect([state(own), own.body.data.rows]).toEqual(['MISS', [[null]].slice(0, own.body.data.rows.length)]);
    const catalog = await get<{ data: { name: string; dimensions: { name: string; values: string[] }[] }[] }>(
      '/data/catalog',
      {},
      restricted,
    );
    expect(state(catalog)).toBe('MISS');
    const regions = catalog.body.data.flatMap(({ dimensions }) =>
      dimensions.filter(({ name }) => name === 'region').flatMap(({ values }) => values),
    );
    expect(regions).toEqual(['apac']);
  });

  it('of a thousand equal questions at once cost one statement', async () => {
    const path = `/data/metrics?${ORIGIN}&groupBy=date`;
    await store(1, '2024-01-08');
    const count = await statements(/metrics\.point/, async () => {
      const answers = await Promise.all(Array.from({ length: 1_000 }, () => get(path)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    });
    expect(count).toBe(1);
  });

  describe('that are cleared', () => {
    const clear = (query: string, as = world.admin) =>
      world.request('DELETE', `/api/v1/data/cache${query}`, { token: as.token });
    const states = async (): Promise<(string | null)[]> => {
      const answers = [
        await get(`/data/metrics?${ORIGIN}`),
        await get(`/data/metrics?${ORIGIN.replace('sales', 'cleared')}`),
        await get('/dashboards?limit=3'),
      ];
      return answers.map(state);
    };
    const warm = (): Promise<unknown> =>
      eventually(async () => (await states()).every((each) => each === 'HIT'), 'all is cached');

    it('are computed anew, those of one metric or all of the organization', async () => {
      await store(1, '2024-01-05', 'cleared');
      await warm();
      expect((await clear('?metric=cleared')).status).toBe(204);
      expect(await states()).toEqual(['HIT', 'MISS', 'HIT']);
      await warm();
      expect((await clear('')).status).toBe(204);
      expect(await states()).toEqual(['MISS', 'MISS', 'MISS']);
    });

    it('are not given to who takes stale answers either', async () => {
      await warm();
      await clear('?metric=sales');
      const answer = await get(`/data/metrics?${ORIGIN}`, { 'cache-control': 'max-stale=3600' });
      expect(state(answer)).toBe('MISS');
    });

    it('leave a row in the audit log', async () => {
      const { rows } = await world.database.query(
        `SELECT subject_type, subject_id, actor_id FROM audit_log WHERE action = 'cache.cleared' ORDER BY id LIMIT 2`,
      );
      expect(rows).toEqual([
        { subject_type: 'metric', subject_id: 'cleared', actor_id: world.admin.id },
        { subject_type: 'organization', subject_id: world.organizationId, actor_id: world.admin.id },
      ]);
    });

    it('are so by administrators, and for metrics that there are', async () => {
      expect((await clear('', analyst)).status).toBe(403);
      expect((await world.request('DELETE', '/api/v1/data/cache')).status).toBe(401);
      expect(await clear('?metric=nothing')).toMatchObject({ status: 422, body: { code: 'UNKNOWN_METRIC' } });
      expect((await clear('?metric=')).status).toBe(400);
    });
  });

  describe('of lists', () => {
    const names = async (as = analyst): Promise<string[]> =>
      (await get<{ data: { name: string }[] }>('/dashboards?limit=200', {}, as)).body.data.map(
        ({ name }) => name,
      );

    it('follow each change at once, and are nobody else’s', async () => {
      const other = await world.user({ roles: ['analyst'] });
      await names(other);
      const created = await world.request<{ id: string }>('POST', '/api/v1/dashboards', {
        token: analyst.token,
        body: { name: 'mine', visibility: 'private' },
      });
      expect(await names()).toContain('mine');
      expect(state(await get('/dashboards?limit=200'))).toBe('HIT');
      expect(await names(other)).not.toContain('mine');
      await world.request('PATCH', `/api/v1/dashboards/${created.body.id}`, {
        token: analyst.token,
        body: { name: 'renamed' },
      });
      expect(await names()).toContain('renamed');
      await world.request('DELETE', `/api/v1/dashboards/${created.body.id}`, { token: analyst.token });
      expect(await names()).not.toContain('renamed');
    });

    it('follow a new value of a dimension', async () => {
      const values = async (): Promise<string> => JSON.stringify((await get('/data/catalog')).body);
      await values();
      await store(1, '2024-01-05', 'sales', { region: 'antarctica' });
      expect(await values()).toContain('antarctica');
    });
  });

  describe('of dashboards and widgets', () => {
    let dashboardId: string;
    let widgetId: string;
    const send = async <B>(method: string, path: string, body?: unknown): Promise<Answer<B>> =>
      world.request<B>(method, `/api/v1${path}`, { token: analyst.token, body });
    interface Dashboard {
      data: { widgets: Record<string, Table> };
      meta: { version: number; tookMs: number; computedAt: string };
    }
    const widget = (answer: Answer<Dashboard>): unknown =>
      answer.body.data.widgets[widgetId]?.data.rows[0]?.[0];

    beforeAll(async () => {
      ({
        body: { id: dashboardId },
      } = await send<{ id: string }>('POST', '/dashboards', { name: 'D', visibility: 'organization' }));
      const query = {
        metrics: [{ metric: 'sales', aggregation: 'sum' }],
        timeRange: { from: '2024-01-01', to: '2024-02-01' },
      };
      const created = await send<{ id: string }>('POST', '/widgets', {
        dashboardId,
        type: 'stat',
        title: 'W',
        config: { query },
      });
      widgetId = created.body.id;
      await get(`/dashboards/${dashboardId}/data`);
    });

    it('are hits that no statement was run for', async () => {
      await get(`/widgets/${widgetId}/data`);
      const count = await statements(/metrics\.point|dashboard|widget/, async () => {
        expect(state(await get(`/dashboards/${dashboardId}/data`))).toBe('HIT');
        expect(state(await get(`/widgets/${widgetId}/data`))).toBe('HIT');
      });
      expect(count).toBe(0);
    });

    it('say of themselves when they were computed', async () => {
      const first = await get<Dashboard>(`/dashboards/${dashboardId}/data`);
      const second = await get<Dashboard>(`/dashboards/${dashboardId}/data`);
      expect(second.body.meta).toEqual(first.body.meta);
    });

    it('may be a second old after points came in, and not more', async () => {
      const before = widget(await get<Dashboard>(`/dashboards/${dashboardId}/data`)) as number;
      await store(100, '2024-01-09');
      const wrote = performance.now();
      for (;;) {
        const began = performance.now();
        const answer = await get<Dashboard>(`/dashboards/${dashboardId}/data`);
        if (widget(answer) === before + 100) break;
        expect(state(answer)).toBe('STALE');
        expect(began - wrote).toBeLessThan(1_000);
      }
      const fresh = await get(`/widgets/${widgetId}/data`, { 'cache-control': 'max-stale=0' });
      expect(total(fresh)).toBe(before + 100);
    });

    it('cost a statement a second at most while points come in all the time, however many look', async () => {
      await get(`/dashboards/${dashboardId}/data`);
      const began = performance.now();
      const going = (): boolean => performance.now() - began < 3_000;
      let [writes, reads] = [0, 0];
      const computed = await statements(/(FROM|JOIN) metrics\.(points|rollup)/, async () => {
        const writing = (async () => {
          while (going()) await store(++writes, '2024-01-10', 'sales', { round: 'steady' });
        })();
        const viewers = Array.from({ length: 4 }, async () => {
          for (; going(); reads++) await get(`/dashboards/${dashboardId}/data`);
        });
        await Promise.all([writing, ...viewers]);
      });
      const seconds = (performance.now() - began) / 1_000;
      expect(writes).toBeGreaterThan(computed);
      expect(reads).toBeGreaterThan(3 * computed);
      expect(computed).toBeGreaterThan(0);
      expect(computed).toBeLessThanOrEqual(seconds + 1);
    });

    it('follow the dashboard and its widgets at once', async () => {
      const filters = [{ dimension: 'region', operator: 'eq', values: ['nowhere'] }];
      await send('PATCH', `/dashboards/${dashboardId}`, { filters });
      expect(widget(await get<Dashboard>(`/dashboards/${dashboardId}/data`)) ?? null).toBeNull();
      await send('PATCH', `/dashboards/${dashboardId}`, { filters: [] });
      expect(widget(await get<Dashboard>(`/dashboards/${dashboardId}/data`))).toEqual(expect.any(Number));
    });

    it('are gone for who may not see the dashboard any more', async () => {
      const other = await world.user({ roles: ['viewer'] });
      expect((await get(`/widgets/${widgetId}/data`, {}, other)).status).toBe(200);
      await send('PATCH', `/dashboards/${dashboardId}`, { visibility: 'private' });
      expect((await get(`/dashboards/${dashboardId}/data`, {}, other)).status).toBe(404);
      expect((await get(`/widgets/${widgetId}/data`, {}, other)).status).toBe(404);
      expect((await get(`/dashboards/${dashboardId}/widgets`, {}, other)).status).toBe(404);
      expect((await get(`/widgets/${widgetId}/data`)).status).toBe(200);
    });
  });
});
