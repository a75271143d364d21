import { fixedClock, type FixedClock } from '../support/fixed-clock';
import { type World, aWorld } from '../support/world';

type Cell = string | number | null;
interface Table {
  data: {
    columns: { name: string; unit?: string }[];
    rows: Cell[][];
    totals?: Record<string, number | null>;
    otherRows?: number[];
  };
  meta: { from: string; to: string; previous?: { from: string; to: string }; truncated: boolean };
}

const DAYS = { from: '2026-01-01', to: '2026-01-03' };
const sum = (metric: string) => ({ metric, aggregation: 'sum', as: metric });

/** What a query has the store do: aggregations of single points, top, totals, an earlier range. */
describe('what the store computes for a query', () => {
  let world: World;
  let clock: FixedClock;

  const post = async (body: object, as = world.admin.token): Promise<Table> => {
    const answer = await world.request<Table>('POST', '/api/v1/data/query', { token: as, body });
    expect(answer.body).toHaveProperty('data');
    return answer.body;
  };
  const ask = async (body: object): Promise<Table['data']> => (await post({ timeRange: DAYS, ...body })).data;
  const store = async (points: object[]): Promise<void> => {
    const { status } = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points },
    });
    expect(status).toBe(201);
  };
  const sale = (value: number, day: number, region?: string, user?: string) => ({
    metric: 'revenue',
    value,
    timestamp: new Date(Date.UTC(2026, 0, day, 12)).toISOString(),
    dimensions: { ...(region && { region }), ...(user && { user }) },
  });

  beforeAll(async () => {
    clock = fixedClock('2026-01-10T12:00:00Z');
    world = await aWorld({ clock });
    await store([
      sale(100, 1, 'emea', 'ann'),
      sale(20, 2, 'emea', 'bob'),
      sale(60, 1, 'apac', 'ann'),
      sale(30, 2, 'amer', 'cid'),
      sale(10, 2, '$other', 'ann'),
      sale(5, 1),
      // The two days before.
      sale(50, -1, 'emea', 'ann'),
      sale(40, 0, 'emea', 'bob'),
      sale(15, 0, 'gone', 'dan'),
    ]);
    await world.request('PUT', '/api/v1/data/catalog/revenue', {
      token: world.admin.token,
      body: { unit: 'USD' },
    });
  });
  afterAll(() => world.close());

  it('keeps the greatest groups over the whole range and joins the rest, apart from a value of its name', async () => {
    const top = { n: 2, by: 'revenue', other: true };
    const { rows, otherRows } = await ask({ metrics: [sum('revenue')], groupBy: ['region'], top });
    expect(rows).toEqual([
      ['apac', 60],
      ['emea', 120],
      ['$other', 45],
    ]);
    expect(otherRows).toEqual([2]);
    const five = await ask({ metrics: [sum('revenue')], groupBy: ['region'], top: { ...top, n: 4 } });
    expect(five.rows).toEqual([
      ['$other', 10],
      ['amer', 30],
      ['apac', 60],
      ['emea', 120],
      ['$other', 5],
    ]);
    expect(five.otherRows).toEqual([4]);
  });

  it('leaves the rest out unless it is asked for, and ranks by the range, not by the bucket', async () => {
    const asked = {
      metrics: [sum('revenue')],
      groupBy: ['region'],
      interval: '1d',
      top: { n: 2 },
      fill: 'zero',
    };
    const { rows, otherRows } = await ask(asked);
    expect(rows).toEqual([
      ['2026-01-01T00:00:00.000Z', 'apac', 60],
      ['2026-01-01T00:00:00.000Z', 'emea', 100],
      ['2026-01-02T00:00:00.000Z', 'apac', 0],
      ['2026-01-02T00:00:00.000Z', 'emea', 20],
    ]);
    expect(otherRows).toBeUndefined();
  });

  it('marks the rest in every group column and in NDJSON', async () => {
    const body = {
      metrics: [sum('revenue')],
      timeRange: DAYS,
      groupBy: ['region', 'user'],
      top: { n: 1, other: true },
      totals: true,
    };
    const answer = await world.request<string>('POST', '/api/v1/data/query', {
      token: world.admin.token,
      headers: { accept: 'application/x-ndjson' },
      body,
    });
    const lines = answer.body.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      { region: 'emea', user: 'ann', revenue: 100 },
      { region: '$other', user: '$other', revenue: 125, $other: true },
      { $totals: { revenue: 225 } },
    ]);
  });

  it('computes totals over all that the filters let through, whatever is kept', async () => {
    const asked = {
      metrics: [
        sum('revenue'),
        { metric: 'revenue', aggregation: 'avg', as: 'mean' },
        { metric: 'revenue', aggregation: 'percentile', percentile: 50, exact: true, as: 'median' },
        { metric: 'revenue', aggregation: 'countDistinct', dimension: 'user', as: 'users' },
      ],
      groupBy: ['region'],
      filters: [{ dimension: 'region', operator: 'exists' }],
      having: [{ column: 'revenue', operator: 'gte', value: 60 }],
      totals: true,
      limit: 1,
    };
    const { rows, totals } = await ask(asked);
    expect(rows).toEqual([['apac', 60, 60, 60, 1]]);
    expect(totals).toEqual({ revenue: 220, mean: 44, median: 30, users: 3 });
  });

  it('compares with the period before, by bucket, with totals and the groups of both', async () => {
    const answer = await post({
      metrics: [{ ...sum('revenue'), as: 'r' }],
      timeRange: DAYS,
      interval: '1d',
      groupBy: ['region'],
      filters: [{ dimension: 'region', operator: 'in', values: ['emea', 'gone'] }],
      compare: 'previous_period',
      totals: true,
    });
    expect(answer.data.columns.map(({ name, unit }) => [name, unit])).toEqual([
      ['time', undefined],
      ['region', undefined],
      ['r', 'USD'],
      ['r_previous', 'USD'],
      ['r_delta', 'USD'],
      ['r_ratio', undefined],
    ]);
    expect(answer.data.rows).toEqual([
      ['2026-01-01T00:00:00.000Z', 'emea', 100, 50, 50, 2],
      ['2026-01-02T00:00:00.000Z', 'emea', 20, 40, -20, 0.5],
      ['2026-01-02T00:00:00.000Z', 'gone', null, 15, null, null],
    ]);
    expect(answer.data.totals).toEqual({ r: 120, r_previous: 105, r_delta: 15, r_ratio: 120 / 105 });
    expect(answer.meta.previous).toEqual({
      from: '2025-12-30T00:00:00.000Z',
      to: '2026-01-01T00:00:00.000Z',
    });
  });

  it('compares with a shifted range, from a URL and with top', async () => {
    const url = await world.request<Table>(
      'GET',
      '/api/v1/data/metrics?metric=revenue&aggregation=sum&from=2026-01-02&to=2026-01-03&compare=2d&totals=true',
      { token: world.admin.token },
    );
    expect(url.body.data.rows).toEqual([[60, 55, 5, 60 / 55]]);
    const top = { n: 1, other: true };
    const { rows } = await ask({
      metrics: [sum('revenue')],
      groupBy: ['region'],
      top,
      compare: { shift: '2d' },
    });
    expect(rows).toEqual([
      ['emea', 120, 90, 30, 120 / 90],
      ['$other', 105, 15, 90, 7],
    ]);
  });

  it('sees a point of the earlier range that came in after the answer was kept', async () => {
    const asked = {
      metrics: [sum('late')],
      timeRange: { from: '2026-01-05', to: '2026-01-06' },
      compare: { shift: '3d' },
    };
    await store([{ ...sale(1, 5), metric: 'late' }]);
    expect((await post(asked)).data.rows).toEqual([[1, null, null, null]]);
    await store([{ ...sale(4, 2), metric: 'late' }]);
    expect((await post(asked)).data.rows).toEqual([[1, 4, -3, 0.25]]);
  });

  it('gives the last value, and counts distinct values of a dimension', async () => {
    const metrics = [
      { metric: 'revenue', aggregation: 'last' },
      { metric: 'revenue', aggregation: 'countDistinct', dimension: 'user', as: 'users' },
    ];
    const { rows, columns } = await ask({ metrics, groupBy: ['region'] });
    expect(columns.map(({ unit }) => unit)).toEqual([undefined, 'USD', undefined]);
    expect(rows).toEqual([
      ['$other', 10, 1],
      ['amer', 30, 1],
      ['apac', 60, 1],
      ['emea', 20, 2],
      [null, 5, 0],
    ]);
    const url = await world.request<Table>(
      'GET',
      '/api/v1/data/metrics?metric=revenue&aggregation=countDistinct&dimension=user&from=2026-01-01&to=2026-01-03',
      { token: world.admin.token },
    );
    expect(url.body.data.rows).toEqual([[3]]);
    const filled = await ask({
      metrics: metrics.slice(1),
      interval: '1d',
      fill: 'previous',
      timeRange: { from: '2026-01-02', to: '2026-01-04' },
    });
    expect(filled.rows.map(([, users]) => users)).toEqual([3, 0]);
  });

  it('gives rates per second of the time that has passed, and not of an earlier answer', async () => {
    const metrics = [{ metric: 'requests', aggregation: 'rate' }];
    await store([
      { metric: 'requests', value: 3_600, timestamp: '2026-01-10T11:00:00Z' },
      { metric: 'requests', value: 100, timestamp: '2026-01-10T12:00:00Z' },
    ]);
    const asked = { metrics, timeRange: '2h', interval: '1h' };
    clock.set('2026-01-10T12:00:50Z');
    const rates = async () => (await post(asked)).data.rows.map(([, rate]) => rate);
    expect(await rates()).toEqual([1, 2]);
    clock.set('2026-01-10T12:01:40Z');
    expect(await rates()).toEqual([1, 1]);
    const before = { ...asked, timeRange: { from: '2026-01-10T11:00:00Z', to: '2026-01-10T12:00:00Z' } };
    expect((await post(before)).data.rows).toEqual([['2026-01-10T11:00:00.000Z', 1]]);
  });

  it('shows no more of it than the data policy allows', async () => {
    const partner = await world.user({ roles: ['viewer'], dataPolicy: { region: ['apac'] } });
    const asked = {
      metrics: [
        sum('revenue'),
        { metric: 'revenue', aggregation: 'countDistinct', dimension: 'user', as: 'users' },
      ],
      timeRange: DAYS,
      groupBy: ['region'],
      top: { n: 1, other: true },
      totals: true,
      compare: 'previous_period',
    };
    const { rows, totals, otherRows } = (await post(asked, partner.token)).data;
    expect(rows).toEqual([['apac', 60, 1, null, null, null, 0, 1, null]]);
    expect(totals).toMatchObject({ revenue: 60, users: 1, revenue_previous: null });
    expect(otherRows).toEqual([]);
  });
});
