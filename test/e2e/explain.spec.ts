import { EXPLAINED_POINTS, explainedMetric } from '../support/explained-metric';
import { eventually } from '../support/eventually';
import { keepPinned, settle } from '../support/rollup-fixtures';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Suggestion {
  kind: string;
  reason: string;
  request?: { method: string; path: string; body: Record<string, unknown> };
  sql?: string;
  speedUp?: number;
  rollup?: { metric: string; dimensions: string[]; groups: number; rows: number };
}
interface Explanation {
  code?: string;
  scope: string;
  plan: {
    source: string;
    parts: { metric: string; columns: string[]; rollup: string[] | null; segments?: object[] }[];
    partitions: string[];
    statement: string | null;
    estimated: { rows: number } | null;
    actual: { rows: number } | null;
    scans?: { table: string; rows: number; removed: number }[];
  };
  cache: { key: Record<string, string>; levels: string[]; tags: string[]; versions: object[] };
  statistics: { available: boolean; reason?: string; calls?: number };
  suggestions: Suggestion[];
  nothing?: string;
}

const RANGE = { from: '2026-03-01', to: '2026-04-01' };
const sum = { metrics: [{ metric: 'visits', aggregation: 'sum' }], timeRange: RANGE };

describe('POST /data/query/explain', () => {
  let world: World;
  let operator: WorldUser;
  let admin: WorldUser;
  let partner: WorldUser;
  let visits: number;

  beforeAll(async () => {
    world = await aWorld();
    operator = world.admin;
    admin = await world.user({ roles: ['admin'] });
    partner = await world.user({ roles: ['analyst'], dataPolicy: { region: ['emea'] } });
    visits = await explainedMetric(world, 'visits');
  });
  afterAll(() => world?.close());

  const explain = (body: object, as = operator): Promise<Answer<Explanation>> =>
    world.request<Explanation>('POST', '/api/v1/data/query/explain', { token: as.token, body });
  const kinds = ({ body }: Answer<Explanation>): string[] => body.suggestions.map(({ kind }) => kind);

  it('tells levels, partitions, the statement without values, rows, and how the answer is kept', async () => {
    const filters = [{ dimension: 'region', operator: 'eq', values: ['emea'] }];
    const { status, body } = await explain({ ...sum, groupBy: ['region'], filters });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope: 'installation',
      plan: {
        source: 'rollup_1d',
        parts: [{ metric: 'visits', columns: ['visits'], rollup: ['region'] }],
        partitions: [],
        estimated: { rows: expect.any(Number), cost: expect.any(Number) },
        actual: { rows: 1, planningMs: expect.any(Number), executionMs: expect.any(Number) },
      },
      cache: {
        key: { class: 'aggregation', organizationId: world.organizationId },
        ttlSeconds: 1_800,
        memoryTtlSeconds: 60,
        tags: [`organization:${world.organizationId}`],
        versions: [{ metric: 'visits', from: '2026-03-01', to: '2026-03-31' }],
        compression: { algorithm: 'gzip', level: 1, overBytes: 1_024 },
      },
      suggestions: [],
      nothing: expect.stringContaining('rollup_1d'),
    });
    expect(body.cache.levels).toEqual(world.config.redisUrl ? ['memory', 'redis'] : ['memory']);
    expect(body.plan.statement).toContain('metrics.rollup_1d');
    expect(body.plan.statement).not.toContain('emea');
    expect(body.plan.statement).not.toContain('2026');
    expect(body.plan.scans).toContainEqual(expect.objectContaining({ table: 'rollup_1d', rows: 31 }));
  });

  it('suggests the rollup that the question lacks, with a request that leads to it', async () => {
    const asked = { ...sum, groupBy: ['host'], interval: '1d' };
    const before = await explain(asked, admin);
    expect(before.body).toMatchObject({
      scope: 'organization',
      plan: { source: 'raw', partitions: ['points_202603'], parts: [{ rollup: null }] },
    });
    const [rollup] = before.body.suggestions;
    expect(rollup).toMatchObject({
      kind: 'rollup',
      rollup: { metric: 'visits', dimensions: ['host'], groups: 70, rows: expect.any(Number) },
      request: {
        method: 'PUT',
        path: '/api/v1/data/catalog/visits',
        body: { unit: 'hits', rollups: [['host']] },
      },
    });
    expect(rollup?.reason).toMatch(/No rollup of visits tells host apart.+70 combinations/);
    expect(rollup?.speedUp).toBeGreaterThanOrEqual(1.5);
    const { method = '', path = '', body } = rollup?.request ?? {};
    expect((await world.request(method, path, { token: admin.token, body })).status).toBe(200);
    const filling = await explain(asked, admin);
    expect(filling.body).toMatchObject({ suggestions: [], nothing: expect.stringContaining('being filled') });
    await settle(world.database, visits);
    const after = await explain(asked, admin);
    expect(after.body).toMatchObject({
      plan: { source: 'rollup_1d', parts: [{ rollup: ['host'] }] },
      suggestions: [],
    });
    await keepPinned(world.database, visits, []);
  });

  it('suggests what a question could leave out', async () => {
    const odd = await explain({ ...sum, timeRange: { from: '2026-03-01T00:00:20Z', to: '2026-04-01' } });
    expect(odd.body.suggestions).toMatchObject([
      { kind: 'range', request: { body: { timeRange: { from: '2026-03-01T00:00:00.000Z' } } } },
    ]);
    expect(odd.body.suggestions[0]?.reason).toContain('40 seconds');
    const zoned = await explain({ ...sum, interval: '1d', timezone: 'Asia/Kathmandu' });
    expect(zoned.body.suggestions).toMatchObject([
      { kind: 'timezone', request: { body: { timezone: 'UTC' } } },
    ]);
    const exact = await explain({
      ...sum,
      metrics: [{ metric: 'visits', aggregation: 'percentile', percentile: 95, exact: true }],
    });
    const inexact = exact.body.suggestions.find(({ kind }) => kind === 'exact');
    const better = await explain(inexact?.request?.body ?? {});
    expect(better.body.plan.source).toBe('rollup_1d');
  });

  it('suggests to begin where partitions have rows', async () => {
    // As many as make the index worth while, whether the database has counted the rows by itself by now or not.
    const points = ['2025-10', '2025-11', '2025-12', '2026-01'].flatMap((month) =>
      Array.from({ length: 3_000 }, (_, n) => ({
        metric: 'others',
        value: 1,
        timestamp: new Date(Date.parse(`${month}-05`) + n * 1_000).toISOString(),
        dimensions: { host: `h${n % 50}` },
      })),
    );
    await world.request('POST', '/api/v1/data/points', {
      token: operator.token,
      body: { points: points.slice(0, 6_000) },
    });
    await world.request('POST', '/api/v1/data/points', {
      token: operator.token,
      body: { points: points.slice(6_000) },
    });
    const raw = {
      metrics: [{ metric: 'visits', aggregation: 'percentile', percentile: 5, exact: true }],
      filters: [{ dimension: 'host', operator: 'eq', values: ['h17'] }],
    };
    const { body } = await explain({ ...raw, timeRange: { from: '2025-10-01', to: '2026-04-01' } });
    const found = body.suggestions.find(({ kind }) => kind === 'partitioning');
    expect(found).toMatchObject({ request: { body: { timeRange: { from: '2026-03-01T00:00:00.000Z' } } } });
    expect(found?.reason).toContain('points_202510 to points_202601');
  });

  it('suggests an index from what the plan throws away, which then is used', async () => {
    const points = Array.from({ length: 6_000 }, (_, n) => ({
      metric: 'wide',
      value: 1,
      timestamp: '2026-03-01T00:00:00Z',
      dimensions: { host: `h${n}` },
    }));
    await world.request('POST', '/api/v1/data/points', { token: operator.token, body: { points } });
    const asked = {
      metrics: [{ metric: 'wide', aggregation: 'sum' }],
      timeRange: RANGE,
      filters: [{ dimension: 'host', operator: 'eq', values: ['h17'] }],
    };
    const { body } = await explain(asked);
    const index = body.suggestions.find(({ kind }) => kind === 'index');
    // Other metrics' series as well, where the table is small enough to be read whole.
    expect(index?.reason).toMatch(/6,\d{3} rows of metrics\.series were read to find 1 row by host/);
    expect((await explain(asked, admin)).body.suggestions.map(({ kind }) => kind)).not.toContain('index');
    await world.database.query(index?.sql ?? '');
    const after = await explain(asked);
    expect(kinds(after)).not.toContain('index');
    expect(after.body.plan.scans).toContainEqual(
      expect.objectContaining({ index: 'series_host_index', rows: 1, removed: 0 }),
    );
  });

  it('says why it cannot tell what the database counted of the statement', async () => {
    expect((await explain(sum)).body.statistics).toEqual({
      available: false,
      reason: expect.stringContaining('not installed'),
    });
    expect((await explain(sum, admin)).body.statistics).toEqual({
      available: false,
      reason: expect.stringContaining('all organizations'),
    });
  });

  describe('within a data policy', () => {
    it('counts nothing that the policy hides', async () => {
      const asked = { ...sum, interval: '1d', groupBy: ['host'] };
      const { status, body } = await explain(asked, partner);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        scope: 'policy',
        plan: { source: 'raw', estimated: null, partitions: ['points_202603'] },
        suggestions: [],
        statistics: { available: false },
      });
      expect(body.plan).not.toHaveProperty('scans');
      for (const part of body.plan.parts) expect(part).not.toHaveProperty('segments');
      const hosts = await world.request<{ data: { rows: unknown[] } }>('POST', '/api/v1/data/query', {
        token: partner.token,
        body: asked,
      });
      expect(body.plan.actual?.rows).toBe(hosts.body.data.rows.length);
      expect(JSON.stringify(body)).not.toContain(EXPLAINED_POINTS.toLocaleString('en-US'));
    });

    it('is the same whatever is written where the policy does not look', async () => {
      const asked = { ...sum, interval: '1d', groupBy: ['region'] };
      const stable = async (): Promise<object> => {
        const { plan, suggestions, nothing, scope } = (await explain(asked, partner)).body;
        return { ...plan, actual: plan.actual?.rows, suggestions, nothing, scope };
      };
      const before = await stable();
      const points = Array.from({ length: 50 }, (_, n) => ({
        metric: 'visits',
        value: 1,
        timestamp: '2026-03-10T00:00:00Z',
        dimensions: { region: 'hidden', host: `x${n}` },
      }));
      await world.request('POST', '/api/v1/data/points', { token: operator.token, body: { points } });
      await settle(world.database, visits);
      expect(await stable()).toEqual(before);
    });

    it('answers of a metric that the policy hides as the question does', async () => {
      await world.request('POST', '/api/v1/data/points', {
        token: operator.token,
        body: { points: [{ metric: 'secret', value: 1, dimensions: { team: 'a' } }] },
      });
      const { status, body } = await explain(
        { metrics: [{ metric: 'secret', aggregation: 'sum' }] },
        partner,
      );
      expect(status).toBe(200);
      expect(body.plan).toMatchObject({ statement: null, parts: [], actual: null });
    });
  });

  it.each([
    ['a shape that is none', { metrics: [] }, 400, 'VALIDATION_FAILED'],
    ['too many buckets', { ...sum, interval: '1m', timeRange: '1y' }, 400, 'LIMIT_EXCEEDED'],
    ['an unknown metric', { metrics: [{ metric: 'visit', aggregation: 'sum' }] }, 422, 'UNKNOWN_METRIC'],
    ['an unknown dimension', { ...sum, groupBy: ['plannet'] }, 422, 'UNKNOWN_DIMENSION'],
  ])('refuses %s as the question does', async (_, body, status, code) => {
    expect(await explain(body)).toMatchObject({ status, body: { code } });
    expect(await world.request('POST', '/api/v1/data/query', { token: operator.token, body })).toMatchObject({
      status,
      body: { code },
    });
  });

  it('is cancelled in the database when the client goes away', async () => {
    const waiting = async (): Promise<number> => {
      const { rows } = await world.database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'
           AND query LIKE 'EXPLAIN%'`,
      );
      return rows.length;
    };
    await world.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
      const controller = new AbortController();
      const request = fetch(`${world.api}/api/v1/data/query/explain`, {
        method: 'POST',
        headers: { authorization: `Bearer ${operator.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...sum, groupBy: ['host', 'page'] }),
        signal: controller.signal,
      });
      const failed = expect(request).rejects.toThrow();
      await eventually(async () => (await waiting()) === 1, 'the statement waits');
      controller.abort();
      await failed;
      await eventually(async () => (await waiting()) === 0, 'the statement has ended');
    });
  });

  it('is for those who may read data', async () => {
    expect((await world.request('POST', '/api/v1/data/query/explain', { body: sum })).status).toBe(401);
  });
});
