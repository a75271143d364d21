import { MetricStore } from '@app/data';
import type { Principal } from '@app/auth';
import { Cache } from '@app/cache';
import { MEASUREMENTS, Telemetry } from '@app/platform';
import type { WidgetState } from '@app/realtime';
import { Redis } from 'ioredis';
import type { WorkerProcess } from '../../apps/worker/src/create-worker';
import { eventually } from '../support/eventually';
import { aPrincipal, lasting, type LiveViewer } from '../support/live-viewer';
import { LiveWorld } from '../support/live-world';
import { MovableClock } from '../support/movable-clock';
import { aWorld, type World } from '../support/world';

const MINUTE = 60_000;
const redis = process.env.VITRINE_TEST_REDIS;

describe('live dashboards of one process', () => {
  let world: World;
  let worker: WorkerProcess;
  let admin: Principal;
  /** Organization and filters of each question that the store was asked. */
  let asked: unknown[];
  const clock = new MovableClock();
  let here: LiveWorld;

  beforeAll(async () => {
    world = await aWorld({ env: { LIVE_EVALUATION_MS: '100', LIVE_VIEWERS_PER_PRINCIPAL: '60' }, clock });
    worker = await world.worker();
    admin = aPrincipal({ id: world.admin.id, organizationId: world.organizationId });
    const metrics = world.get(MetricStore);
    const execute = metrics.execute.bind(metrics);
    jest.spyOn(metrics, 'execute').mockImplementation((plan, options) => {
      asked.push(plan.where);
      return execute(plan, options);
    });
    here = new LiveWorld(world, admin);
    asked = [];
    await store(1);
    await store(2, { region: 'apac' });
  });
  afterEach(() => {
    here?.leave();
    clock.offsetMs = 0;
  });
  afterAll(() => world?.close());

  const send: LiveWorld['send'] = (...request) => here.send(...request);
  const store: LiveWorld['store'] = (...point) => here.store(...point);
  const quiet = () => here.quiet();
  const aDashboard: LiveWorld['dashboard'] = (...queries) => here.dashboard(...queries);
  const aViewer: LiveWorld['watch'] = (...who) => here.watch(...who);
  const first = (viewer: LiveViewer, widget: string | undefined) =>
    viewer.rows(widget ?? '')?.[0]?.[0] as number;
  const evaluations = () => here.evaluations();

  it('push a snapshot, and what changes within moments of the commit', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    expect(viewer.frames.map(({ event }) => event)).toEqual(['snapshot']);
    const before = first(viewer, widgets[0]);
    await store(10);
    const answered = performance.now();
    await eventually(() => first(viewer, widgets[0]) === before + 10, 'the widget has the point');
    expect(viewer.count('widget:data')).toBe(1);
    expect((viewer.times.at(-1) as number) - answered).toBeLessThan(500);
    const cursors = viewer.frames.map(({ cursor }) => cursor.split('-'));
    expect(new Set(cursors.map(([epoch]) => epoch)).size).toBe(1);
    expect(cursors.map(([, count]) => Number(count))).toEqual([0, 1]);
  });

  it('evaluate once for fifty viewers, who get one and the same frame', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const all = await Promise.all(Array.from({ length: 50 }, () => aViewer(dashboardId)));
    await quiet(); // That others came while it began is no change of the dashboard.
    expect(all.flatMap(({ frames }) => frames.map(({ event }) => event))).toEqual(all.map(() => 'snapshot'));
    asked = [];
    const before = first(all[0] as LiveViewer, widgets[0]);
    await store(5);
    await eventually(() => all.every((viewer) => first(viewer, widgets[0]) === before + 5), 'all have it');
    expect(asked).toHaveLength(1);
    expect(new Set(all.map(({ frames }) => frames.at(-1))).size).toBe(1);
  });

  it('evaluate nothing for other ranges, metrics and organizations, nor when nobody watches', async () => {
    const { dashboardId } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    await quiet();
    const before = await evaluations();
    await store(1, { at: '2024-03-05T10:00:00Z' });
    await store(1, { metric: 'visits' });
    const id = crypto.randomUUID();
    await world.database.query(
      `INSERT INTO outbox (topic, subject, organization_id, payload)
       SELECT 'points.changed', 'points', $1, jsonb_build_object('metrics', jsonb_build_array(jsonb_build_object(
         'metricId', id, 'metric', name, 'from', '2024-01-05T00:00:00Z', 'to', '2024-01-06T00:00:00Z')))
       FROM metrics.metric WHERE name = 'sales' AND organization_id = $2`,
      [id, world.organizationId],
    );
    await quiet();
    expect(await evaluations()).toBe(before);
    viewer.watch.close();
    await store(1);
    await quiet();
    expect(await evaluations()).toBe(before);
    expect(viewer.frames).toHaveLength(1);
  });

  it('push nothing when the answer is what it was', async () => {
    const { dashboardId, widgets } = await aDashboard({
      filters: [{ dimension: 'region', operator: 'eq', values: ['emea'] }],
    });
    const viewer = await aViewer(dashboardId);
    const before = await evaluations();
    await store(100, { region: 'apac' });
    await quiet();
    expect(await evaluations()).toBeGreaterThan(before);
    expect(viewer.frames).toHaveLength(1);
    await store(1);
    await eventually(() => viewer.count('widget:data') === 1, 'what is of emea is pushed');
    expect(viewer.widgets[widgets[0] as string]?.status).toBe('ok');
  });

  it('evaluate once for each data policy, and show no row of one to the other', async () => {
    const { dashboardId, widgets } = await aDashboard({ groupBy: ['region'] });
    const [emea, apac] = await Promise.all(
      ['emea', 'apac'].map((region) => aViewer(dashboardId, { ...admin, dataPolicy: { region: [region] } })),
    );
    const second = await aViewer(dashboardId, { ...admin, id: 'another', dataPolicy: { region: ['apac'] } });
    await quiet();
    asked = [];
    await store(7);
    await store(8, { region: 'apac' });
    await quiet();
    expect(new Set(asked.map((where) => JSON.stringify(where))).size).toBe(2);
    const seen = (viewer: LiveViewer | undefined) =>
      new Set(
        viewer?.frames.flatMap(({ json }) => ['emea', 'apac'].filter((region) => json.includes(region))),
      );
    expect([seen(emea), seen(apac), seen(second)]).toEqual([
      new Set(['emea']),
      new Set(['apac']),
      new Set(['apac']),
    ]);
    expect(first(second, widgets[0])).toBe('apac');
  });

  it('move on with time, when the range means something else and not before', async () => {
    const { dashboardId, widgets } = await aDashboard({ timeRange: '1h' });
    // So that the full minute comes at once.
    clock.offsetMs = MINUTE - (Date.now() % MINUTE) - 500;
    const viewer = await aViewer(dashboardId);
    const range = () => viewer.widgets[widgets[0] as string]?.meta as { from: string; to: string };
    const { to } = range();
    await eventually(() => range().to !== to, 'the range has moved on', 3_000);
    expect(Date.parse(range().to) - Date.parse(to)).toBe(MINUTE);
    expect(viewer.count('widget:data')).toBe(1);
  });

  it('take no notice of the parameters of others', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const viewer = await aViewer(dashboardId, admin, { filters: 'region:apac' });
    const same = await aViewer(dashboardId, admin, {
      filters: '[{"dimension":"region","operator":"in","values":["apac"]}]',
    });
    const all = await aViewer(dashboardId);
    expect(first(viewer, widgets[0])).toBeLessThan(first(all, widgets[0]));
    expect(same.frames[0]).toBe(viewer.frames[0]);
    await expect(aViewer(dashboardId, admin, { timerange: 'soon' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  it('follow the definition of the dashboard, and end with it', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    const filters = [{ dimension: 'region', operator: 'eq', values: ['apac'] }];
    const before = first(viewer, widgets[0]);
    await send('PATCH', `/dashboards/${dashboardId}`, { filters });
    await eventually(() => viewer.count('snapshot') === 2, 'a new snapshot');
    expect(viewer.frames.map(({ event }) => event)).toEqual(['snapshot', 'dashboard:updated', 'snapshot']);
    expect(first(viewer, widgets[0])).toBeLessThan(before);
    await send('DELETE', `/widgets/${widgets[0]}`);
    await eventually(() => Object.keys(viewer.widgets).length === 0, 'the widget is gone');
    await world.request('DELETE', `/api/v1/dashboards/${dashboardId}`, { token: world.admin.token });
    await eventually(() => viewer.frames.at(-1)?.event === 'dashboard:deleted', 'it is deleted');
    await expect(viewer.watch.refresh()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(aViewer(dashboardId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('end for who may not see the dashboard any more, and for nobody else', async () => {
    const { dashboardId } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    const member = await aViewer(
      dashboardId,
      aPrincipal({ ...admin, id: crypto.randomUUID(), roles: ['viewer'] }),
    );
    await send('PATCH', `/dashboards/${dashboardId}`, { visibility: 'private' });
    await eventually(() => viewer.count('snapshot') === 2, 'who may see it goes on');
    expect(member.frames.map(({ event }) => event)).toEqual(['snapshot', 'dashboard:deleted']);
    await store(1);
    await eventually(() => viewer.count('widget:data') === 1, 'who may see it goes on');
    expect(member.frames).toHaveLength(2);
  });

  it('show other rows from the moment that rights are other ones', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    const before = first(viewer, widgets[0]);
    await viewer.watch.recheck(admin);
    expect(viewer.frames).toHaveLength(1);
    await viewer.watch.recheck({ ...admin, dataPolicy: { region: ['apac'] } });
    expect(viewer.count('snapshot')).toBe(2);
    const restricted = first(viewer, widgets[0]);
    expect(restricted).toBeLessThan(before);
    await store(50);
    await quiet();
    expect(first(viewer, widgets[0])).toBe(restricted);
    await expect(viewer.watch.recheck({ ...admin, permissions: new Set() })).rejects.toMatchObject({
      code: 'INSUFFICIENT_PERMISSIONS',
    });
    await store(50, { region: 'apac' });
    await quiet();
    expect(first(viewer, widgets[0])).toBe(restricted);
  });

  it('read past every cache when they are asked to', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    asked = [];
    await viewer.watch.refresh(widgets[0]);
    expect(asked).toHaveLength(1);
    await expect(viewer.watch.refresh(crypto.randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('know a metric as soon as there is one, and its unit as soon as it is said', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    await world.database.query(
      `UPDATE widget SET config = jsonb_set(config, '{query,metrics}', $1) WHERE id = $2`,
      [JSON.stringify([{ metric: 'refunds', aggregation: 'sum', as: 'refunds' }]), widgets[0]],
    );
    await world.get(Cache).invalidateTags([`dashboard:${dashboardId}`]);
    const viewer = await aViewer(dashboardId);
    const widget = () => viewer.widgets[widgets[0] as string] as WidgetState;
    expect(widget()).toMatchObject({ status: 'error', error: { code: 'UNKNOWN_METRIC' } });
    await store(4, { metric: 'refunds' });
    await eventually(() => first(viewer, widgets[0]) === 4, 'it is known');
    await send('PUT', '/data/catalog/refunds', { unit: 'EUR' });
    await eventually(() => JSON.stringify(widget().data).includes('EUR'), 'its unit is shown');
  });

  it('tell of alerts those from whom nothing of the organization is hidden', async () => {
    const { dashboardId } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    const others = await Promise.all([
      aViewer(dashboardId, { ...admin, dataPolicy: { region: ['emea'] } }),
      aViewer(dashboardId, { ...admin, kind: 'embed', dashboardId }),
      aViewer(dashboardId, {
        ...admin,
        kind: 'apiKey',
        permissions: new Set(['dashboard:read', 'data:read']),
      }),
    ]);
    const alert = {
      alertId: crypto.randomUUID(),
      name: 'Few sales',
      state: 'firing',
      at: '2024-01-05T10:00:00Z',
    };
    await world.database.query(
      `INSERT INTO outbox (topic, subject, organization_id, payload) VALUES ('alert', $1, $2, $3)`,
      [alert.alertId, world.organizationId, JSON.stringify(alert)],
    );
    await eventually(() => viewer.count('alert') === 1, 'it is told');
    expect(JSON.parse(viewer.frames.at(-1)?.json ?? '')).toEqual(alert);
    expect(others.map((other) => other.count('alert'))).toEqual([0, 0, 0]);
  });

  it('tell who comes with an embed token nothing of other metrics', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const or = JSON.stringify([
      {
        or: [
          { dimension: 'region', operator: 'eq', values: ['a'] },
          { dimension: 'nowhere', operator: 'eq', values: ['a'] },
        ],
      },
    ]);
    const user = await aViewer(dashboardId, admin, { filters: or });
    const embed = await aViewer(dashboardId, { ...admin, kind: 'embed', dashboardId }, { filters: or });
    const error = (viewer: LiveViewer) => JSON.stringify(viewer.widgets[widgets[0] as string]?.error);
    expect(error(user)).toContain('There are region');
    expect(error(embed)).not.toContain('There are region');
  });

  it('refuse more than they may be watched', async () => {
    const { dashboardId } = await aDashboard({});
    await Promise.all(Array.from({ length: 60 }, () => aViewer(dashboardId)));
    await expect(aViewer(dashboardId)).rejects.toMatchObject({ code: 'STREAM_LIMIT' });
    here.viewers.splice(0, 1)[0]?.watch.close();
    await aViewer(dashboardId);
  });

  it('leave nothing behind when the last one has gone', async () => {
    const { dashboardId } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    const gauges = () =>
      Promise.all(
        [MEASUREMENTS.liveRooms, MEASUREMENTS.liveViewers].map((spec) => world.get(Telemetry).value(spec)),
      );
    expect(await gauges()).toEqual([1, 1]);
    viewer.watch.close();
    viewer.watch.close();
    expect(await gauges()).toEqual([0, 0]);
  });

  it('show in the end what GET /dashboards/:id/data answers, whatever came in', async () => {
    const { dashboardId } = await aDashboard(
      {},
      { interval: '1d', groupBy: ['region'] },
      { metrics: [{ metric: 'visits', aggregation: 'max' }], interval: '1w', fill: 'zero' },
      {
        metrics: [{ metric: 'sales', aggregation: 'percentile', percentile: 95 }],
        totals: true,
      },
    );
    const all = [
      await aViewer(dashboardId),
      await aViewer(dashboardId, admin, { filters: 'region:emea' }),
      await aViewer(dashboardId, admin, { interval: '1h', timezone: 'Asia/Kathmandu' }),
    ];
    const random = (most: number) => Math.floor(Math.random() * most);
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let i = 0; i < 25; i++) {
          await store(random(1_000), {
            metric: ['sales', 'visits'][random(2)],
            region: ['emea', 'apac', 'amer'][random(3)],
            at: new Date(Date.UTC(2023, 11, 20) + random(60) * 86_400_000 + random(86_400_000)).toISOString(),
          });
        }
      }),
    );
    await quiet();
    const paths = ['', '?filters=region:emea', '?interval=1h&timezone=Asia/Kathmandu'];
    for (const [index, path] of paths.entries()) {
      const { body } = await world.request<{ data: { widgets: Record<string, WidgetState> } }>(
        'GET',
        `/api/v1/dashboards/${dashboardId}/data${path}`,
        { token: world.admin.token, headers: { 'cache-control': 'no-cache' } },
      );
      const viewer = all[index] as LiveViewer;
      await eventually(
        () => JSON.stringify(lasting(viewer.widgets)) === JSON.stringify(lasting(body.data.widgets)),
        `viewer ${index} has what is answered`,
        2_000,
      ).catch(() => expect(lasting(viewer.widgets)).toEqual(lasting(body.data.widgets)));
    }
  });

  const ifAlone = redis ? it.skip : it;
  ifAlone(
    'never show an answer from before the change, though the caches hear of it later than of the event',
    async () => {
      const { dashboardId, widgets } = await aDashboard({});
      const viewer = await aViewer(dashboardId);
      const caches = [world.get(Cache), worker.app.get(Cache, { strict: false })];
      const silent = caches.map((cache) => jest.spyOn(cache, 'pointsChanged').mockResolvedValue());
      for (let i = 0; i < 5; i++) {
        const before = first(viewer, widgets[0]);
        await store(10);
        await eventually(() => first(viewer, widgets[0]) === before + 10, 'it has the point', 1_000);
      }
      for (const spy of silent) spy.mockRestore();
    },
  );

  it('begin again after a gap: what was missed is in a new snapshot', async () => {
    const { dashboardId, widgets } = await aDashboard({});
    const viewer = await aViewer(dashboardId);
    const before = first(viewer, widgets[0]);
    await worker.close();
    await store(5_000);
    // An event that was sent while nobody could hear it.
    await world.database.query('DELETE FROM outbox');
    expect(first(viewer, widgets[0])).toBe(before);
    if (redis) {
      const client = new Redis(redis);
      await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
      client.disconnect();
    } else {
      await world.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'vitrine-events'`,
      );
    }
    await eventually(() => viewer.count('snapshot') === 2, 'a new snapshot');
    expect(first(viewer, widgets[0])).toBe(before + 5_000);
    expect(viewer.told).toBe(0);
  });
});
