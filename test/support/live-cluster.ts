import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Principal } from '@app/auth';
import { FirstAdmin } from '@app/auth';
import { migrate } from '@app/database';
import { createLogger, loadConfig } from '@app/platform';
import { LiveDashboards, type WidgetState } from '@app/realtime';
import { Client } from 'pg';
import { createApi } from '../../apps/api/src/create-api';
import { firstAdminOptions } from '../../apps/profile';
import { createWorker, type WorkerProcess } from '../../apps/worker/src/create-worker';
import { aPrincipal, lasting, LiveViewer } from './live-viewer';
import { ADMIN, type Answer, environment, login, send } from './world';

/** Two apis and a worker of one installation, on servers that a test stops and starts; viewers watch at the port of each. */
export class LiveCluster {
  readonly apis: NestFastifyApplication[] = [];
  readonly urls: string[] = [];
  private worker!: WorkerProcess;
  private token = '';
  admin!: Principal;
  dashboardId = '';

  private constructor(private readonly environment: Record<string, string>) {}

  /** @param servers.database URL of a server on which a database is made; without `redis` the processes have none */
  static async start(
    servers: { database: string; redis?: string },
    env: Record<string, string>,
  ): Promise<LiveCluster> {
    const name = `cluster_${crypto.randomUUID().replaceAll('-', '')}`;
    const client = new Client({ connectionString: servers.database });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    const url = new URL(servers.database);
    url.pathname = `/${name}`;
    await migrate({ url: url.href });
    const { REDIS_URL: _url, ...settings } = environment(url.href, {
      ...env,
      VITRINE_PROFILE: servers.redis === undefined ? 'embedded' : 'server',
    });
    const cluster = new LiveCluster({ ...settings, ...(servers.redis && { REDIS_URL: servers.redis }) });
    await cluster.begin();
    return cluster;
  }

  /** Another api of the installation. */
  async addApi(): Promise<number> {
    const config = loadConfig(this.environment);
    const app = await createApi({ config, logger: createLogger({ name: 'api', level: config.logLevel }) });
    await app.init();
    if (this.apis.length === 0) await app.get(FirstAdmin).ensure(firstAdminOptions(config));
    await app.listen(0, '127.0.0.1');
    this.urls.push((await app.getUrl()).replace('[::1]', '127.0.0.1'));
    return this.apis.push(app) - 1;
  }

  request<B = Record<string, unknown>>(
    api: number,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<B>> {
    const headers = { 'cache-control': 'no-cache' };
    return send<B>(this.urls[api] ?? '', method, path, { token: this.token, body, headers });
  }

  /** Stores a point through one of the apis; false when it was refused. */
  async store(api: number, value: number, region = 'emea'): Promise<boolean> {
    const point = { metric: 'sales', value, timestamp: '2024-01-05T10:00:00Z', dimensions: { region } };
    const answer = await this.request(api, 'POST', '/api/v1/data/points', { points: [point] }).catch(
      () => undefined,
    );
    return answer?.status === 201;
  }

  watch(api: number): Promise<LiveViewer> {
    const live = this.apis[api]?.get(LiveDashboards, { strict: false }) as LiveDashboards;
    return LiveViewer.at(live, this.admin, { dashboardId: this.dashboardId });
  }

  /** Whether all viewers show what is answered to a request that takes nothing from a cache. */
  async agrees(api: number, viewers: LiveViewer[]): Promise<boolean> {
    const path = `/api/v1/dashboards/${this.dashboardId}/data`;
    const { status, body } = await this.request<{ data: { widgets: Record<string, WidgetState> } }>(
      api,
      'GET',
      path,
    );
    if (status !== 200) return false;
    const wanted = JSON.stringify(lasting(body.data.widgets));
    return viewers.every(({ widgets }) => JSON.stringify(lasting(widgets)) === wanted);
  }

  async close(): Promise<void> {
    await this.worker?.close();
    for (const app of this.apis) await app.close();
  }

  private async begin(): Promise<void> {
    await this.addApi();
    await this.addApi();
    const config = loadConfig(this.environment);
    this.worker = await createWorker({
      config,
      logger: createLogger({ name: 'worker', level: config.logLevel }),
    });
    const admin = await login(this.urls[0] ?? '', ADMIN.email, ADMIN.password);
    this.token = admin.token;
    const { body } = await this.request<{ user?: { organizationId: string }; organizationId: string }>(
      0,
      'GET',
      '/api/v1/auth/me',
    );
    this.admin = aPrincipal({
      id: admin.id,
      organizationId: body.organizationId ?? body.user?.organizationId,
    });
    await this.store(0, 1);
    await this.store(0, 2, 'apac');
    const made = await this.request<{ id: string }>(0, 'POST', '/api/v1/dashboards', { name: 'Sales' });
    this.dashboardId = made.body.id;
    const query = {
      metrics: [{ metric: 'sales', aggregation: 'sum' }],
      timeRange: { from: '2024-01-01', to: '2024-02-01' },
    };
    for (const [type, more] of [
      ['stat', {}],
      ['table', { groupBy: ['region'], interval: '1d' }],
    ] as const) {
      const config = { query: { ...query, ...more } };
      const body = { dashboardId: this.dashboardId, type, title: 'Sales', config };
      const { status } = await this.request(0, 'POST', '/api/v1/widgets', body);
      if (status !== 201) throw new Error(`POST /widgets answered ${status}`);
    }
  }
}
