import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdmin } from '@app/auth';
import { Database, migrate } from '@app/database';
import { JobQueue } from '@app/jobs';
import { createLogger, loadConfig } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { firstAdminOptions } from '../../apps/profile';
import { createWorker, type WorkerProcess } from '../../apps/worker/src/create-worker';
import { restoreBackup } from '../../scripts/backup/restore-backup';
import { writeBackup } from '../../scripts/backup/write-backup';
import { eventually } from '../support/eventually';
import { describeWithRedis, type RunningRedis, startRedis } from '../support/redis';
import { findPostgres, startSystemPostgres } from '../support/system-postgres.mjs';
import { createDatabase } from '../support/test-database';
import { ADMIN, type Answer, environment, login, send, type WorldUser } from '../support/world';

const QUERY = '/data/metrics?metric=sales&aggregation=sum&groupBy=region&from=2024-01-01&to=2025-01-01';

const describeOnServer =
  findPostgres() || process.env.REQUIRE_ALL === '1' ? describeWithRedis : describe.skip;

/** An api, and a worker once it is wanted, on a database of either profile. */
class Home {
  private worker: WorkerProcess | undefined;
  url = '';

  private constructor(
    readonly app: NestFastifyApplication,
    private readonly env: Record<string, string>,
  ) {}

  static async open(env: Record<string, string>): Promise<Home> {
    const config = loadConfig(env);
    const app = await createApi({ config, logger: createLogger({ name: 'api', level: 'silent' }) });
    const home = new Home(app, env);
    await app.init();
    await app.get(FirstAdmin).ensure(firstAdminOptions(config));
    await app.listen(0, '127.0.0.1');
    home.url = await app.getUrl();
    return home;
  }

  async startWorker(): Promise<JobQueue> {
    const logger = createLogger({ name: 'worker', level: 'silent' });
    this.worker = await createWorker({ config: loadConfig(this.env), logger });
    return this.worker.app.get(JobQueue, { strict: false });
  }

  request<B = Record<string, unknown>>(token: string, method: string, path: string, body?: unknown) {
    return send<B>(this.url, method, `/api/v1${path}`, { token, body });
  }

  async close(): Promise<void> {
    await this.worker?.close();
    await this.app.close();
  }
}

describeOnServer('an installation that moves from embedded to server and back', () => {
  jest.setTimeout(90_000);
  const clean: (() => Promise<unknown>)[] = [];
  let dir: string;
  let redis: RunningRedis;
  let serverUrl: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vitrine-move-'));
    redis = (await startRedis()) as RunningRedis;
    clean.push(() => redis.stop());
    const postgres = await startSystemPostgres();
    if (!postgres) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
    clean.push(() => postgres.stop());
    serverUrl = postgres.url;
  });
  afterAll(async () => {
    for (const step of clean.toReversed()) await step();
    rmSync(dir, { recursive: true, force: true });
  });

  const anEmbeddedDatabase = async (): Promise<string> => {
    const { url, drop } = await createDatabase();
    clean.push(drop);
    return url;
  };
  const move = async (from: string, to: string, name: string): Promise<void> => {
    const file = join(dir, name);
    const common = { file, keyFingerprint: 'the same', progress: () => {} };
    await writeBackup({ ...common, url: from });
    await migrate({ url: to });
    await restoreBackup({ ...common, url: to, force: false, log: () => {} });
  };
  const store = (home: Home, token: string, value: number, region: string) =>
    home.request(token, 'POST', '/data/points', {
      points: [{ metric: 'sales', value, timestamp: '2024-05-05T10:00:00Z', dimensions: { region } }],
    });
  const askForJob = (home: Home, jobId: string) =>
    home.app
      .get(Database)
      .query(`INSERT INTO outbox (topic, subject, payload) VALUES ('job.requested', $1, $2)`, [
        jobId,
        JSON.stringify({ name: 'purge-sessions', payload: {}, jobId }),
      ]);
  const ran = async (jobs: JobQueue, jobId: string): Promise<void> => {
    const state = async () => (await jobs.status('purge-sessions', jobId))?.state === 'completed';
    await eventually(state, `${jobId} has run`);
  };

  /** What a client sees of everything that has to move. */
  const seen = async (home: Home, token: string, user: WorldUser): Promise<unknown> => {
    const paths = [
      '/users',
      '/organizations',
      `/users/${user.id}/preferences`,
      '/dashboards',
      '/data/catalog',
    ];
    const answers: Answer[] = [];
    for (const path of paths) answers.push(await home.request(token, 'GET', path));
    const { body: listed } = await home.request<{ data: { id: string }[] }>(token, 'GET', '/dashboards');
    for (const { id } of listed.data)
      answers.push(await home.request(token, 'GET', `/dashboards/${id}/widgets`));
    const { body: points } = await home.request<{ data: unknown }>(token, 'GET', QUERY);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    return { answers: answers.map(({ body }) => body), points: points.data };
  };

  it('takes users, sessions, dashboards, points, preferences and jobs that were asked for along, both ways', async () => {
    const first = environment(await anEmbeddedDatabase());
    const secrets = { JWT_SECRET: first.JWT_SECRET ?? '', ENCRYPTION_KEY: first.ENCRYPTION_KEY ?? '' };

    const embedded = await Home.open(first);
    const admin = await login(embedded.url, ADMIN.email, ADMIN.password);
    const { token } = admin;
    const password = 'three teal otters waltz';
    const account = { email: 'ada@example.com', name: 'Ada', roles: ['analyst'], password };
    expect((await embedded.request(token, 'POST', '/users', account)).status).toBe(201);
    const { body: dashboard } = await embedded.request(token, 'POST', '/dashboards', {
      name: 'Moves',
      visibility: 'organization',
    });
    const query = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: '30d' };
    await store(embedded, token, 1, 'emea');
    const widget = { dashboardId: dashboard.id, type: 'stat', title: 'W', config: { query } };
    expect((await embedded.request(token, 'POST', '/widgets', widget)).status).toBe(201);
    const preferences = { theme: 'dark', defaultDashboardId: dashboard.id };
    await embedded.request(token, 'PUT', `/users/${admin.id}/preferences`, preferences);
    await askForJob(embedded, 'asked-in-embedded');
    const atFirst = await seen(embedded, token, admin);
    await embedded.close();

    await move(first.DATABASE_URL ?? '', serverUrl, 'to-server.tar.gz');
    const second = environment(serverUrl, {
      ...secrets,
      REDIS_URL: redis.url,
      REDIS_PREFIX: 'moved',
      VITRINE_PROFILE: 'server',
    });
    const server = await Home.open(second);
    expect(await seen(server, token, admin)).toEqual(atFirst);
    expect((await login(server.url, account.email, password)).id).toBeDefined();
    await ran(await server.startWorker(), 'asked-in-embedded');
    expect((await store(server, token, 2, 'apac')).status).toBe(201);
    const atSecond = await seen(server, token, admin);
    expect(JSON.stringify(atSecond)).toContain('apac');
    await server.close();

    const third = environment(await anEmbeddedDatabase(), secrets);
    await move(serverUrl, third.DATABASE_URL ?? '', 'to-embedded.tar.gz');
    const again = await Home.open(third);
    expect(await seen(again, token, admin)).toEqual(atSecond);
    await askForJob(again, 'asked-after-return');
    await ran(await again.startWorker(), 'asked-after-return');
    expect((await store(again, token, 3, 'emea')).status).toBe(201);
    expect(JSON.stringify(await seen(again, token, admin))).toContain('["emea",4]');
    await again.close();
  });
});
