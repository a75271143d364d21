import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket as NetSocket } from 'node:net';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { io as io3 } from 'socket.io-client-3';
import { Connections } from '@app/realtime';
import { type Answer as Acknowledged, DashboardSocket, type Payload } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

const JANUARY = { from: '2024-01-01', to: '2024-02-01' };
const NOWHERE = '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01';
const WITHIN_MS = 5_000;

/** What the example of the docs gives to whom it watches for. */
interface Watched {
  subscribe(parameters: object): Promise<Acknowledged>;
  close(): void;
}

describe('dashboards by socket.io', () => {
  let world: World;
  let owner: WorldUser;
  let dashboard: string;
  let other: string;
  let widget: string;
  const clients: DashboardSocket[] = [];

  beforeAll(async () => {
    world = await aWorld({ env: { LIVE_EVALUATION_MS: '50', CORS_ORIGINS: 'https://app.example.com' } });
    await world.worker();
    owner = await world.user({ roles: ['analyst'] });
    await store(1);
    await store(100, 'apac');
    dashboard = (await send<{ id: string }>('POST', '/dashboards', { name: 'Sales' })).body.id;
    other = (await send<{ id: string }>('POST', '/dashboards', { name: 'Other' })).body.id;
    const query = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange: JANUARY };
    const body = { dashboardId: dashboard, type: 'stat', title: 'Sales', config: { query } };
    widget = (await send<{ id: string }>('POST', '/widgets', body)).body.id;
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(() => world?.close());

  const send = async <B = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    token = owner.token,
  ): Promise<Answer<B>> => {
    const answer = await world.request<B>(method, `/api/v1${path}`, { token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const store = (value: number, region = 'emea') =>
    send('POST', '/data/points', {
      points: [{ metric: 'sales', value, timestamp: '2024-01-05T10:00:00Z', dimensions: { region } }],
    });
  const open = (
    auth: Record<string, unknown>,
    options: Omit<Parameters<typeof DashboardSocket.to>[2], 'auth'> & { of?: string; api?: string } = {},
  ): DashboardSocket => {
    const { of = dashboard, api = world.api, ...rest } = options;
    const client = DashboardSocket.to(api, of, { auth, ...rest });
    clients.push(client);
    return client;
  };
  /** A user who sees the dashboard by a share, with its own session. */
  const aReader = async (): Promise<WorldUser> => {
    const reader = await world.user({ roles: ['viewer'] });
    await send('PUT', `/dashboards/${dashboard}/shares`, { shares: [{ userId: reader.id, access: 'read' }] });
    return reader;
  };
  const anEmbedToken = async (body: object = {}): Promise<string> =>
    (await send<{ token: string }>('POST', `/dashboards/${dashboard}/embed-tokens`, body)).body.token;
  const aKey = async (fields: object): Promise<string> =>
    (await send<{ key: string }>('POST', '/api-keys', { name: 'A key', ...fields }, world.admin.token)).body
      .key;

  describe('show', () => {
    it.each([
      ['websocket', ['websocket']],
      ['polling', ['polling']],
      ['polling, then websocket', ['polling', 'websocket']],
    ])('a snapshot, then what changes: %s', async (_name, transports) => {
      const client = open({ token: owner.token }, { transports });
      const { cursor } = await client.first('snapshot');
      expect(cursor).toMatch(/^.+-\d+$/);
      const before = client.number(widget) as number;
      for (let i = 1; i <= 3; i++) {
        await store(1);
        await eventually(
          () => client.number(widget) === before + i,
          `the widget shows point ${i}`,
          WITHIN_MS,
        );
      }
      expect(client.count('widget:data')).toBeGreaterThan(0);
      const upgraded = transports.length === 2;
      if (upgraded)
        await eventually(() => client.socket.io.engine.transport.name === 'websocket', 'it is upgraded');
    });

    it('the same to clients of socket.io 3', async () => {
      const socket = io3(`${world.api}/ws/dashboard/${dashboard}`, {
        auth: { token: owner.token },
        forceNew: true,
      } as Parameters<typeof io3>[1]);
      const client = new DashboardSocket(socket as never);
      clients.push(client);
      await client.first('snapshot');
      expect(await client.ask('refresh')).toEqual({ status: 'ok' });
    });

    it('what a subscription or the handshake asks for, and nothing of before', async () => {
      const filters = [{ dimension: 'region', operator: 'eq', values: ['apac'] }];
      const client = open({ token: owner.token });
      await client.first('snapshot');
      expect(await client.ask('subscribe', { timeRange: JANUARY, filters })).toEqual({ status: 'ok' });
      await eventually(() => client.number(widget) === 100, 'apac alone');
      const alike = open({ token: owner.token, timeRange: JANUARY, filters: 'region:apac' });
      await alike.first('snapshot');
      expect(alike.number(widget)).toBe(100);
      await store(7);
      await store(11, 'apac');
      await eventually(() => client.number(widget) === 111 && alike.number(widget) === 111, 'both move');
      await store(-11, 'apac');
      await eventually(() => client.number(widget) === 100, 'it moves back');
    });

    it('what it shows to the example of the docs', async () => {
      const example = spawn(
        process.execPath,
        ['docs/examples/live-client.mjs', world.api, dashboard, owner.token],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const lines: string[] = [];
      createInterface({ input: example.stdout }).on('line', (line) => lines.push(line));
      const exited = once(example, 'exit');
      const shown = (): number | undefined => {
        const widgets = JSON.parse(lines.at(-1) ?? '{}') as Record<string, { data: { rows: number[][] } }>;
        return widgets[widget]?.data.rows[0]?.[0];
      };
      const before = await eventually(shown, 'it shows the snapshot');
      await store(1);
      await eventually(() => shown() === before + 1, 'it shows the point', WITHIN_MS);
      example.kill();
      await exited;
    });

    it('what was subscribed to, by the example of the docs, also after the connection was lost', async () => {
      const { watchDashboard } = (await import(pathToFileURL('docs/examples/live-client.mjs').href)) as {
        watchDashboard: (options: object) => Watched;
      };
      const connections: NetSocket[] = [];
      const server = world.app.getHttpServer();
      const note = (connection: NetSocket) => void connections.push(connection);
      server.on('connection', note);
      const snapshots: unknown[] = [];
      const watched = watchDashboard({
        url: world.api,
        dashboardId: dashboard,
        getToken: () => owner.token,
        onChange: (widgets: Payload['widgets']) => snapshots.push(widgets?.[widget]?.data?.rows[0]?.[0]),
        onEnd: (why: string) => snapshots.push(why),
      });
      try {
        await eventually(() => snapshots.length === 1, 'the first snapshot');
        expect(await watched.subscribe({ filters: 'region:apac' })).toEqual({ status: 'ok' });
        expect(await watched.subscribe({ filters: '{' })).toMatchObject({ status: 'error' });
        for (const connection of connections) connection.destroy();
        await eventually(() => snapshots.length === 3, 'a snapshot after the loss', WITHIN_MS);
        expect(snapshots.slice(1)).toEqual([100, 100]);
      } finally {
        watched.close();
        server.off('connection', note);
      }
    });

    it('a widget again when it is asked to', async () => {
      const client = open({ token: owner.token });
      await client.first('snapshot');
      expect(await client.ask('refresh', { widgetId: widget })).toEqual({ status: 'ok' });
      expect(await client.ask('refresh', {})).toEqual({ status: 'ok' });
      expect(await client.ask('refresh', { widgetId: NOWHERE })).toMatchObject({
        status: 'error',
        error: { code: 'NOT_FOUND', status: 404 },
      });
    });

    it('what an embed token may, by its policy, and to a key with the permissions', async () => {
      const embed = open({ token: await anEmbedToken({ dataPolicy: { region: ['apac'] } }) });
      await embed.first('snapshot');
      expect(embed.number(widget)).toBe(100);
      await send('PATCH', `/dashboards/${dashboard}`, { visibility: 'organization' });
      const permissions = ['dashboard:read', 'widget:read', 'data:read'];
      const key = open({ apiKey: await aKey({ permissions, allowedEndpoints: ['GET /ws/dashboard/:id'] }) });
      await key.first('snapshot');
      await send('PATCH', `/dashboards/${dashboard}`, { visibility: 'private' });
    });
  });

  describe('refuse', () => {
    it('whoever may not, with the code of HTTP', async () => {
      const readData = await aKey({ permissions: ['data:read'] });
      const elsewhere = await aKey({
        permissions: ['dashboard:read'],
        allowedEndpoints: ['GET /api/v1/data/*'],
      });
      const stranger = await world.user({ roles: ['analyst'] });
      const embed = await anEmbedToken();
      const tries: [Record<string, unknown>, string, string][] = [
        [{}, dashboard, 'UNAUTHENTICATED'],
        [{ token: 'no.token.atall' }, dashboard, 'INVALID_TOKEN'],
        [{ apiKey: 'vtr_live_no' }, dashboard, 'INVALID_API_KEY'],
        [{ apiKey: readData }, dashboard, 'INSUFFICIENT_PERMISSIONS'],
        [{ apiKey: elsewhere }, dashboard, 'ENDPOINT_NOT_ALLOWED'],
        [{ token: owner.token, apiKey: readData }, dashboard, 'AMBIGUOUS_CREDENTIALS'],
        [{ token: embed }, other, 'NOT_FOUND'],
        [{ token: embed, organizationId: NOWHERE }, dashboard, 'INSUFFICIENT_PERMISSIONS'],
        [{ token: owner.token, organizationId: NOWHERE }, dashboard, 'INSUFFICIENT_PERMISSIONS'],
        [{ token: stranger.token }, dashboard, 'NOT_FOUND'],
        [{ token: owner.token }, NOWHERE, 'NOT_FOUND'],
        [{ token: owner.token }, 'no-id', 'NOT_FOUND'],
        [{ token: 7 }, dashboard, 'VALIDATION_FAILED'],
        [{ token: owner.token, colour: 'red' }, dashboard, 'VALIDATION_FAILED'],
        [{ token: owner.token, timeRange: 'soon' }, dashboard, 'VALIDATION_FAILED'],
      ];
      const codes = await Promise.all(
        tries.map(async ([auth, of]) => (await open(auth, { of }).refused()).code),
      );
      expect(codes).toEqual(tries.map(([, , code]) => code));
    });

    it("another one's dashboard in the words of one that does not exist", async () => {
      const stranger = await world.user({ roles: ['analyst'] });
      const embed = await anEmbedToken();
      const problem = async (token: string, of: string): Promise<string> =>
        JSON.stringify(await open({ token }, { of }).refused()).replaceAll(of, '<id>');
      const missing = await problem(stranger.token, NOWHERE);
      expect(await problem(stranger.token, dashboard)).toBe(missing);
      expect(await problem(embed, other)).toBe(missing);
    });

    it('what is no message of theirs, and go on', async () => {
      const client = open({ token: owner.token });
      await client.first('snapshot');
      const asked = await Promise.all([
        client.ask('subscribe', { timeRange: 'soon' }),
        client.ask('subscribe', { colour: 'red' }),
        client.ask('subscribe', 'now'),
        client.ask('subscribe', { filters: 'x'.repeat(20_000) }),
        client.ask('refresh', { widgetId: 7 }),
        client.ask('drop tables', {}),
      ]);
      expect(
        asked.map((answer) =>
          'error' in answer ? [answer.error.code, answer.error.errors?.[0]?.pointer] : 'ok',
        ),
      ).toEqual([
        ['VALIDATION_FAILED', '/timerange'],
        ['VALIDATION_FAILED', '/colour'],
        ['VALIDATION_FAILED', ''],
        ['LIMIT_EXCEEDED', undefined],
        ['VALIDATION_FAILED', '/widgetId'],
        ['VALIDATION_FAILED', ''],
      ]);
      await store(1);
      await client.first('widget:data');
    });

    it('a message that is too large', async () => {
      const client = open({ token: owner.token }, { reconnection: false });
      await client.first('snapshot');
      client.socket.emit('subscribe', { filters: 'x'.repeat(70_000) });
      await eventually(() => client.disconnects.length > 0, 'it is disconnected');
    });

    it('pages of origins that may not call the API, by whichever transport', async () => {
      const poll = `${world.api}/socket.io/?EIO=4&transport=polling`;
      const statusFrom = async (origin?: string): Promise<[number, string | null]> => {
        const { status, headers } = await fetch(poll, origin ? { headers: { origin } } : {});
        return [status, headers.get('access-control-allow-origin')];
      };
      expect(await statusFrom('https://evil.example.com')).toEqual([403, null]);
      expect(await statusFrom('https://app.example.com')).toEqual([200, 'https://app.example.com']);
      expect(await statusFrom(world.api)).toEqual([200, null]);
      const answer = await fetch(poll);
      expect([answer.status, answer.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const extraHeaders = { origin: 'https://evil.example.com' };
      const client = open({ token: owner.token }, { extraHeaders, reconnection: false });
      await eventually(() => client.refusal, 'it is refused');
    });
  });

  describe('end', () => {
    const ended = async (client: DashboardSocket, codes: RegExp): Promise<void> => {
      const began = performance.now();
      const last = await eventually(
        () => client.heard.find(({ event }) => event === 'session:expired' || event === 'dashboard:deleted'),
        'it is told',
        WITHIN_MS,
      );
      expect(`${last.event} ${last.payload.code}`).toMatch(codes);
      await eventually(() => client.disconnects.length > 0, 'it is disconnected', WITHIN_MS);
      expect(performance.now() - began).toBeLessThan(WITHIN_MS);
      expect(client.socket.connected).toBe(false);
    };

    it.each([['websocket'], ['polling']])('at a logout, by %s', async (transport) => {
      const reader = await aReader();
      const client = open({ token: reader.token }, { transports: [transport] });
      await client.first('snapshot');
      await send('POST', '/auth/logout', undefined, reader.token);
      await ended(client, /^session:expired SESSION_ENDED/);
    });

    it('when shares, roles, policies, embed tokens and keys say so', async () => {
      const admin = world.admin.token;
      const demoted = await world.user({ roles: ['viewer'] });
      const narrowed = await world.user({ roles: ['viewer'] });
      const unshared = await world.user({ roles: ['viewer'] });
      const shares = (...users: WorldUser[]) =>
        send('PUT', `/dashboards/${dashboard}/shares`, {
          shares: users.map(({ id }) => ({ userId: id, access: 'read' })),
        });
      await shares(demoted, narrowed, unshared);
      await send('PATCH', `/dashboards/${other}`, { visibility: 'organization' });
      const permissions = ['dashboard:read', 'widget:read', 'data:read'];
      const made = await send<{ id: string; key: string }>(
        'POST',
        '/api-keys',
        { name: 'K', permissions },
        admin,
      );
      const holders = {
        demoted: open({ token: demoted.token }),
        narrowed: open({ token: narrowed.token }),
        unshared: open({ token: unshared.token }),
        embed: open({ token: await anEmbedToken() }),
        key: open({ apiKey: made.body.key }, { of: other }),
      };
      await Promise.all(Object.values(holders).map((client) => client.first('snapshot')));
      const before = holders.narrowed.number(widget);

      await shares(demoted, narrowed);
      await send('PUT', `/users/${narrowed.id}/data-policy`, { dataPolicy: { region: ['apac'] } }, admin);
      await send('PATCH', `/users/${demoted.id}`, { status: 'disabled' }, admin);
      await send('DELETE', `/dashboards/${dashboard}/embed-tokens`);
      await send('DELETE', `/api-keys/${made.body.id}`, undefined, admin);
      await Promise.all([
        ended(holders.unshared, /^dashboard:deleted/),
        ended(holders.demoted, /^session:expired SESSION_ENDED/),
        ended(holders.embed, /^session:expired INVALID_TOKEN/),
        ended(holders.key, /^session:expired INVALID_API_KEY/),
        eventually(() => holders.narrowed.number(widget) === 100, 'other rows are shown', WITHIN_MS),
      ]);
      expect(before).not.toBe(100);
      expect(holders.narrowed.count('snapshot')).toBeGreaterThan(1);
    });

    it('with the dashboard', async () => {
      const { id } = (await send<{ id: string }>('POST', '/dashboards', { name: 'Gone' })).body;
      const client = open({ token: owner.token }, { of: id });
      await client.first('snapshot');
      await send('DELETE', `/dashboards/${id}`);
      await ended(client, /^dashboard:deleted/);
    });

    it('with the organization that a super_admin acts in', async () => {
      const { token } = world.admin;
      const { id } = (await send<{ id: string }>('POST', '/organizations', { name: 'Gone' }, token)).body;
      const headers = { 'x-organization-id': id };
      const body = { name: 'Gone with it' };
      const made = await world.request<{ id: string }>('POST', '/api/v1/dashboards', {
        token,
        headers,
        body,
      });
      // What is told of the dashboard itself would have it read anew.
      const told = async () => (await world.database.query('SELECT FROM outbox')).rows.length === 0;
      await eventually(told, 'all events are told');
      const client = open({ token, organizationId: id }, { of: made.body.id });
      await client.first('snapshot');
      await send('DELETE', `/organizations/${id}`, undefined, token);
      await ended(client, /^dashboard:deleted/);
    });

    it('leaving nothing behind', async () => {
      await eventually(() => world.get(Connections).size === 0, 'nobody is connected');
    });
  });
});
