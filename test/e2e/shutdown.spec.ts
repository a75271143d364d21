import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { aWorld, type World } from '../support/world';
import { DashboardSocket } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { LiveGraphql } from '../support/graphql-client';

const EXIT_WITHIN_MS = 10_000;

interface Started {
  child: ChildProcess;
  url: string;
}

/** The built programs, stopped as an orchestrator stops them. */
describe('SIGTERM', () => {
  let world: World;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    world = await aWorld();
    const stored = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points: [{ metric: 'revenue', value: 1, timestamp: '2026-01-01T00:00:00Z' }] },
    });
    expect(stored.status).toBe(201);
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await world.close();
  });

  const start = async (app: 'api' | 'worker'): Promise<Started> => {
    const env = { ...world.environment, PATH: process.env.PATH, DRAIN_DELAY_MS: '1500' };
    const child = fork(`dist/apps/${app}/src/main.js`, [], { env, execArgv: [] });
    children.push(child);
    const [message] = (await once(child, 'message')) as [{ type: string; url?: string }];
    expect(message.type).toBe('ready');
    return { child, url: message.url ?? '' };
  };

  it('lets the api answer what it has begun, after its readiness has turned to 503', async () => {
    const { child, url } = await start('api');
    const blocker = await world.database.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
    const slow = fetch(`${url}/api/v1/data/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        metrics: [{ metric: 'revenue', aggregation: 'sum' }],
        timeRange: { from: '2026-01-01', to: '2026-01-02' },
      }),
    });
    const waiting = `SELECT 1 FROM pg_locks WHERE relation = 'metrics.points'::regclass AND NOT granted`;
    await eventually(async () => (await world.database.query(waiting)).rows.length > 0, 'the query waits');

    const exited = once(child, 'exit', { signal: AbortSignal.timeout(EXIT_WITHIN_MS) });
    child.kill('SIGTERM');
    await eventually(async () => (await fetch(`${url}/health/ready`)).status === 503, 'it is not ready');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await blocker.query('COMMIT');
    blocker.release();
    expect((await slow).status).toBe(200);
    expect(await exited).toEqual([0, null]);
  });

  it('has those who watch a dashboard come back, by whichever transport', async () => {
    const { token } = world.admin;
    const { body } = await world.request<{ id: string }>('POST', '/api/v1/dashboards', {
      token,
      body: { name: 'A' },
    });
    const { child, url } = await start('api');
    const clients = [['websocket'], ['polling']].map((transports) =>
      DashboardSocket.to(url, body.id, { auth: { token }, transports }),
    );
    await Promise.all(clients.map((client) => client.first('snapshot')));
    const graph = new LiveGraphql(url, { authorization: `Bearer ${token}` });
    const query = 'subscription ($id: ID!) { dashboardUpdates(id: $id) { type } }';
    const watched = graph.watch({ query, variables: { id: body.id } });
    await eventually(() => watched.values.length > 0, 'a snapshot by GraphQL');
    const exited = once(child, 'exit', { signal: AbortSignal.timeout(EXIT_WITHIN_MS) });
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await eventually(() => clients.every(({ disconnects }) => disconnects.length > 0), 'they know');
    for (const client of clients) {
      // Its client comes back by itself unless it is told that the server disconnected it.
      expect(client.disconnects[0]).toMatch(/^transport/);
      expect(client.count('session:expired')).toBe(0);
      client.close();
    }
    await eventually(() => graph.closes.length > 0, 'GraphQL knows');
    // A code after which clients come back.
    expect(graph.closes[0]?.code).toBe(1_012);
    await graph.close();
  });

  it('ends an idle worker with exit code 0', async () => {
    const { child } = await start('worker');
    const exited = once(child, 'exit', { signal: AbortSignal.timeout(EXIT_WITHIN_MS) });
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });
});
