import { io } from 'socket.io-client';
import { eventually } from '../support/eventually';
import { LiveGraphql, ask } from '../support/graphql-client';
import { aWorld, type World, type WorldUser } from '../support/world';

const UPDATES = `subscription($id: ID!) { dashboardUpdates(id: $id, timeRange: {from: "2026-11-01", to: "2026-12-01"}) {
  type version cursor widgets { widgetId status rows }
} }`;
const DATA = 'subscription($id: ID!) { widgetData(widgetId: $id) { widgetId rows } }';

interface Update {
  dashboardUpdates: {
    type: string;
    version: number | null;
    widgets: { widgetId: string; status: string; rows: number[][] }[];
  };
}

describe('GraphQL subscriptions', () => {
  let world: World;
  let analyst: WorldUser;
  let dashboardId: string;
  let widgetId: string;
  const open: { close(): unknown }[] = [];

  const connect = (params: Record<string, unknown>): LiveGraphql => {
    const client = new LiveGraphql(world.api, params);
    open.push(client);
    return client;
  };
  const as = ({ token }: { token: string }) => connect({ authorization: `Bearer ${token}` });
  const ingest = (value: number) =>
    world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: {
        points: [
          { metric: 'sales', value, dimensions: { region: 'emea' }, timestamp: '2026-11-05T00:00:00Z' },
        ],
      },
    });
  const made = async (visibility = 'ORGANIZATION') => {
    const dashboard = await ask<{ createDashboard: { id: string } }>(
      world,
      'mutation($v: Visibility!) { createDashboard(input: {name: "Live", visibility: $v}) { id } }',
      { variables: { v: visibility } },
    );
    const { id } = dashboard.body.data!.createDashboard;
    const query = {
      metrics: [{ metric: 'sales', aggregation: 'sum' }],
      timeRange: { from: '2026-11-01', to: '2026-12-01' },
    };
    const widget = await ask<{ createWidget: { id: string } }>(
      world,
      'mutation($input: WidgetInput!) { createWidget(input: $input) { id } }',
      { variables: { input: { dashboardId: id, type: 'STAT', title: 'Sales', config: { query } } } },
    );
    return { id, widget: widget.body.data!.createWidget.id };
  };

  beforeAll(async () => {
    world = await aWorld();
    await world.worker();
    analyst = await world.user({ roles: ['analyst'] });
    await ingest(1);
    ({ id: dashboardId, widget: widgetId } = await made());
  });
  afterAll(async () => {
    for (const client of open) await client.close();
    await world.close();
  });

  it('begin with a snapshot and tell what changes, beside socket.io on the same port', async () => {
    const watched = as(analyst).watch<Update>({ query: UPDATES, variables: { id: dashboardId } });
    const one = as(world.admin).watch<{ widgetData: object }>({ query: DATA, variables: { id: widgetId } });
    const socket = io(`${world.api}/ws/dashboard/${dashboardId}`, {
      transports: ['websocket'],
      auth: { token: analyst.token },
    });
    open.push(socket);
    const pushed: object[] = [];
    socket.onAny((_name: string, frame: object) => pushed.push(frame));
    const heard = new Promise((resolve) => socket.once('snapshot', resolve));
    await eventually(() => watched.values.length > 0 && one.values.length > 0, 'both snapshots');
    await heard;
    expect(watched.values[0]?.dashboardUpdates).toMatchObject({
      type: 'SNAPSHOT',
      widgets: [{ widgetId, status: 'OK', rows: [[1]] }],
    });
    expect(one.values[0]?.widgetData).toEqual({ widgetId, rows: [[1]] });
    await ingest(10);
    const shows = (frames: object[]) => JSON.stringify(frames.at(-1)).includes('"rows":[[11]]');
    await eventually(() => shows(watched.values) && shows(one.values) && shows(pushed), 'the change');
    expect(one.values.at(-1)?.widgetData).toEqual({ widgetId, rows: [[11]] });
    watched.stop();
    one.stop();
  });

  it('show what the data policy of the viewer lets through', async () => {
    const narrow = await world.user({ roles: ['viewer'], dataPolicy: { region: ['apac'] } });
    const watched = as(narrow).watch<Update>({ query: UPDATES, variables: { id: dashboardId } });
    await eventually(() => watched.values.length > 0, 'a snapshot');
    expect(watched.values[0]?.dashboardUpdates.widgets[0]?.rows.flat()).not.toContain(11);
  });

  it('do not tell a foreign dashboard from none, and refuse what is no subscription', async () => {
    const { id: hidden } = await made('PRIVATE');
    const client = as(analyst);
    const answers = [];
    for (const id of [hidden, '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f99']) {
      const watched = client.watch({ query: UPDATES, variables: { id } });
      await eventually(() => watched.end, 'its end');
      answers.push(
        watched.errors.map(({ message, extensions }) => [extensions.code, message.replace(id, '')]),
      );
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]?.[0]).toBe('NOT_FOUND');
    for (const [query, code] of [
      ['{ dashboards { id } }', 'VALIDATION_FAILED'],
      [`subscription { dashboardUpdates(id: "x") { nothing } }`, 'VALIDATION_FAILED'],
      ['{"kind":"Document"}', 'VALIDATION_FAILED'],
      [`subscription { dashboardUpdates(id: "x") { ${'widgets { rows } '.repeat(300)} } }`, 'LIMIT_EXCEEDED'],
    ]) {
      const watched = client.watch({ query: query as string });
      await eventually(() => watched.end, `the end of ${query?.slice(0, 40)}`);
      expect([query?.slice(0, 40), watched.errors[0]?.extensions.code]).toEqual([query?.slice(0, 40), code]);
    }
    expect(client.closes).toEqual([]);
  });

  it.each([
    ['nothing', {}, 4403, /^UNAUTHENTICATED/],
    ['a bad token', { Authorization: 'Bearer not.a.token' }, 4403, /^INVALID_TOKEN/],
    ['a bad key', { 'X-API-Key': 'vtr_live_x' }, 4403, /^INVALID_API_KEY/],
  ])('let nobody in with %s', async (_name, params, code, reason) => {
    const client = connect(params);
    client.watch({ query: UPDATES, variables: { id: dashboardId } });
    await eventually(() => client.closes.length === 1, 'the close');
    expect(client.closes[0]).toMatchObject({ code, reason: expect.stringMatching(reason) });
  });

  it('take API keys, whose allowedEndpoints must name them', async () => {
    const key = async (allowedEndpoints: string[]) => {
      const body = { name: 'k', permissions: ['dashboard:read', 'data:read'], allowedEndpoints };
      const answer = await world.request<{ key: string }>('POST', '/api/v1/api-keys', {
        token: world.admin.token,
        body,
      });
      return answer.body.key;
    };
    const let_in = connect({ 'x-api-key': await key(['GET /graphql']) });
    const watched = let_in.watch<Update>({ query: UPDATES, variables: { id: dashboardId } });
    await eventually(() => watched.values.length > 0, 'a snapshot');
    const refused = connect({ 'x-api-key': await key(['GET /api/v1/data/*']) });
    refused.watch({ query: UPDATES, variables: { id: dashboardId } });
    await eventually(() => refused.closes.length === 1, 'the close');
    expect(refused.closes[0]?.reason).toMatch(/^ENDPOINT_NOT_ALLOWED/);
  });

  it('end when the dashboard may not be seen any more, and leave the others of the connection alone', async () => {
    const { id } = await made();
    const client = as(analyst);
    const kept = client.watch<Update>({ query: UPDATES, variables: { id: dashboardId } });
    const lost = client.watch<Update>({ query: UPDATES, variables: { id } });
    await eventually(() => kept.values.length > 0 && lost.values.length > 0, 'both snapshots');
    await world.request('PATCH', `/api/v1/dashboards/${id}`, {
      token: world.admin.token,
      body: { visibility: 'private' },
    });
    await eventually(() => lost.end, 'its end');
    expect(lost.values.at(-1)?.dashboardUpdates.type).toBe('DELETED');
    expect([lost.end, kept.end, client.closes]).toEqual(['complete', undefined, []]);
  });

  it('close within seconds of a logout, with a code after which clients come back', async () => {
    const user = await world.user({ roles: ['viewer'] });
    const client = as(user);
    const watched = client.watch<Update>({ query: UPDATES, variables: { id: dashboardId } });
    await eventually(() => watched.values.length > 0, 'a snapshot');
    await world.request('POST', '/api/v1/auth/logout', { token: user.token });
    await eventually(() => client.closes.length === 1, 'the close', 5_000);
    expect(client.closes[0]).toMatchObject({ code: 4403, reason: expect.stringMatching(/^SESSION_ENDED/) });
  });
});
