import type { Principal } from '@app/auth';
import { MEASUREMENTS, Telemetry } from '@app/platform';
import { LiveDashboards, type WatchRequest } from '@app/realtime';
import { eventually } from './eventually';
import { LiveViewer } from './live-viewer';
import type { World } from './world';

export const JANUARY = { from: '2024-01-01', to: '2024-02-01' };

/** What tests of live dashboards do in a world, as its admin. */
export class LiveWorld {
  /** Closed by {@link leave}. */
  readonly viewers: LiveViewer[] = [];

  constructor(
    private readonly world: World,
    private readonly admin: Principal,
  ) {}

  async send<B = { id: string }>(method: string, path: string, body?: unknown): Promise<B> {
    const answer = await this.world.request<B>(method, `/api/v1${path}`, {
      token: this.world.admin.token,
      body,
    });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  store(
    value: number,
    { metric = 'sales', at = '2024-01-05T10:00:00Z', region = 'emea' } = {},
  ): Promise<unknown> {
    return this.send('POST', '/data/points', {
      points: [{ metric, value, timestamp: at, dimensions: { region } }],
    });
  }

  /** All events have been told, and what they make stale was evaluated. */
  async quiet(): Promise<void> {
    const waiting = async () => (await this.world.database.query('SELECT FROM outbox')).rows.length;
    await eventually(async () => (await waiting()) === 0, 'the outbox is empty');
    await new Promise((resolve) => setTimeout(resolve, 150)); // As long as a change may wait for its evaluation.
  }

  async dashboard(...queries: object[]): Promise<{ dashboardId: string; widgets: string[] }> {
    const body = { name: 'Sales', visibility: 'organization' };
    const { id: dashboardId } = await this.send('POST', '/dashboards', body);
    const widgets: string[] = [];
    for (const query of queries) {
      const whole = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: JANUARY, ...query };
      const type = 'groupBy' in query || 'interval' in query ? 'table' : 'stat';
      const widget = { dashboardId, type, title: 'Sales', config: { query: whole } };
      widgets.push((await this.send('POST', '/widgets', widget)).id);
    }
    await this.quiet();
    return { dashboardId, widgets };
  }

  async watch(
    dashboardId: string,
    principal = this.admin,
    parameters: WatchRequest['parameters'] = {},
  ): Promise<LiveViewer> {
    const live = this.world.get(LiveDashboards);
    const viewer = await LiveViewer.at(live, principal, { dashboardId, parameters });
    this.viewers.push(viewer);
    return viewer;
  }

  /** How often watched widgets were evaluated, whatever came out. */
  async evaluations(): Promise<number> {
    const families = await this.world.get(Telemetry).families();
    const samples = families.find(({ name }) => name === MEASUREMENTS.liveEvaluations.name)?.samples ?? [];
    return samples.filter(({ suffix }) => suffix === '_count').reduce((all, { value }) => all + value, 0);
  }

  leave(): void {
    for (const viewer of this.viewers.splice(0)) viewer.watch.close();
  }
}
