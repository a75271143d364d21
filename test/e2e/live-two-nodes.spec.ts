import { DashboardSocket } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { Installation } from '../support/installation';
import { RoundRobin } from '../support/round-robin';

const CLIENTS = 6;
const JANUARY = { from: '2024-01-01', to: '2024-02-01' };

/** Two compiled apis and two workers behind a proxy that knows nothing of sockets. */
describe('clients of live dashboards on two apis', () => {
  jest.setTimeout(90_000);
  let installation: Installation;
  let proxy: RoundRobin;
  let clients: DashboardSocket[] = [];
  let dashboardId: string;
  let widgetId: string;

  beforeAll(async () => {
    installation = await Installation.start({ apis: 2, workers: 2 }, { LIVE_EVALUATION_MS: '100' });
    proxy = await RoundRobin.before(installation.apis.map(({ url }) => url));
    await store(1, 0);
    dashboardId = (await send('POST', '/dashboards', { name: 'Sales' })).id;
    const query = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: JANUARY };
    const widget = { dashboardId, type: 'stat', title: 'Sales', config: { query } };
    widgetId = (await send('POST', '/widgets', widget)).id;
    clients = Array.from({ length: CLIENTS }, () =>
      DashboardSocket.to(proxy.url, dashboardId, { auth: { token: installation.admin.token } }),
    );
    await Promise.all(clients.map((client) => client.first('snapshot')));
  });
  afterAll(async () => {
    for (const { socket } of clients) socket.disconnect();
    await proxy?.close();
    await installation?.close();
  });

  const send = async (method: string, path: string, body: unknown, api = 0): Promise<{ id: string }> => {
    const answer = await installation.request<{ id: string }>(api, method, path, { body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const store = (value: number, api: number): Promise<unknown> =>
    send(
      'POST',
      '/data/points',
      { points: [{ metric: 'sales', value, timestamp: '2024-01-05T10:00:00Z' }] },
      api,
    );
  /** What a client shows: the newest that it was told. */
  const shown = ({ heard }: DashboardSocket): unknown => {
    const last = heard.findLast(
      ({ event, payload }) =>
        event === 'snapshot' || (event === 'widget:data' && payload.widgetId === widgetId),
    );
    const data = last?.event === 'snapshot' ? last.payload.widgets?.[widgetId]?.data : last?.payload.data;
    return data?.rows[0]?.[0];
  };
  const allShow = (sum: number): Promise<unknown> =>
    eventually(() => clients.every((client) => shown(client) === sum), `all show ${sum}`, 20_000);

  it('see every update, wherever it comes in', async () => {
    let sum = 1;
    for (const api of [0, 1, 0, 1]) {
      await store(10, api);
      await allShow((sum += 10));
    }
    expect(clients.map(({ connects }) => connects)).toEqual(clients.map(() => 1));
  });

  it('connect again when one is killed in the middle, and end with what all others show', async () => {
    let sum = 41;
    for (let i = 0; i < 40; i++) {
      if (i === 10) await installation.apis[0]?.kill();
      await store(1, 1);
      sum++;
    }
    await allShow(sum);
    const again = clients.filter(({ connects }) => connects > 1);
    expect(again.length).toBeGreaterThan(0);
    expect(again.length).toBeLessThan(CLIENTS);
    // Each began again with a snapshot.
    for (const client of again) expect(client.count('snapshot')).toBeGreaterThan(1);
  });
});
