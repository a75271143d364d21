import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { type Answer, type World, aWorld } from '../support/world';

const RANGE = 'from=2026-01-01&to=2026-01-05';
const BY_REGION = `/api/v1/data/metrics?metric=revenue&aggregation=sum&groupBy=region&${RANGE}`;
const REVENUE = { metric: 'revenue', aggregation: 'sum' };

interface Problem {
  code: string;
  errors: { pointer: string }[];
}

describe('answers as CSV and NDJSON', () => {
  let world: World;

  const get = <B = string>(
    path: string,
    accept: string,
    headers: Record<string, string> = {},
  ): Promise<Answer<B>> =>
    world.request<B>('GET', path, { token: world.admin.token, headers: { accept, ...headers } });
  const post = (body: object, accept: string): Promise<Answer<string>> =>
    world.request<string>('POST', '/api/v1/data/query', {
      token: world.admin.token,
      headers: { accept },
      body,
    });
  const store = async (points: object[]): Promise<void> => {
    const { status } = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points },
    });
    expect(status).toBe(201);
  };
  const point = (value: number, region: string | undefined, day = 1) => ({
    metric: 'revenue',
    value,
    timestamp: new Date(Date.UTC(2026, 0, day, 12)).toISOString(),
    dimensions: region === undefined ? {} : { region },
  });

  beforeAll(async () => {
    world = await aWorld();
    await store([
      point(-1.5, 'emea, "west"'),
      point(2, '=SUM(A1:A9)'),
      point(3, '-12'),
      point(4, undefined),
      ...Array.from({ length: 200 }, (_, index) => ({ ...point(index, `r${index}`), metric: 'many' })),
    ]);
  });
  afterAll(() => world.close());

  it('have a header and a line per row as CSV, without formulas', async () => {
    const { status, headers, body } = await get(BY_REGION, 'text/csv');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(body).toBe(`region,revenue\r\n-12,3\r\n'=SUM(A1:A9),2\r\n"emea, ""west""",-1.5\r\n,4\r\n`);
  });

  it('have an object per row as NDJSON, from the body as from the URL', async () => {
    const asked = await post(
      {
        metrics: [REVENUE],
        timeRange: { from: '2026-01-01', to: '2026-01-05' },
        groupBy: ['region'],
        interval: '1d',
      },
      'application/x-ndjson',
    );
    expect(asked.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const rows = asked.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({ time: '2026-01-01T00:00:00.000Z', region: '-12', revenue: 3 });
    const analytics = await get(
      `/api/v1/data/analytics?metric=revenue&dimension=region&aggregation=count&limit=1&${RANGE}`,
      'application/x-ndjson',
    );
    expect(JSON.parse(JSON.stringify(analytics.body))).toMatch(
      /^\{"region":"-12","revenue":1,"share":0.25\}\n$/,
    );
  });

  it('say in a header what they are about, and that they are cut', async () => {
    const { headers } = await get(`${BY_REGION}&limit=1`, 'text/csv');
    expect(JSON.parse(headers.get('x-vitrine-meta') ?? '')).toMatchObject({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-05T00:00:00.000Z',
      interval: null,
      timezone: 'UTC',
      truncated: true,
      approximate: false,
    });
    expect(headers.get('vary')).toMatch(/\bAccept,.*Accept-Encoding/);
    expect((await get(BY_REGION, 'application/json')).headers.get('vary')).toMatch(/\bAccept,/);
  });

  it('are cached each for itself, with an ETag and what was told in headers', async () => {
    const answers = await Promise.all(
      ['application/json', 'application/x-ndjson', 'text/csv'].map((accept) =>
        get<unknown>(BY_REGION, accept),
      ),
    );
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(3);
    const again = await get(BY_REGION, 'text/csv');
    expect(again.headers.get('x-cache')).toBe('HIT');
    expect(again.headers.get('x-vitrine-meta')).toBe(answers[2]?.headers.get('x-vitrine-meta'));
    const known = { 'if-none-match': again.headers.get('etag') ?? '', 'cache-control': 'max-stale=0' };
    expect((await get(BY_REGION, 'text/csv', known)).status).toBe(304);
    expect((await get(BY_REGION, 'application/x-ndjson', known)).status).toBe(200);
    await store([point(1, 'new', 2)]);
    expect((await get(BY_REGION, 'text/csv', known)).body).toContain('\r\nnew,1\r\n');
  });

  it('come as gzip to those who take it', async () => {
    const path = `/api/v1/data/metrics?metric=many&aggregation=sum&groupBy=region&${RANGE}`;
    const plain = await get(path, 'text/csv');
    const zipped = await raw(`${world.api}${path}`, {
      authorization: `Bearer ${world.admin.token}`,
      accept: 'text/csv',
      'accept-encoding': 'gzip',
    });
    expect(zipped.encoding).toBe('gzip');
    expect(gunzipSync(zipped.body).toString()).toBe(plain.body);
  });

  it('are of rows alone: errors are problems in JSON', async () => {
    const { status, headers, body } = await get<Problem>(`${BY_REGION}&fill=linear`, 'text/csv');
    expect([status, headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/fill']);
  });

  it('are JSON to those who want what there is not', async () => {
    const { headers } = await get(BY_REGION, 'application/xml');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});

/** An answer as it comes over the line; fetch would unzip it. */
function raw(url: string, headers: Record<string, string>): Promise<{ encoding?: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}
