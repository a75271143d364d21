import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import { aWorld, send, type World } from '../support/world';

interface Status {
  id: string;
  status: string;
  rows: number | null;
  bytes: number | null;
  sha256: string | null;
  error: string | null;
}

const ROWS = 120_000;

describe('exports by real workers', () => {
  let world: World;
  const programs = new CompiledPrograms();

  beforeAll(async () => {
    world = await aWorld();
    const { token } = world.admin;
    const point = { metric: 'm', value: 1, timestamp: '2026-01-01T00:00:00Z' };
    await world.request('POST', '/api/v1/data/points', { token, body: { points: [point] } });
    await world.database.query(
      `INSERT INTO metrics.points SELECT s.id, '2026-01-02Z'::timestamptz + n * interval '1 second', gen_random_uuid(), n
       FROM metrics.series s, generate_series(2, $1::int) n`,
      [ROWS],
    );
    await mkdir(world.config.filesDir, { recursive: true });
  }, 60_000);
  afterAll(() => world.close());
  // Each has the workers that it started, and no others.
  afterEach(() => programs.close());

  const ask = <B>(method: string, path: string, body?: unknown) =>
    world.request<B>(method, `/api/v1/exports${path}`, { token: world.admin.token, body });
  const asked = async (): Promise<string> => {
    const query = { metrics: ['m'], timeRange: { from: '2026-01-01', to: '2026-02-01' } };
    const { body } = await ask<Status>('POST', '/query', { query, rows: 'points', format: 'csv' });
    return body.id;
  };
  const ended = (id: string): Promise<Status> =>
    eventually(
      async () => {
        const { body } = await ask<Status>('GET', `/${id}/status`);
        return ['queued', 'running'].includes(body.status) ? undefined : body;
      },
      'the export has ended',
      20_000,
    );
  const environment = () => JSON.stringify(world.environment);
  const names = async (folder: string) => readdir(folder).catch(() => [] as string[]);
  const unfinished = async (): Promise<number[]> => {
    const folder = join(world.config.filesDir, '.unfinished');
    return Promise.all((await names(folder)).map(async (name) => (await stat(join(folder, name))).size));
  };

  it('are taken up once by another when one is killed in the middle; no half file is given out', async () => {
    await world.database.query('CREATE TABLE claims (run_id uuid)');
    await world.database.query(
      `CREATE RULE claims AS ON UPDATE TO export WHERE new.run_id IS DISTINCT FROM old.run_id AND new.run_id IS NOT NULL
       DO ALSO INSERT INTO claims VALUES (new.run_id)`,
    );
    const first = await programs.start('worker-process', environment());
    const id = await asked();
    await eventually(async () => (await unfinished()).some((bytes) => bytes > 0), 'a part is written');
    const died = new Promise((resolve) => first.once('exit', resolve));
    first.kill('SIGKILL');
    await died;
    expect((await ask<Status>('GET', `/${id}/status`)).body.status).toBe('running');
    expect((await ask('GET', `/${id}/download`)).status).toBe(409);
    expect(await names(join(world.config.filesDir, 'exports'))).toEqual([]);

    await programs.start('worker-process', environment());
    const done = await ended(id);
    expect(done).toMatchObject({ status: 'ready', rows: ROWS, error: null });
    const folder = join(world.config.filesDir, 'exports', world.organizationId, id);
    const [name = '', ...more] = await names(folder);
    expect(more).toEqual([]);
    const file = await readFile(join(folder, name));
    expect(createHash('sha256').update(file).digest('hex')).toBe(done.sha256);
    const { rows } = await world.database.query('SELECT * FROM claims');
    expect(rows).toHaveLength(2);
  }, 90_000);

  it('load what draws them in a thread of the worker alone, and nothing of it in the api', async () => {
    const [{ child: api, url }, worker] = await Promise.all([
      programs.startApi(world.environment),
      programs.start('worker-process', environment()),
    ]);
    const { token } = world.admin;
    const request = <B>(method: string, path: string, body?: unknown) =>
      send<B>(url, method, `/api/v1${path}`, { token, body });
    const { id: dashboardId } = (await request<Status>('POST', '/dashboards', { name: 'D' })).body;
    const query = { metrics: [{ metric: 'm', aggregation: 'sum' }], timeRange: '30d', interval: '1d' };
    const widget = { dashboardId, type: 'line', title: 'W', config: { query } };
    expect((await request('POST', '/widgets', widget)).status).toBe(201);
    for (const format of ['pdf', 'png']) {
      const made = await request<Status>('POST', `/exports/dashboard/${dashboardId}`, { format });
      expect(await ended(made.body.id)).toMatchObject({ status: 'ready' });
      expect((await request('GET', `/exports/${made.body.id}/download`)).status).toBe(200);
    }
    const [inApi, inWorker] = await Promise.all([api, worker].map((child) => programs.packagesOf(child)));
    expect(inApi).toEqual(expect.arrayContaining(['@nestjs/core', 'fastify']));
    expect(inWorker).toEqual(expect.arrayContaining(['@nestjs/core', 'bullmq']));
    const drawing = ['echarts', 'zrender', 'pdfkit', 'svg-to-pdfkit', '@resvg/resvg-js', 'fontkit'];
    const heavy = [...drawing, 'exceljs', '@duckdb/node-api'];
    expect(inApi?.filter((name) => heavy.includes(name))).toEqual([]);
    expect(inWorker?.filter((name) => drawing.includes(name))).toEqual([]);
  });

  it('fail with a reason for people when the disk is full, and leave nothing on it', async () => {
    const folder = world.config.filesDir;
    const ofOthers = await names(join(folder, '.unfinished'));
    const worker = await programs.startWithLittleRoom(
      { folder, kib: 1_024 },
      'worker-process',
      environment(),
    );
    const done = await ended(await asked());
    expect(done).toMatchObject({
      status: 'failed',
      error: 'The file store has no room left.',
      bytes: null,
      sha256: null,
    });
    // As the worker sees it; where nobody may mount anything, with what the one that was killed has left.
    const inside = await names(join(`/proc/${worker.pid}/root${folder}`, '.unfinished'));
    expect(inside.filter((name) => !ofOthers.includes(name))).toEqual([]);
  });
});
