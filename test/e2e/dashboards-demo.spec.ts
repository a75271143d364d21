import { JobQueue } from '@app/jobs';
import { DemoDashboards, WIDGET_TYPES } from '@app/widgets';
import { eventually } from '../support/eventually';
import { aWorld, type World } from '../support/world';

interface Listed {
  data: { id: string; name: string; ownerId: string | null }[];
}

const point = (metric: string, timestamp: string, dimensions: Record<string, string> = {}): object => ({
  metric,
  value: 1,
  timestamp,
  dimensions,
});

/** One point of each metric of the demo data. */
const POINTS = [
  ...['delay', 'distance'].map((name) =>
    point(`flights.${name}`, '2001-01-02T03:00:00Z', { origin: 'ATL', destination: 'ORD' }),
  ),
  ...['close', 'volume'].map((name) => point(`sp500.${name}`, '2018-01-02T00:00:00Z')),
  ...['temp_max', 'temp_min', 'precipitation', 'wind'].map((name) =>
    point(`seattle.${name}`, '2013-01-02T00:00:00Z', { weather: 'rain' }),
  ),
];

const NAMES = ['US flights', 'S&P 500', 'Seattle weather'];

describe('demo dashboards', () => {
  let world: World;
  let demo: DemoDashboards;

  /** A new organization, so that no test sees what another one left. */
  const anOrganization = async () => {
    const { token } = world.admin;
    const created = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
      token,
      body: { name: 'O' },
    });
    const { id } = created.body;
    const send = async <B>(method: string, path: string, body?: unknown): Promise<B> =>
      (
        await world.request<B>(method, `/api/v1${path}`, {
          token,
          body,
          headers: { 'x-organization-id': id },
        })
      ).body;
    const list = async (): Promise<Listed['data']> =>
      (await send<Listed>('GET', '/dashboards?tag=demo')).data;
    const names = async (): Promise<string[]> => (await list()).map((dashboard) => dashboard.name);
    const load = (): Promise<object> => send('POST', '/data/points', { points: POINTS });
    return { id, send, list, names, load };
  };

  beforeAll(async () => {
    world = await aWorld();
    demo = world.get(DemoDashboards);
  });
  afterAll(() => world?.close());

  it('wait until the metrics of the demo are there, and come once', async () => {
    const organization = await anOrganization();
    expect(await demo.ensure(organization.id)).toEqual({ created: 0, waiting: 3 });
    expect(await organization.names()).toEqual([]);
    await organization.load();
    expect(await demo.ensure(organization.id)).toEqual({ created: 3, waiting: 0 });
    expect(await demo.ensure(organization.id)).toEqual({ created: 0, waiting: 0 });
    expect(await organization.names()).toEqual(NAMES);
  });

  it('show every type of widget, and each answers', async () => {
    const organization = await anOrganization();
    await organization.load();
    await demo.ensure(organization.id);
    const types: string[] = [];
    for (const { id, ownerId } of await organization.list()) {
      expect(ownerId).toBeNull();
      const page = await organization.send<{ data: { type: string }[] }>('GET', `/dashboards/${id}/widgets`);
      types.push(...page.data.map((widget) => widget.type));
      const answer = await organization.send<{ data: { widgets: Record<string, object> } }>(
        'GET',
        `/dashboards/${id}/data`,
      );
      for (const widget of Object.values(answer.data.widgets))
        expect(widget).toMatchObject({ status: 'ok', error: null });
    }
    expect(types.length).toBeGreaterThanOrEqual(12);
    expect(new Set(types)).toEqual(new Set(WIDGET_TYPES));
  });

  it('stay away when somebody deleted them', async () => {
    const organization = await anOrganization();
    await organization.load();
    await demo.ensure(organization.id);
    const [first] = await organization.list();
    await organization.send('DELETE', `/dashboards/${first!.id}`);
    expect(await demo.ensure(organization.id)).toEqual({ created: 0, waiting: 0 });
    expect(await organization.names()).toEqual(NAMES.slice(1));
  });

  it('come once when several processes create them at the same time', async () => {
    const organization = await anOrganization();
    await organization.load();
    const outcomes = await Promise.all([1, 2, 3].map(() => demo.ensure(organization.id)));
    expect(outcomes.reduce((sum, { created }) => sum + created, 0)).toBe(3);
    expect(await organization.names()).toHaveLength(3);
  });

  it('are created by a job that waits for the load', async () => {
    const organization = await anOrganization();
    const queue = world.get(JobQueue);
    await world.worker();
    const job = await queue.add('create-demo-dashboards', { organizationId: organization.id });
    await organization.load();
    const status = await eventually(async () => {
      const now = await queue.status('create-demo-dashboards', job.id);
      return now?.state === 'completed' && now;
    }, 'the job is done');
    expect(status.result).toEqual({ created: 3 });
    // Each came when its metrics did, in whatever order.
    expect(new Set(await organization.names())).toEqual(new Set(NAMES));
  });
});
