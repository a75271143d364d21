import { JobQueue } from '@app/jobs';
import { eventually } from '../support/eventually';
import { explainedMetric } from '../support/explained-metric';
import { settle } from '../support/rollup-fixtures';
import { fixedClock } from '../support/fixed-clock';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface List {
  code?: string;
  queries: number;
  totalMs: number;
  lookedAt: number;
  nothing?: string;
  suggestions: {
    kind: string;
    reason: string;
    share: number;
    saves: number;
    queries: number;
    rollup?: { dimensions: string[] };
    request?: { method: string; path: string; body: object };
    shapes: { groupBy: string[]; filters: string[]; policy: string[]; level: string }[];
  }[];
}

const MARCH = { from: '2026-03-01', to: '2026-04-01' };

describe('GET /data/optimizer/suggestions', () => {
  let world: World;
  let admin: WorldUser;
  let partner: WorldUser;
  let visits: number;

  beforeAll(async () => {
    world = await aWorld({ clock: fixedClock('2026-04-01T12:00:00Z') });
    admin = await world.user({ roles: ['admin'] });
    partner = await world.user({ roles: ['analyst'], dataPolicy: { region: ['emea'] } });
    visits = await explainedMetric(world, 'visits');
  });
  afterAll(() => world?.close());

  const list = async (as = admin): Promise<Answer<List>> =>
    world.request<List>('GET', '/api/v1/data/optimizer/suggestions', { token: as.token });
  const ask = (change: object, as = admin): Promise<Answer> =>
    world.request('POST', '/api/v1/data/query', {
      token: as.token,
      headers: { 'cache-control': 'no-cache' },
      body: { metrics: [{ metric: 'visits', aggregation: 'sum' }], timeRange: MARCH, ...change },
    });

  it('has nothing to say of no questions', async () => {
    expect((await list()).body).toMatchObject({ queries: 0, suggestions: [], nothing: expect.any(String) });
  });

  it('names what would help most, with its part of the time, until it is done', async () => {
    for (let n = 0; n < 6; n++) await ask({ groupBy: ['host'], interval: '1d' });
    const filters = [{ dimension: 'host', operator: 'eq', values: ['h1'] }];
    await ask({ filters, timeRange: { from: '2026-03-01', to: '2026-03-03' } }, partner);
    for (let n = 0; n < 3; n++) await ask({ groupBy: ['region'] });
    const before = (await list()).body;
    expect(before).toMatchObject({ queries: 10, lookedAt: 1 });
    expect(before.suggestions.map(({ kind, rollup }) => [kind, rollup?.dimensions])).toEqual([
      ['rollup', ['host']],
      ['rollup', ['host', 'region']],
    ]);
    const [host, both] = before.suggestions;
    expect(host).toMatchObject({ queries: 6, shapes: [{ groupBy: ['host'], filters: [], level: 'raw' }] });
    expect(both).toMatchObject({ queries: 1, shapes: [{ filters: ['host'], policy: ['region'] }] });
    expect(host?.reason).toMatch(/6 questions that it helps took \d+ % of the query time of the last 7 days/);
    const shares = before.suggestions.map(({ share }) => share);
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
    expect(shares.reduce((a, b) => a + b)).toBeLessThanOrEqual(1);
    expect(host?.saves).toBeLessThan(host?.share ?? 0);

    const { method = '', path = '', body } = host?.request ?? {};
    expect((await world.request(method, path, { token: admin.token, body })).status).toBe(200);
    await settle(world.database, visits);
    const after = (await list()).body;
    expect(after.suggestions.map(({ rollup }) => rollup?.dimensions)).toEqual([['host', 'region']]);
    expect(after.suggestions[0]?.request?.body).toMatchObject({ rollups: [['host'], ['host', 'region']] });
    // What is asked from now on is of another shape, so that the part of the old one falls.
    for (let n = 0; n < 3; n++) await ask({ groupBy: ['host'], interval: '1d' });
    expect((await list()).body.queries).toBe(13);
    const { rows } = await world.database.query<{ level: string; count: number }>(
      `SELECT shape->>'level' AS level, sum(count)::int AS count FROM metrics.query_shape
       WHERE shape->'groupBy' = '["host"]' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { level: 'raw', count: 6 },
      { level: 'rollup_1d', count: 3 },
    ]);
  });

  it('keeps no value of a question', async () => {
    await ask({ filters: [{ dimension: 'host', operator: 'eq', values: ['h-very-secret'] }] });
    await list();
    const { rows } = await world.database.query<{ text: string }>(
      'SELECT string_agg(q::text, chr(10)) AS text FROM metrics.query_shape q',
    );
    expect(rows[0]?.text).toContain('"host"');
    expect(rows[0]?.text).not.toContain('secret');
    expect(rows[0]?.text).not.toContain('emea');
  });

  it('counts a question that failed, and what was answered from the cache not', async () => {
    const before = (await list()).body.queries;
    for (let n = 0; n < 3; n++) {
      await world.request(
        'GET',
        '/api/v1/data/metrics?metric=visits&aggregation=max&from=2026-03-01&to=2026-03-05',
        {
          token: admin.token,
        },
      );
    }
    expect((await list()).body.queries).toBe(before + 1);
  });

  it('lets points go that no question looks at, once that has been watched for a week', async () => {
    await explainedMetric(world, 'old');
    const early = ['2025-01', '2025-02', '2025-03', '2025-04'].flatMap((month) =>
      Array.from({ length: 2_500 }, (_, n) => ({
        metric: 'old',
        value: 1,
        timestamp: new Date(Date.parse(`${month}-01T00:00:00Z`) + n * 600_000).toISOString(),
        dimensions: { region: 'emea' },
      })),
    );
    await world.request('POST', '/api/v1/data/points', { token: admin.token, body: { points: early } });
    const { rows } = await world.database.query<{ id: number }>(
      "SELECT id FROM metrics.metric WHERE name = 'old'",
    );
    await settle(world.database, rows[0]?.id ?? 0);
    await ask({ metrics: [{ metric: 'old', aggregation: 'sum' }] });
    expect((await list()).body.suggestions.map(({ kind }) => kind)).not.toContain('partitioning');
    await world.database.query(
      "UPDATE metrics.query_shape SET day = '2026-03-24' WHERE shape->'groupBy' = '[\"region\"]'",
    );
    const found = (await list()).body.suggestions.find(({ kind }) => kind === 'partitioning');
    expect(found?.reason).toMatch(
      /no question.+further than 32 days.+10,000 points in 4 monthly partitions/i,
    );
    expect(found?.request).toMatchObject({
      path: '/api/v1/data/catalog/old',
      body: { unit: 'hits', retentionDays: 63 },
    });
  });

  it('forgets after a month, by a job of the worker', async () => {
    const days = async (): Promise<number> =>
      (await world.database.query('SELECT DISTINCT day FROM metrics.query_shape')).rows.length;
    expect(await days()).toBeGreaterThan(0);
    // Its clock is that of the machine, long after the questions of this test were asked.
    await world.worker();
    await world.get(JobQueue).add('review-query-shapes', {});
    await eventually(async () => (await days()) === 0, 'they are forgotten', 20_000);
  });

  it('is for who may write data and sees all of it, and of the own organization alone', async () => {
    expect(await list(partner)).toMatchObject({ status: 403, body: { code: 'POLICY_VIOLATION' } });
    expect((await list(await world.user({ roles: ['viewer'] }))).status).toBe(403);
    expect((await world.request('GET', '/api/v1/data/optimizer/suggestions')).status).toBe(401);
    const other = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
      token: world.admin.token,
      body: { name: 'Another' },
    });
    const theirs = await world.request<List>('GET', '/api/v1/data/optimizer/suggestions', {
      token: world.admin.token,
      headers: { 'x-organization-id': other.body.id },
    });
    expect(theirs.body).toMatchObject({ queries: 0, suggestions: [] });
  });
});
