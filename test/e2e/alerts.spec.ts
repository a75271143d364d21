import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DashboardSocket } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { Mailbox } from '../support/mailbox';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Alert {
  id: string;
  state: string;
  version: number;
  channels: { type: string; url?: string }[];
}

describe('alerts', () => {
  let world: World;
  let server: Server;
  let url: string;
  const heard: { path: string; body: Record<string, unknown> }[] = [];
  const mailbox = new Mailbox();
  beforeAll(async () => {
    server = createServer((request, reply) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        heard.push({ path: request.url ?? '', body: JSON.parse(body) as Record<string, unknown> });
        reply.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1', ...mailbox.environment } });
    await world.worker();
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const ask = <B = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    options: { token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body, ...options });
  const store = (metric: string, value: number, timestamp = new Date().toISOString()) =>
    ask('POST', '/data/points', { points: [{ metric, value, timestamp, dimensions: { region: 'north' } }] });
  const rule = (metric: string, fields: object = {}) => ({
    name: `High ${metric}`,
    query: { metrics: [{ metric, aggregation: 'max' }], timeRange: '1h', groupBy: ['region'] },
    condition: { operator: 'gt', value: 100 },
    interval: '1h',
    ...fields,
  });
  const anAlert = async (metric: string, fields: object = {}): Promise<Alert> => {
    const answer = await ask<Alert>('POST', '/alerts', rule(metric, fields));
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('tell by mail, webhook, Slack and live push within five seconds of the points', async () => {
    await store('load', 1);
    await ask('POST', '/webhook-endpoints', { name: 'x', url: `${url}/hook`, events: ['alert.fired'] });
    const { body: dashboard } = await ask<{ id: string }>('POST', '/dashboards', { name: 'Watched' });
    const socket = DashboardSocket.to(world.api, dashboard.id, { auth: { token: world.admin.token } });
    await socket.first('snapshot');
    const alert = await anAlert('load', {
      severity: 'critical',
      channels: [
        { type: 'mail', to: ['on-call@example.com'] },
        { type: 'slack', url: `${url}/slack/s3cret` },
      ],
    });
    expect(alert.channels[1]?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\*\*\*[\da-f]{12}$/);
    await eventually(
      async () => (await ask<Alert>('GET', `/alerts/${alert.id}`)).body.state === 'ok',
      'it is evaluated',
    );
    await eventually(
      async () =>
        (await world.database.query('SELECT FROM alert_series WHERE rule_id = $1', [alert.id])).rows.length,
      'it is evaluated first',
    );
    const began = performance.now();
    await store('load', 500);
    const { payload: pushed } = await eventually(
      () => socket.heard.find(({ event }) => event === 'alert'),
      'live push',
    );
    const mail = await mailbox.nth('on-call@example.com', 1);
    const received = (path: string) =>
      eventually(() => heard.find((each) => each.path === path), `a request to ${path}`);
    const [hook, slack] = [await received('/hook'), await received('/slack/s3cret')];
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(pushed).toMatchObject({ alertId: alert.id, state: 'firing', severity: 'critical' });
    expect(pushed).not.toHaveProperty('series');
    expect(mail.subject).toBe('[Firing] High load');
    expect(mail.text).toContain('region=north: 500');
    expect(mail.text).not.toContain('s3cret');
    expect(hook.body).toMatchObject({
      type: 'alert.fired',
      data: {
        alertId: alert.id,
        state: 'firing',
        count: 1,
        series: [{ group: { region: 'north' }, value: 500 }],
      },
    });
    expect(slack.body).toMatchObject({ text: 'Firing: High load' });
    socket.socket.disconnect();

    const { body: events } = await ask<{ data: object[] }>('GET', `/alerts/${alert.id}/events`);
    expect(events.data).toMatchObject([{ from: 'ok', to: 'firing', group: { region: 'north' }, value: 500 }]);
    // A masked URL that is sent back stays what it was; the alarm is resolved by a higher threshold.
    const { channels } = (await ask<Alert>('GET', `/alerts/${alert.id}`)).body;
    const changed = await ask<Alert>('PATCH', `/alerts/${alert.id}`, {
      channels,
      condition: { operator: 'gt', value: 1_000 },
    });
    expect(changed.body.channels).toEqual(alert.channels);
    expect((await mailbox.nth('on-call@example.com', 2)).subject).toBe('[Resolved] High load');
    await eventually(
      () => heard.filter(({ path }) => path === '/slack/s3cret').length === 2,
      'Slack hears it too',
    );
  });

  it('say nothing while they are silenced', async () => {
    await store('quiet', 1);
    const alert = await anAlert('quiet', { channels: [{ type: 'mail', to: ['quiet@example.com'] }] });
    const silenced = await ask('POST', `/alerts/${alert.id}/silence`, { for: '1h', reason: 'Moving' });
    expect(silenced.body).toMatchObject({
      silenceReason: 'Moving',
      silencedUntil: expect.any(String) as string,
    });
    await store('quiet', 500);
    await eventually(
      async () => (await ask<Alert>('GET', `/alerts/${alert.id}`)).body.state === 'firing',
      'it fires all the same',
    );
    const { rows } = await world.database.query('SELECT FROM alert_notification WHERE rule_id = $1', [
      alert.id,
    ]);
    expect(rows).toEqual([]);
    await ask('POST', `/alerts/${alert.id}/silence`, { for: '0s' });
    expect((await mailbox.nth('quiet@example.com', 1)).subject).toBe('[Firing] High quiet');
  });

  it('are rehearsed over the past', async () => {
    const now = Date.now();
    for (const [hoursAgo, value] of [
      [20, 500],
      [10, 5],
      [9, 600],
      [1.5, 7],
    ] as const)
      await store('past', value, new Date(now - hoursAgo * 3_600_000).toISOString());
    const alert = await anAlert('past', { enabled: false, noData: 'ok' });
    const { status, body } = await ask<{ data: { fired: number; resolved: number; alarms: object[] } }>(
      'POST',
      `/alerts/${alert.id}/test`,
      { timeRange: '1d' },
    );
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      fired: 2,
      resolved: 2,
      flapped: 0,
      alarms: [
        { group: { region: 'north' }, value: 500 },
        { group: { region: 'north' }, value: 600 },
      ],
    });
  });

  it.each([
    [
      '/query/interval',
      { query: { metrics: [{ metric: 'load', aggregation: 'max' }], timeRange: '1h', interval: '1m' } },
    ],
    [
      '/query/metrics/0/aggregation',
      { query: { metrics: [{ metric: 'load', aggregation: 'x' }], timeRange: '1h' } },
    ],
    ['/condition/operator', { condition: { operator: 'x' } }],
    ['/condition/value', { condition: { operator: 'gt', value: '5' } }],
    ['/condition/threshold', { condition: { operator: 'gt', value: 5, threshold: 9 } }],
    ['/channels/0/cc', { channels: [{ type: 'mail', to: ['a@example.com'], cc: [] }] }],
    ['/recover', { recover: 101 }],
    ['/for', { for: 'a while' }],
    ['/interval', { interval: '1s' }],
    ['/channels/0/to', { channels: [{ type: 'mail', to: ['nobody'] }] }],
    ['/channels/0/url', { channels: [{ type: 'slack', url: 'http://169.254.169.254/' }] }],
    ['/labels', { labels: { a: 1 } }],
  ])('name what is wrong: %s', async (pointer, fields) => {
    const { status, body } = await ask<{ errors: { pointer: string }[] }>(
      'POST',
      '/alerts',
      rule('load', fields),
    );
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('have versions, and those of others are hidden from who sees a part of the data', async () => {
    const alert = await anAlert('load', { enabled: false });
    const stale = await ask(
      'PATCH',
      `/alerts/${alert.id}`,
      { name: 'x' },
      { headers: { 'if-match': '"7"' } },
    );
    expect(stale.status).toBe(412);
    const unknown = await ask('POST', '/alerts', rule('unknown'));
    expect(unknown.status).toBe(422);
    const analyst: WorldUser = await world.user({ roles: ['analyst'] });
    const policy = { dataPolicy: { region: ['south'] } };
    expect((await ask('GET', `/alerts/${alert.id}`, undefined, { token: analyst.token })).status).toBe(200);
    expect((await ask('PUT', `/users/${analyst.id}/data-policy`, policy)).status).toBeLessThan(300);
    const seen = await ask<{ data: Alert[] }>('GET', '/alerts', undefined, { token: analyst.token });
    expect(seen.body.data).toEqual([]);
    for (const path of ['', '/events'])
      expect(
        (await ask('GET', `/alerts/${alert.id}${path}`, undefined, { token: analyst.token })).status,
      ).toBe(404);
    const deleted = await ask('DELETE', `/alerts/${alert.id}`, undefined, { headers: { 'if-match': '"1"' } });
    expect(deleted.status).toBe(204);
  });
});
