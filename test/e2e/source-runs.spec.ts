import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import { addLinesKind } from '../support/lines-kind';
import { type Answer, aWorld, type World } from '../support/world';

interface Run {
  id: string;
  status: string;
  trigger: string;
  progress: number | null;
  rowsRead: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  errors: { record: string; message: string }[];
  error: string | null;
}
interface Problem {
  code: string;
  detail: string;
  errors?: { pointer: string }[];
}

const TABLE = { time: 'at', metrics: { revenue: 'amount', items: 'items' }, dimensions: ['region'] };
const LEASE = { SOURCE_LEASE_MS: '1000' };

let world: World;
let folder: string;
const programs = new CompiledPrograms();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-lines-'));
  world = await aWorld({ env: LEASE });
  addLinesKind(world.app);
  addLinesKind((await world.worker()).app);
});
afterAll(async () => {
  await programs.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = <B = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  token = world.admin.token,
): Promise<Answer<B>> => world.request<B>(method, `/api/v1/data-sources${path}`, { token, body });
const row = (n: number, fields: object = {}) => ({
  at: new Date(Date.UTC(2025, 0, 1) + n * 60_000).toISOString(),
  amount: n,
  items: 1,
  region: n % 2 ? 'emea' : 'apac',
  ...fields,
});
const linesOf = (rows: unknown[]) =>
  rows.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)) + '\n').join('');
