import { OperationsServer } from '@app/platform';
import { eventually } from '../support/eventually';
import { aWorld, type World } from '../support/world';

const TOKEN = 'prometheus-reads-this';
const LINE =
  /^(# (HELP [a-z_0-9]+ .+|TYPE [a-z_0-9]+ (counter|gauge|histogram))|[a-z_0-9]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[\d.e+-]+)$/;

describe('/metrics', () => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld({ env: { METRICS_TOKEN: TOKEN } });
  });
  afterAll(() => world?.close());

  const scrape = async (token = TOKEN): Promise<string> => {
    const { status, body, headers } = await world.request<string>('GET', '/metrics', { token });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    return body;
  };
  /** The number behind a name with its labels. */
  const valueOf = (text: string, series: string): number | undefined => {
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length + 1));
  };

  it('is text in the format of Prometheus', async () => {
    const text = await scrape();
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(LINE);
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
      'vitrine_database_pool_connections{state="idle"}',
      'vitrine_outbox_lag_seconds',
      'vitrine_rollup_lag_seconds',
      'vitrine_rollup_marks',
      'vitrine_cache_lookups_total{cache="list",outcome="miss"}',
    ])
      expect([name, valueOf(text, name)]).toEqual([name, expect.any(Number)]);
  });

  it('is for the token and for administrators', async () => {
    await scrape(world.admin.token);
    await scrape((await world.user({ roles: ['admin'] })).token);
    const viewer = await world.user({ roles: ['viewer'] });
    const refused = async (token?: string) => {
      const { status, body } = await world.request('GET', '/metrics', { token });
      return [status, body.code];
    };
    expect(await refused(viewer.token)).toEqual([403, 'INSUFFICIENT_PERMISSIONS']);
    expect(await refused()).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refused(`${TOKEN}x`)).toEqual([401, 'INVALID_TOKEN']);
    expect(await refused(TOKEN.slice(1))).toEqual([401, 'INVALID_TOKEN']);
    // The token opens nothing else.
    expect(await world.request('GET', '/api/v1/dashboards', { token: TOKEN })).toMatchObject({ status: 401 });
  });

  it('counts requests by route template and status class, not by address', async () => {
    const { token } = world.admin;
    const series = (route: string, status: string, method = 'GET') =>
      `vitrine_http_request_duration_seconds_count{method="${method}",route="${route}",status_class="${status}"}`;
    for (let index = 0; index < 3; index++)
      await world.request('GET', `/api/v1/dashboards/${crypto.randomUUID()}`, { token });
    await world.request('GET', '/api/v1/nowhere/at/all', { token });
    await world.request('GET', '/api/v1/nowhere/else', { token });
    const text = await scrape();
    expect(valueOf(text, series('/api/v1/dashboards/:id', '4xx'))).toBe(3);
    expect(text).not.toContain('nowhere');
    expect(text).toMatch(/route="(unmatched|[^"]*\*)",status_class="4xx"/);
  });

  it('counts what the cache answered and what it had to compute', async () => {
    const { token } = world.admin;
    const misses = 'vitrine_cache_lookups_total{cache="list",outcome="miss"}';
    const hits = 'vitrine_cache_lookups_total{cache="list",outcome="memory"}';
    const before = await scrape();
    await world.request('GET', '/api/v1/dashboards?limit=7', { token });
    await eventually(async () => {
      const { headers } = await world.request('GET', '/api/v1/dashboards?limit=7', { token });
      return headers.get('x-cache') === 'HIT';
    }, 'the list comes from the cache');
    const after = await scrape();
    expect((valueOf(after, misses) ?? 0) - (valueOf(before, misses) ?? 0)).toBeGreaterThan(0);
    expect((valueOf(after, hits) ?? 0) - (valueOf(before, hits) ?? 0)).toBeGreaterThan(0);
    const ratio = valueOf(after, 'vitrine_cache_hit_ratio{cache="list",level="memory"}');
    expect(ratio).toBeGreaterThan(0);
    expect(ratio).toBeLessThan(1);
  });

  it('goes on without what the database would have told', async () => {
    await world.database.query('ALTER TABLE metrics.mark RENAME TO mark_away');
    try {
      const text = await eventually(async () => {
        const answer = await scrape();
        return !answer.includes('vitrine_rollup_lag_seconds') && answer;
      }, 'the last reading is not believed any more');
      expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    } finally {
      await world.database.query('ALTER TABLE metrics.mark_away RENAME TO mark');
    }
  });
});

describe('a worker with a port', () => {
  let world: World;
  let url: string;

  beforeAll(async () => {
    world = await aWorld();
    const worker = await world.worker({ WORKER_PORT: '0', METRICS_TOKEN: TOKEN });
    url = worker.app.get(OperationsServer, { strict: false }).url ?? '';
  });
  afterAll(() => world?.close());

  it('answers probes and metrics, and nothing else', async () => {
    const get = async (path: string, headers: Record<string, string> = {}) => {
      const response = await fetch(url + path, { headers });
      return { status: response.status, text: await response.text() };
    };
    expect(await get('/health/live')).toEqual({ status: 200, text: '{"status":"alive"}' });
    const ready = await get('/health/ready');
    expect([ready.status, JSON.parse(ready.text)]).toMatchObject([200, { status: 'ready' }]);
    const metrics = await get('/metrics', { authorization: `Bearer ${TOKEN}` });
    expect(metrics.status).toBe(200);
    expect(metrics.text).toContain('vitrine_job_duration_seconds');
    expect(metrics.text).toContain('vitrine_outbox_lag_seconds 0');
    for (const [path, headers, status, code] of [
      ['/metrics', {}, 401, 'UNAUTHENTICATED'],
      ['/metrics', { authorization: `Bearer ${world.admin.token}` }, 401, 'UNAUTHENTICATED'],
      ['/api/v1/dashboards', {}, 404, 'NOT_FOUND'],
    ] as const) {
      const answer = await get(path, headers);
      expect([answer.status, JSON.parse(answer.text)]).toMatchObject([status, { code }]);
    }
    const posted = await fetch(`${url}/health/ready`, { method: 'POST' });
    expect([posted.status, await posted.json()]).toMatchObject([405, { code: 'METHOD_NOT_ALLOWED' }]);
  });

  it('is not ready while migrations are missing, and still alive', async () => {
    const other = await aWorld();
    try {
      await other.database.query('DELETE FROM migration WHERE id = (SELECT max(id) FROM migration)');
      const worker = await other.worker({ WORKER_PORT: '0' });
      const address = worker.app.get(OperationsServer, { strict: false }).url ?? '';
      const ready = await fetch(`${address}/health/ready`);
      expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '2']);
      expect(await ready.json()).toMatchObject({
        code: 'DEPENDENCY_UNAVAILABLE',
        errors: [{ pointer: '/checks/migrations' }],
      });
      expect((await fetch(`${address}/health/live`)).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});
