import type { Principal } from '@app/auth';
import { LiveDashboards } from '@app/realtime';
import { eventually } from '../support/eventually';
import { aPrincipal, LiveViewer } from '../support/live-viewer';
import { aWorld, type World } from '../support/world';

const JANUARY = { from: '2024-01-01', to: '2024-02-01' };

describe('live dashboards of one process', () => {
  let world: World;
  let live: LiveDashboards;
  let admin: Principal;

  beforeAll(async () => {
    world = await aWorld({ env: { LIVE_EVALUATION_MS: '100' } });
    await world.worker();
    live = world.get(LiveDashboards);
    admin = aPrincipal({ id: world.admin.id, organizationId: world.organizationId });
    await store(1);
  });
  afterAll(() => world?.close());

  const send = async <B = { id: string }>(method: string, path: string, body?: unknown): Promise<B> => {
    const answer = await world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const store = (value: number, { metric = 'sales', at = '2024-01-05T10:00:00Z', region = 'emea' } = {}) =>
    send('POST', '/data/points', {
      points: [{ metric, value, timestamp: at, dimensions: { region } }],
    });
  const aDashboard = async (name: string): Promise<string> =>
    (await send('POST', '/dashboards', { name, visibility: 'organization' })).id;
  const aWidget = async (dashboardId: string, query: object = {}): Promise<string> =>
    (
      await send('POST', '/widgets', {
        dashboardId,
        type: 'stat',
        title: 'Sales',
        config: {
          query: { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: JANUARY, ...query },
        },
      })
    ).id;
  const sum = (viewer: LiveViewer, widget: string) => viewer.rows(widget)?.[0]?.[0] as number;

  it('push a snapshot, and what changes within moments of the commit', async () => {
    const dashboardId = await aDashboard('Sales');
    const widget = await aWidget(dashboardId);
    const viewer = await LiveViewer.at(live, admin, { dashboardId });
    expect(viewer.frames.map(({ event }) => event)).toEqual(['snapshot']);
    const before = sum(viewer, widget);
    await store(10);
    const committed = performance.now();
    await eventually(() => sum(viewer, widget) === before + 10, 'the widget has the point');
    console.log('commit to push', (viewer.times.at(-1) as number) - committed);
    expect(viewer.count('widget:data')).toBe(1);
    viewer.watch.close();
  });
});