let files = 0;
const aFile = async (rows: unknown[]): Promise<string> => {
  const path = join(folder, `${files++}.ndjson`);
  await writeFile(path, linesOf(rows));
  return path;
};
const aSource = async (path: string, fields: object = {}, how: object = {}): Promise<string> => {
  const { status, body } = await ask<{ id: string }>('POST', '', {
    name: 'Lines',
    connection: { kind: 'lines', path, ...how },
    mapping: TABLE,
    ...fields,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  return body.id;
};
const sync = async (source: string, body?: object): Promise<string> => {
  const answer = await ask<Run>('POST', `/${source}/sync`, body);
  expect([answer.status, answer.headers.get('location')]).toEqual([
    202,
    `/api/v1/data-sources/${source}/runs/${answer.body.id}`,
  ]);
  return answer.body.id;
};
const read = async (source: string, run: string): Promise<Run> =>
  (await ask<Run>('GET', `/${source}/runs/${run}`)).body;
const ended = (source: string, run: string): Promise<Run> =>
  eventually(
    async () => {
      const found = await read(source, run);
      return ['queued', 'running'].includes(found.status) ? undefined : found;
    },
    'the run ends',
    30_000,
  );
const synced = async (source: string, body?: object): Promise<Run> => ended(source, await sync(source, body));
const total = async (metric: string, aggregation: string): Promise<unknown> => {
  const query = { metrics: [{ metric, aggregation }], timeRange: { from: '2025-01-01', to: '2026-01-01' } };
  const { body } = await world.request<{ data: { rows: unknown[][] } }>('POST', '/api/v1/data/query', {
    token: world.admin.token,
    body: query,
  });
  return body.data?.rows[0]?.[0];
};
const named = (name: string) => ({ time: 'at', metrics: { [name]: 'amount' }, dimensions: ['region'] });

describe('readings of sources', () => {
  it('make points of records, once however often they are read, and go on where they were', async () => {
    const path = await aFile([row(1), row(2), row(3, { items: '' }), row(4, { items: null })]);
    const source = await aSource(path);
    const first = await synced(source);
    expect(first).toMatchObject({
      trigger: 'manual',
      status: 'succeeded',
      progress: 100,
      rowsRead: 4,
      accepted: 6,
      duplicates: 0,
      rejected: 0,
      errors: [],
      error: null,
    });
    expect(await total('revenue', 'sum')).toBe(10);
    await appendFile(path, linesOf([row(5)]));
    expect(await synced(source)).toMatchObject({ rowsRead: 1, accepted: 2 });
    expect(await synced(source)).toMatchObject({ rowsRead: 0, accepted: 0 });
    expect(await synced(source, { full: true })).toMatchObject({ rowsRead: 5, accepted: 0, duplicates: 8 });
    expect(await total('revenue', 'sum')).toBe(15);
    const { body } = await ask<{ data: Run[]; page: object }>('GET', `/${source}/runs?limit=3`);
    expect(body.data.map(({ rowsRead }) => rowsRead)).toEqual([5, 0, 1]);
    expect(body.page).toMatchObject({ nextCursor: expect.any(String) });
    const shown = await ask<{ lastSuccessAt: string | null; mapping: object }>('GET', `/${source}`);
    expect(shown.body).toMatchObject({ lastSuccessAt: expect.any(String), mapping: TABLE });
  });

  it('tell of each record that becomes no point, and drop none in silence', async () => {
    const mapping = { ...named('told'), time: 'at' };
    const path = await aFile([
      row(1),
      '{"broken',
      row(3, { at: 'yesterday' }),
      row(4, { amount: 'n/a' }),
      { at: row(5).at, region: 'emea' },
      row(6, { at: '1950-01-01T00:00:00Z' }),
      row(7),
      row(8),
      row(9),
      row(10),
      row(11),
    ]);
    const run = await synced(await aSource(path, { mapping }, { note: 'it looks odd' }));
    expect(run).toMatchObject({ status: 'succeeded', rowsRead: 11, accepted: 6, rejected: 5 });
    expect(run.errors.shift()).toEqual({ record: 'connection', message: 'it looks odd' });
    expect(run.errors.map(({ record }) => record)).toEqual(['1', '2', '3', '4', '5']);
    expect(run.errors.map(({ message }) => message)).toEqual([
      'is not JSON',
      expect.stringContaining('"yesterday" is no time in the format iso8601'),
      expect.stringContaining('"n/a" is no number'),
      expect.stringContaining('"amount" finds nothing'),
      expect.stringContaining('timestamp must lie from 1970'),
    ]);
    expect(await total('told', 'count')).toBe(6);
  });

  it('fail where more are rejected than may be, store nothing of that batch, and read it again', async () => {
    const mapping = { ...named('careful'), maxRejectedShare: 0.2 };
    const rows = [row(1), row(2), row(3, { amount: 'x' }), row(4)];
    const path = await aFile(rows);
    const source = await aSource(path, { mapping });
    const run = await synced(source);
    expect(run).toMatchObject({ status: 'failed', rowsRead: 4, accepted: 0, rejected: 1 });
    expect(run.errors).toHaveLength(1);
    expect(run.error).toContain('1 of 4 records were rejected');
    expect((await ask<{ lastError: string }>('GET', `/${source}`)).body.lastError).toBe(run.error);
    // It quotes a record.
    const { token } = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
    const untold = await ask<{ lastError: string }>('GET', `/${source}`, undefined, token);
    expect(untold.body.lastError).toBe('It failed; whoever sees all of the data is told why.');
    await ask('PATCH', `/${source}`, { mapping: { ...mapping, maxRejectedShare: 0.25 } });
    expect(await synced(source)).toMatchObject({ status: 'succeeded', accepted: 3, rejected: 1 });
  });

  it('cannot fill the catalogue: records of one metric too many are rejected, the others stored', async () => {
    const mapping = {
      rules: [{ metric: { path: 'region' }, value: { path: 'amount' }, timestamp: { path: 'at' } }],
      maxRejectedShare: 1,
    };
    const rows = Array.from({ length: 300 }, (_, n) =>
      row(n, { region: n % 100 ? `invented_${n}` : 'known' }),
    );
    const source = await aSource(await aFile(rows), { mapping });
    await world.request('PUT', '/api/v1/data/catalog/known', { token: world.admin.token, body: {} });
    const organization = `(SELECT organization_id FROM data_source WHERE id = $1)`;
    await world.database.query(
      `INSERT INTO metrics.metric (organization_id, name) SELECT ${organization}, 'filling ' || i
       FROM generate_series(1, 9990 - (SELECT count(*) FROM metrics.metric WHERE organization_id = ${organization})) AS i`,
      [source],
    );
    const run = await synced(source);
    expect(run).toMatchObject({
      status: 'succeeded',
      rowsRead: 300,
      accepted: 3 + 10,
      rejected: 300 - 3 - 10,
    });
    expect(run.errors[0]?.message).toMatch(
      /^metric is new, and the organization has 10000 of at most 10000 metrics \(given: "invented_\d+"\)$/,
    );
    await world.database.query(`DELETE FROM metrics.metric WHERE name LIKE 'filling %'`);
  });

  it('reach far back, and bear records of many points', async () => {
    const months = Array.from({ length: 60 }, (_, n) => ({
      at: new Date(Date.UTC(1990, n, 1)).toISOString(),
      amount: 1,
      region: 'x',
    }));
    expect(await synced(await aSource(await aFile(months), { mapping: named('old') }))).toMatchObject({
      accepted: 60,
      rejected: 0,
    });
    const many = Array.from({ length: 4 }, (_, n) => ({
      at: row(n).at,
      values: Array.from({ length: 4_000 }, (__, index) => ({ index, n })),
    }));
    const mapping = {
      rules: [
        {
          each: 'values',
          metric: 'wide',
          value: { path: 'index' },
          timestamp: { path: 'at', of: 'payload' },
        },
      ],
    };
    expect(await synced(await aSource(await aFile(many), { mapping }))).toMatchObject({ accepted: 16_000 });
  });

  it('try again what may pass, and tell of what does not', async () => {
    const endpoint = await world.request<{ id: string }>('POST', '/api/v1/webhook-endpoints', {
      token: world.admin.token,
      body: { name: 'x', url: 'https://example.com/', events: ['source.failed'] },
    });
    const passing = await aSource(await aFile([row(1), '!timeout', row(2)]), { mapping: named('passing') });
    const broken = await aSource(await aFile([row(1), '!credentials!']), { mapping: named('broken') });
    const runs = [await sync(passing), await sync(broken)] as const;
    const failed = await ended(broken, runs[1]);
    expect(failed).toMatchObject({
      status: 'failed',
      rowsRead: 1,
      error: 'The source refuses the credentials.',
    });
    expect(await ended(passing, runs[0])).toMatchObject({ status: 'succeeded', rowsRead: 2, accepted: 2 });
    const message = await eventually(async () => {
      const { rows } = await world.database.query<{ payload: string }>(
        'SELECT payload FROM webhook_message WHERE endpoint_id = $1',
        [endpoint.body.id],
      );
      return rows[0]?.payload;
    }, 'the webhook is told');
    expect(JSON.parse(message)).toMatchObject({
      data: { sourceId: broken, runId: runs[1], name: 'Lines', reason: failed.error },
    });
  });

  it('are one at a time, show how far they are, and can be cancelled', async () => {
    const path = await aFile(Array.from({ length: 100 }, (_, n) => row(n)));
    const source = await aSource(path, { mapping: named('slow') }, { pauseMs: 50, batchSize: 1 });
    const run = await sync(source);
    expect((await ask<Problem>('POST', `/${source}/sync`)).body).toMatchObject({ code: 'CONFLICT' });
    const seen = await eventually(async () => {
      const now = await read(source, run);
      return now.rowsRead > 2 && now;
    }, 'it moves');
    expect(seen).toMatchObject({ status: 'running', progress: expect.any(Number) });
    expect((await ask('DELETE', `/${source}/runs/${run}`)).status).toBe(204);
    expect((await ask('DELETE', `/${source}/runs/${run}`)).status).toBe(204);
    const cancelled = await read(source, run);
    expect(cancelled.status).toBe('cancelled');
    const second = await sync(source);
    await ask('PATCH', `/${source}`, { enabled: false });
    expect(await ended(source, second)).toMatchObject({
      status: 'cancelled',
      error: expect.stringContaining('switched off'),
    });
    const off = await ask<{ lastError: string | null }>('GET', `/${source}`);
    expect(off.body.lastError).toBeNull();
    await ask('PATCH', `/${source}`, { enabled: true, connection: { kind: 'lines', path } });
    const rest = await synced(source);
    const before = [await read(source, run), await read(source, second)];
    expect(before.reduce((rows, { rowsRead }) => rows + rowsRead, rest.rowsRead)).toBe(100);
    expect(await total('slow', 'count')).toBe(100);
  });

  it('are refused for what cannot be read, and for whom it is not', async () => {
    const source = await aSource(await aFile([]), { mapping: null });
    expect((await ask<Problem>('POST', `/${source}/sync`)).body).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('no mapping'),
    });
    await ask('PATCH', `/${source}`, { mapping: TABLE, enabled: false });
    expect((await ask<Problem>('POST', `/${source}/sync`)).body.detail).toContain('switched off');
    const [limited, viewer] = [
      await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } }),
      await world.user({ roles: ['viewer'] }),
    ];
    for (const path of [`/${source}/runs`, `/${source}/runs/${source}`]) {
      expect((await ask<Problem>('GET', path, undefined, limited.token)).body.code).toBe('POLICY_VIOLATION');
      expect((await ask('GET', path, undefined, viewer.token)).status).toBe(403);
    }
    expect((await ask('GET', `/${source}/runs/${source}`)).status).toBe(404);
    const wrong = await ask<Problem>('PATCH', `/${source}`, {
      mapping: { metrics: { 'no name!': 3 }, time: { column: 'at', zone: 'x' }, maxRejectedShare: 2 },
    });
    expect(wrong.body.errors).toEqual([expect.objectContaining({ pointer: '/mapping/maxRejectedShare' })]);
    const table = await ask<Problem>('PATCH', `/${source}`, {
      mapping: { metrics: { x: 3 }, time: { column: 'at', zone: 'x' }, columns: [] },
    });
    expect(table.body.errors?.map(({ pointer }) => pointer)).toEqual([
      '/mapping/columns',
      '/mapping/time/zone',
      '/mapping/metrics/x',
    ]);
  });

  it('begin by schedule, and however many times were missed, once', async () => {
    const path = await aFile([row(1)]);
    const every = await aSource(path, { mapping: named('every'), schedule: { everySeconds: 86_400 } });
    const cron = await aSource(path, { mapping: named('cron'), schedule: { cron: '0 3 1 1 *' } });
    const runsOf = async (id: string) => (await ask<{ data: Run[] }>('GET', `/${id}/runs`)).body.data;
    const done = (count: number, id: string) =>
      eventually(async () => {
        const runs = await runsOf(id);
        return runs.length === count && runs.every(({ status }) => status === 'succeeded') && runs;
      }, `${count} runs`);
    expect(await done(1, every)).toMatchObject([{ trigger: 'schedule', accepted: 1 }]);
    expect(await runsOf(cron)).toEqual([]);
    await world.database.query(
      `UPDATE source_position SET next_run_at = now() - interval '3 days' WHERE source_id = ANY($1)`,
      [[every, cron]],
    );
    await done(2, every);
    await done(1, cron);
    const { rows } = await world.database.query<{ ahead: boolean }>(
      'SELECT next_run_at > now() AS ahead FROM source_position WHERE source_id = ANY($1)',
      [[every, cron]],
    );
    expect(rows).toEqual([{ ahead: true }, { ahead: true }]);
  });
});
