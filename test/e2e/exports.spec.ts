import { createHash } from 'node:crypto';
import { newId } from '@app/platform';
import { eventually } from '../support/eventually';
import { aWorld, type World, type WorldUser } from '../support/world';

interface Created {
  id: string;
  status: string;
  format: string;
  progress: number;
  createdAt: string;
}

interface Status {
  id: string;
  status: string;
  progress: number;
  rows: number | null;
  bytes: number | null;
  sha256: string | null;
  error: string | null;
  expiresAt: string | null;
}

const FROM = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const POINTS = 480;
const REGIONS = ['emea', 'apac', '=1+1'];

describe('exports', () => {
  let world: World;
  let analyst: WorldUser;
  let dashboardId: string;

  const query = {
    metrics: [{ metric: 'revenue', aggregation: 'sum' }],
    timeRange: { from: '2026-01-01', to: '2026-02-01' },
  };
  const ask = (
    path: string,
    body: object,
    options: { token?: string; headers?: Record<string, string> } = {},
  ) => world.request<Created>('POST', `/api/v1/exports/${path}`, { token: analyst.token, body, ...options });
  const status = async (id: string) =>
    (await world.request<Status>('GET', `/api/v1/exports/${id}/status`, { token: analyst.token })).body;
  const ended = (id: string) =>
    eventually(async () => {
      const found = await status(id);
      return ['queued', 'running'].includes(found.status) ? undefined : found;
    }, `export ${id} ended`);
  const download = (id: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`${world.api}/api/v1/exports/${id}/download`, {
      method,
      headers: { authorization: `Bearer ${analyst.token}`, ...headers },
    });
  const ready = async (path: string, body: object) => {
    const { id } = (await ask(path, body)).body;
    const found = await ended(id);
    expect(found).toMatchObject({ status: 'ready', progress: 100, error: null });
    const file = Buffer.from(await (await download(id)).arrayBuffer());
    expect(found).toMatchObject({
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    });
    return { id, status: found, file, text: file.toString() };
  };

  beforeAll(async () => {
    world = await aWorld();
    analyst = await world.user({ roles: ['analyst'] });
    const points = Array.from({ length: POINTS }, (_, index) => ({
      metric: 'revenue',
      value: index % 7 === 0 ? -5.25 : index,
      timestamp: new Date(FROM + index * HOUR).toISOString(),
      dimensions: { region: REGIONS[index % 3] },
    }));
    await world.request('POST', '/api/v1/data/points', { token: analyst.token, body: { points } });
    const dashboard = await world.request<{ id: string }>('POST', '/api/v1/dashboards', {
      token: analyst.token,
      body: { name: 'Umsatz “2026”/Größe' },
    });
    dashboardId = dashboard.body.id;
    const widgets = [
      { type: 'line', title: 'By day', config: { query: { ...query, interval: '1d' }, display: {} } },
      {
        type: 'table',
        title: 'By region',
        config: { query: { ...query, groupBy: ['region'] }, display: {} },
      },
      { type: 'text', title: 'Notes', config: { display: { markdown: 'Hello' } } },
    ];
    for (const widget of widgets) {
      const made = await world.request('POST', '/api/v1/widgets', {
        token: analyst.token,
        body: { dashboardId, ...widget },
      });
      expect(made.status).toBe(201);
    }
    await world.worker();
  }, 60_000);
  afterAll(() => world.close());

  it('answer at once, and give the whole answer of a query when it is ready', async () => {
    const asked = await ask('query', {
      query: { ...query, interval: '1h', groupBy: ['region'] },
      format: 'csv',
    });
    expect(asked.status).toBe(202);
    expect(asked.headers.get('location')).toBe(`/api/v1/exports/${asked.body.id}/status`);
    expect(asked.body).toEqual({
      id: expect.any(String),
      status: 'queued',
      format: 'csv',
      progress: 0,
      createdAt: expect.any(String),
    });
    const found = await ended(asked.body.id);
    expect(found).toEqual({
      id: asked.body.id,
      status: 'ready',
      progress: 100,
      rows: POINTS,
      bytes: expect.any(Number),
      sha256: expect.stringMatching(/^[\da-f]{64}$/),
      error: null,
      expiresAt: expect.any(String),
    });
    const lines = (await (await download(asked.body.id)).text()).split('\r\n');
    expect(lines[0]).toBe('time,region,revenue');
    expect(lines.slice(1, 4)).toEqual([
      '2026-01-01T00:00:00.000Z,emea,-5.25',
      '2026-01-01T01:00:00.000Z,apac,1',
      "2026-01-01T02:00:00.000Z,'=1+1,2",
    ]);
    expect(lines).toHaveLength(POINTS + 2);
  });

  it('hold the points themselves when that is asked', async () => {
    const { text, status: found } = await ready('query', {
      query: {
        metrics: ['revenue'],
        timeRange: query.timeRange,
        filters: [{ dimension: 'region', operator: 'ne', values: ['emea'] }],
      },
      rows: 'points',
      format: 'json',
    });
    expect(found.rows).toBe(320);
    const { tables } = JSON.parse(text) as {
      tables: { columns: object[]; rows: unknown[][]; meta: object }[];
    };
    expect(tables[0]?.columns).toEqual([
      { name: 'time', type: 'datetime' },
      { name: 'metric', type: 'string' },
      { name: 'region', type: 'string' },
      { name: 'value', type: 'number' },
    ]);
    expect(tables[0]?.rows).toHaveLength(320);
    expect(tables[0]?.rows[0]).toEqual(['2026-01-01T01:00:00.000Z', 'revenue', 'apac', 1]);
    expect(tables[0]?.meta).toMatchObject({ source: 'raw', truncated: false });
  });

  it('hold what a query says, its order, conditions, limit and totals among it', async () => {
    const asked = {
      ...query,
      interval: '1d',
      groupBy: ['region'],
      having: [{ column: 'revenue', operator: 'gt', value: 100 }],
      orderBy: [
        { column: 'region', direction: 'desc' },
        { column: 'time', direction: 'desc' },
      ],
      totals: true,
    };
    for (const limit of [undefined, 7]) {
      const direct = await world.request<{ data: { rows: unknown[]; totals: object } }>(
        'POST',
        '/api/v1/data/query',
        {
          token: analyst.token,
          body: { ...asked, ...(limit && { limit }) },
        },
      );
      const { text, status: found } = await ready('query', {
        query: { ...asked, ...(limit && { limit }) },
        format: 'json',
      });
      const { tables } = JSON.parse(text) as { tables: { rows: unknown[]; totals: object }[] };
      expect(tables[0]?.rows).toEqual(direct.body.data.rows);
      expect(tables[0]?.totals).toEqual(direct.body.data.totals);
      expect(found.rows).toBe(direct.body.data.rows.length);
    }
  });

  it('of a dashboard hold all of its widgets, as the request narrows them', async () => {
    const { text, status: found } = await ready(`dashboard/${dashboardId}`, {
      format: 'csv',
      filters: 'region:emea',
    });
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('widget,time,region,revenue');
    expect(lines.filter((line) => line.startsWith('By day,'))).toHaveLength(20);
    expect(lines.filter((line) => line.startsWith('By region,'))).toEqual([
      expect.stringMatching(/^By region,,emea,\d/),
    ]);
    expect(found.rows).toBe(21);
  });

  it('are pictures and reports of dashboards, made from all rows', async () => {
    const png = await ready(`dashboard/${dashboardId}`, { format: 'png' });
    expect(png.file.subarray(1, 4).toString()).toBe('PNG');
    expect([png.file.readUInt32BE(16), png.status.rows]).toEqual([2_560, 23]);
    const pdf = await ready(`dashboard/${dashboardId}`, { format: 'pdf', filters: 'region:emea' });
    expect(pdf.file.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.file.toString('latin1')).toMatch(/\/Type \/Pages\n\/Count [1-3]\n/);
    const { headers } = await download(pdf.id, {}, 'HEAD');
    expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      'application/pdf',
      expect.stringMatching(/\.pdf$/),
    ]);
  });

  it('are downloaded whole, in parts, or not at all when nothing has changed', async () => {
    const { id, file, status: found } = await ready(`dashboard/${dashboardId}`, { format: 'csv' });
    const whole = await download(id);
    const etag = `"${found.sha256}"`;
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-length': `${file.length}`,
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      etag,
      'content-disposition':
        `attachment; filename="Umsatz _2026__Groe.csv"; filename*=UTF-8''Umsatz%20%E2%80%9C2026%E2%80%9D_Gr%C3%B6%C3%9Fe.csv`.replace(
          'Groe',
          'Gro_e',
        ),
    });
    await whole.arrayBuffer();
    const part = await download(id, { range: 'bytes=5-9', 'if-range': etag });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 5-9/${file.length}`,
      file.subarray(5, 10).toString(),
    ]);
    const other = await download(id, { range: 'bytes=5-9', 'if-range': '"another"' });
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, file.length]);
    const beyond = await download(id, { range: `bytes=${file.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${file.length}`]);
    expect((await download(id, { 'if-none-match': etag })).status).toBe(304);
    const head = await download(id, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.headers.get('etag')]).toEqual([
      200,
      `${file.length}`,
      etag,
    ]);
  });

  it('are of whom they were made for alone', async () => {
    const { id } = await ready('query', { query, format: 'json' });
    for (const suffix of ['', '/status', '/download'])
      expect(
        (await world.request('GET', `/api/v1/exports/${id}${suffix}`, { token: world.admin.token })).status,
      ).toBe(404);
    expect(
      (await world.request('DELETE', `/api/v1/exports/${id}`, { token: world.admin.token })).status,
    ).toBe(404);
    const viewer = await world.user({ roles: ['viewer'] });
    expect((await ask(`dashboard/${dashboardId}`, { format: 'csv' }, { token: viewer.token })).status).toBe(
      403,
    );
    const listed = await world.request<{ data: { id: string }[] }>('GET', '/api/v1/exports?limit=1', {
      token: analyst.token,
    });
    expect(listed.body.data).toMatchObject([{ id, kind: 'query', format: 'json', fileName: 'revenue.json' }]);
  });

  it('refuse at once what can never be', async () => {
    const codes = async (path: string, body: object) => {
      const { status: code, body: problem } = await ask(path, body);
      return [code, (problem as unknown as { code: string }).code];
    };
    expect(await codes(`dashboard/${newId()}`, { format: 'csv' })).toEqual([404, 'NOT_FOUND']);
    expect(await codes(`dashboard/${dashboardId}`, { format: 'doc' })).toEqual([400, 'VALIDATION_FAILED']);
    expect(await codes(`dashboard/${dashboardId}`, { format: 'csv', timerange: 'soon' })).toEqual([
      400,
      'VALIDATION_FAILED',
    ]);
    expect(
      await codes('query', {
        query: { ...query, metrics: [{ metric: 'nope', aggregation: 'sum' }] },
        format: 'csv',
      }),
    ).toEqual([422, 'UNKNOWN_METRIC']);
    expect(
      await codes('query', { query: { ...query, interval: '1h' }, rows: 'points', format: 'csv' }),
    ).toEqual([400, 'VALIDATION_FAILED']);
    expect(await codes('query', { query, format: 'pdf' })).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('are made once for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': newId() };
    const [first, again] = [
      await ask('query', { query, format: 'csv' }, { headers }),
      await ask('query', { query, format: 'csv' }, { headers }),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect((await ask('query', { query, format: 'json' }, { headers })).status).toBe(422);
  });

  it('are gone once they are deleted', async () => {
    const { id } = await ready('query', { query, format: 'csv' });
    expect((await world.request('DELETE', `/api/v1/exports/${id}`, { token: analyst.token })).status).toBe(
      204,
    );
    expect((await world.request('DELETE', `/api/v1/exports/${id}`, { token: analyst.token })).status).toBe(
      204,
    );
    const gone = await download(id);
    expect([gone.status, ((await gone.json()) as { code: string }).code]).toEqual([410, 'EXPORT_GONE']);
    expect(await status(id)).toMatchObject({ status: 'expired' });
  });
});
