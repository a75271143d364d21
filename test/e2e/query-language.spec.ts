import { type World, aWorld } from '../support/world';

type Cell = string | number | null;
interface Table {
  data: { columns: { name: string; unit?: string }[]; rows: Cell[][] };
  meta: { from: string; to: string; interval: string | null; truncated: boolean };
}
interface Problem {
  code: string;
  detail: string;
  errors?: { pointer: string; message: string }[];
}

const LOAD = { metric: 'load', aggregation: 'sum' };
const WEEK = { from: '2026-03-26', to: '2026-04-01' };

describe('the language of queries', () => {
  let world: World;

  const post = <B = Table>(body: object) =>
    world.request<B>('POST', '/api/v1/data/query', { token: world.admin.token, body });
  const get = <B = Table>(path: string) =>
    world.request<B>('GET', `/api/v1/data/${path}`, { token: world.admin.token });
  const rows = async (body: object): Promise<Cell[][]> => {
    const answer = await post({ metrics: [LOAD], timeRange: WEEK, interval: '1d', ...body });
    expect(answer.body).toHaveProperty('data');
    return answer.body.data.rows;
  };
  const point = (value: number, time: string, host?: string) => ({
    metric: 'load',
    value,
    timestamp: time,
    ...(host && { dimensions: { host } }),
  });

  beforeAll(async () => {
    world = await aWorld();
    const points = [
      point(1, '2026-03-27T10:00:00Z', 'a'),
      point(2, '2026-03-27T11:00:00Z', 'b'),
      // Berlin's clock skips an hour on the 29th.
      point(3, '2026-03-28T23:00:00Z', 'a'),
      point(4, '2026-03-29T21:59:59Z', 'a'),
      point(5, '2026-03-29T22:00:00Z', 'a'),
      ...Array.from({ length: 1_400 }, (_, index) => ({
        ...point(1, '2026-03-27T10:00:00Z', `h${index}`),
        metric: 'hosts',
      })),
    ];
    const stored = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points },
    });
    expect(stored.status).toBe(201);
  });
  afterAll(() => world.close());

  it('cuts days of 23 hours in their zone and fills those without points', async () => {
    expect(await rows({ timezone: 'Europe/Berlin', fill: 'zero' })).toEqual([
      ['2026-03-25T23:00:00.000Z', 0],
      ['2026-03-26T23:00:00.000Z', 3],
      ['2026-03-27T23:00:00.000Z', 0],
      ['2026-03-28T23:00:00.000Z', 7],
      ['2026-03-29T22:00:00.000Z', 5],
      ['2026-03-30T22:00:00.000Z', 0],
    ]);
  });

  it('fills per group and measure', async () => {
    const filled = await rows({
      metrics: [LOAD, { ...LOAD, aggregation: 'count' }],
      groupBy: ['host'],
      fill: 'previous',
      orderBy: [{ column: 'host' }],
    });
    expect(filled.map((cells) => cells.slice(1))).toEqual([
      ['a', null, 0],
      ['a', 1, 1],
      ['a', 3, 1],
      ['a', 9, 2],
      ['a', 9, 0],
      ['a', 9, 0],
      ['b', null, 0],
      ['b', 2, 1],
      ...Array.from({ length: 4 }, () => ['b', 2, 0]),
    ]);
    expect((await rows({ fill: 'null' })).map(([, sum]) => sum)).toEqual([null, 3, 3, 9, null, null]);
    const url = await get(
      'metrics?metric=load&aggregation=sum&groupBy=date&from=2026-03-26&to=2026-03-28&fill=zero',
    );
    expect(url.body.data.rows.map(([, sum]) => sum)).toEqual([0, 3]);
  });

  it('answers a filled question without points, and an unfilled one with nothing', async () => {
    const elsewhen = { timeRange: { from: '2020-01-01', to: '2020-01-03' } };
    expect(await rows({ ...elsewhen, interval: undefined, fill: 'zero' })).toEqual([[0]]);
    expect(await rows({ ...elsewhen, fill: 'null' })).toEqual([
      ['2020-01-01T00:00:00.000Z', null],
      ['2020-01-02T00:00:00.000Z', null],
    ]);
    expect(await rows(elsewhen)).toEqual([]);
  });

  it('keeps the rows that have what is asked, and tells of no limit that did not cut', async () => {
    const asked = {
      metrics: [LOAD],
      timeRange: WEEK,
      interval: '1d',
      having: [{ column: 'load', operator: 'gt', value: 3 }],
    };
    const { body } = await post({ ...asked, limit: 1 });
    expect([body.data.rows, body.meta.truncated]).toEqual([[['2026-03-29T00:00:00.000Z', 9]], false]);
  });

  it('takes the shortest interval that makes no more rows than wanted', async () => {
    const meta = async (more: object) =>
      (await post({ metrics: [LOAD], timeRange: WEEK, interval: 'auto', ...more })).body.meta.interval;
    expect(await meta({})).toBe('1h');
    expect(await meta({ maxDataPoints: 24 })).toBe('6h');
    expect(await meta({ maxDataPoints: 23 })).toBe('1d');
    expect(await meta({ maxDataPoints: 1, timezone: 'Europe/Berlin' })).toBe('1mo');
    const url = await get(
      'metrics?metric=load&aggregation=sum&interval=auto&maxDataPoints=6&from=2026-03-26&to=2026-04-01',
    );
    expect(url.body.meta.interval).toBe('1d');
  });

  it('begins weeks on the day that is wanted', async () => {
    const starts = async (weekStart: string) =>
      (await rows({ interval: '1w', weekStart })).map(([time]) => time);
    expect(await starts('monday')).toEqual(['2026-03-23T00:00:00.000Z']);
    expect(await starts('sunday')).toEqual(['2026-03-22T00:00:00.000Z', '2026-03-29T00:00:00.000Z']);
  });

  it('refuses more rows than there may be, those that are filled among them', async () => {
    const asked = {
      metrics: [{ metric: 'hosts', aggregation: 'sum' }],
      groupBy: ['host'],
      timeRange: WEEK,
      interval: '1h',
    };
    const { status, body } = await post<Problem>({ ...asked, fill: 'zero' });
    expect([status, body.code]).toEqual([400, 'LIMIT_EXCEEDED']);
    expect(body.detail).toContain('50000');
    expect((await post(asked)).status).toBe(200);
  });

  it.each([
    ['compare=yesterday', '/compare'],
    ['compare=999y', '/compare'],
    ['fill=linear', '/fill'],
    ['totals=1', '/totals'],
    ['aggregation=countDistinct', '/dimension'],
    ['dimension=host', '/dimension'],
    ['top=5', '/top'],
    ['having=x', '/having'],
  ])('answers 400 to metrics?%s', async (parameter, pointer) => {
    const aggregation = parameter.startsWith('aggregation') ? '' : '&aggregation=sum';
    const { status, body } = await get<Problem>(`metrics?metric=load${aggregation}&${parameter}`);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it.each([
    ['fill=zero', '/fill'],
    ['compare=7d', '/compare'],
    ['aggregation=countDistinct', '/aggregation'],
  ])('answers 400 to analytics?%s', async (parameter, pointer) => {
    const { status, body } = await get<Problem>(`analytics?metric=load&dimension=host&${parameter}`);
    expect([status, body.errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  it('knows the dimension that is counted', async () => {
    const metrics = [{ metric: 'load', aggregation: 'countDistinct', dimension: 'hots' }];
    const { status, body } = await post<Problem>({ metrics });
    expect([status, body.code]).toEqual([422, 'UNKNOWN_DIMENSION']);
    expect(body.errors).toEqual([
      { pointer: '/metrics/0/dimension', message: expect.stringContaining('Did you mean "host"?') },
    ]);
  });

  it.each([
    [{ from: '0001-01-01', to: '0001-01-05' }],
    [{ from: '9999-12-30', to: '9999-12-31' }],
    [{ from: '1000-01-01T00:00:00+05:00', to: '1000-01-05' }],
  ])('answers 400 to years that no clock shows: %j', async (timeRange) => {
    const { status, body } = await post<Problem>({
      metrics: [LOAD],
      timeRange,
      interval: '1w',
      weekStart: 'sunday',
    });
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/timeRange/from']);
  });
});
