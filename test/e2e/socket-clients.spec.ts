import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { io } from 'socket.io-client';
import { WebSocket, WebSocketServer } from 'ws';
import { Connections } from '@app/realtime';
import { CompiledPrograms } from '../support/compiled-programs';
import { DashboardSocket } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { RawSocket } from '../support/raw-socket';
import { aWorld, type World } from '../support/world';

const LIMIT = 40;
/** Of one address, for those who have not said who they are. */
const PLACES = 100;

/** What clients of sockets can do to a process, and it to them. */
describe('clients of sockets', () => {
  let world: World;
  let dashboard: string;
  const programs = new CompiledPrograms();
  const clients: { close(): void }[] = [];

  beforeAll(async () => {
    world = await aWorld({
      env: {
        LIVE_EVALUATION_MS: '20',
        STREAM_SLOW_MS: '2000',
        STREAM_BACKLOG_BYTES: '4000000',
        RATE_LIMIT_REQUESTS: '1000',
      },
    });
    await world.worker();
    const values = Array.from({ length: 2_000 }, (_, i) => `${i}`.padEnd(200, 'x'));
    const at = '2024-01-05T10:00:00Z';
    await send('POST', '/data/points', {
      points: values.map((name) => ({ metric: 'wide', value: 1, timestamp: at, dimensions: { name } })),
    });
    dashboard = (await send('POST', '/dashboards', { name: 'Wide' })).id;
    const query = {
      metrics: [{ metric: 'wide', aggregation: 'sum' }],
      timeRange: { from: '2024-01-01', to: '2024-02-01' },
      groupBy: ['name'],
    };
    await send('POST', '/widgets', { dashboardId: dashboard, type: 'bar', title: 'W', config: { query } });
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await programs.close();
    await world?.close();
  });

  const send = async (method: string, path: string, body?: unknown): Promise<{ id: string }> => {
    const { token } = world.admin;
    const answer = await world.request<{ id: string }>(method, `/api/v1${path}`, { token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const open = (api: string, options: { token?: string; transports?: string[] } = {}): DashboardSocket => {
    const { token = world.admin.token, ...rest } = options;
    const client = DashboardSocket.to(api, dashboard, { auth: { token }, ...rest });
    clients.push(client);
    return client;
  };

  it('that do not read are dropped, while the others see all', async () => {
    const reader = open(world.api);
    const slow = await RawSocket.open(world.api, dashboard, world.admin.token);
    clients.push(slow);
    await reader.first('snapshot');
    await slow.received('snapshot');
    slow.pause();
    const changed = async (): Promise<boolean> => {
      await reader.ask('refresh');
      await send('POST', '/data/points', {
        points: [
          { metric: 'wide', value: 1, timestamp: '2024-01-05T10:00:00Z', dimensions: { name: 'new' } },
        ],
      });
      return world.get(Connections).size === 1;
    };
    await eventually(changed, 'it is dropped', 40_000);
    expect(reader.count('widget:data')).toBeGreaterThan(2);
    expect(reader.disconnects).toEqual([]);
  }, 60_000);

  it('that guess credentials are refused before these are looked at', async () => {
    const { url, child } = await programs.startApi({ ...world.environment, RATE_LIMIT_REQUESTS: `${LIMIT}` });
    const why = (client: DashboardSocket): Promise<string> =>
      client.refused().then(
        ({ code }) => code,
        (error: Error) => error.message,
      );
    const guess = async (): Promise<string[]> => {
      const codes: string[] = [];
      while (codes.length <= LIMIT && (codes.at(-1) ?? 'INVALID_TOKEN') === 'INVALID_TOKEN')
        codes.push(await why(open(url, { token: `guess.${codes.length}.x` })));
      return codes;
    };
    const codes = await guess();
    expect(codes[0]).toBe('INVALID_TOKEN');
    expect(['RATE_LIMITED', 'websocket error']).toContain(codes.at(-1));
    // Not even let in, with a good token or without: what a websocket's client makes of a 429. A new minute begins anew.
    const shutOut = async (): Promise<boolean> => {
      await guess();
      const poll = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
      return poll.status === 429 && (await why(open(url))) === 'websocket error';
    };
    await eventually(shutOut, 'it is not even let in', 30_000);
    child.kill('SIGKILL');
  }, 60_000);

  it('that do not say who they are have so many places, whatever they say else, and give them back', async () => {
    const connect = (path: string, protocol?: string): WebSocket => {
      const client = new WebSocket(`${world.api.replace('http', 'ws')}${path}`, protocol);
      client.on('error', () => undefined);
      clients.push({ close: () => client.terminate() });
      return client;
    };
    const many = <T>(count: number, work: () => Promise<T>) =>
      Promise.all(Array.from({ length: count }, work));
    const wrong = async () => ((await once(connect('/graphql'), 'close')) as [number])[0];
    // More in all than there are places.
    for (let round = 0; round < 3; round++)
      expect(new Set(await many(40, wrong))).toEqual(new Set([CloseCode.SubprotocolNotAcceptable]));

    const silent = '/graphql?sid=x';
    await many(PLACES, () => once(connect(silent, GRAPHQL_TRANSPORT_WS_PROTOCOL), 'open'));
    for (const [path, protocol] of [
      [silent, GRAPHQL_TRANSPORT_WS_PROTOCOL],
      ['/socket.io/?EIO=4&transport=websocket&sid=', undefined],
    ] as const) {
      const [, answer] = (await once(connect(path, protocol), 'unexpected-response')) as [
        unknown,
        IncomingMessage,
      ];
      expect(answer.statusCode).toBe(429);
    }
    const poll = async () => (await fetch(`${world.api}/socket.io/?EIO=4&transport=polling&sid=`)).status;
    expect(await poll()).toBe(429);
    for (const client of clients.splice(0)) client.close();
    await eventually(async () => (await poll()) === 200, 'their places are free');
  });

  it('hold no connection that shows nothing', async () => {
    const namespaces = ['', '/', '/admin', '/ws/dashboard'].map((path) =>
      io(world.api + path, { forceNew: true }),
    );
    clients.push(...namespaces);
    const refused = namespaces.map(
      (client) => new Promise<Error>((resolve) => client.once('connect_error', resolve)),
    );
    for (const { message } of await Promise.all(refused)) expect(message).toBe('Invalid namespace');

    const raw = await RawSocket.open(world.api, dashboard, world.admin.token);
    clients.push(raw);
    await raw.received('snapshot');
    raw.leave(dashboard);
    await raw.closed();
  });

  it('find nobody where there is nobody', async () => {
    for (const path of ['/elsewhere', '/graphql/', '/socket.io', '/api/v1/graphql']) {
      const client = new WebSocket(world.api.replace('http', 'ws') + path);
      client.on('error', () => undefined);
      clients.push({ close: () => client.terminate() });
      const [, answer] = (await once(client, 'unexpected-response')) as [unknown, IncomingMessage];
      expect([path, answer.statusCode]).toEqual([path, 404]);
    }
  });

  it('find other websockets on the same port', async () => {
    const server = world.app.getHttpServer();
    const other = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      other.handleUpgrade(request, socket, head, (accepted) => accepted.send('hello')),
    );
    clients.push(other);
    const client = new WebSocket(`${world.api.replace('http', 'ws')}/elsewhere`);
    clients.push({ close: () => client.terminate() });
    const [message] = (await once(client, 'message')) as [Buffer];
    expect(message.toString()).toBe('hello');
    const live = open(world.api);
    await live.first('snapshot');
  });
});
