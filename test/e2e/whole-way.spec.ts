import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JobQueue } from '@app/jobs';
import { Webhook } from 'standardwebhooks';
import { DashboardSocket } from '../support/dashboard-socket';
import { eventually } from '../support/eventually';
import { Mailbox } from '../support/mailbox';
import { rollupFaults } from '../support/rollup-checker';
import { aWorld, type World } from '../support/world';

interface Received {
  headers: Record<string, string>;
  body: string;
}

const MINUTE = 60_000;

/** What Vitrine is for, from the first event of a shop to the report in a mailbox. */
describe('the whole way', () => {
  let world: World;
  let server: Server;
  let url: string;
  let jobs: JobQueue;
  let socket: DashboardSocket | undefined;
  const received: Received[] = [];
  const mailbox = new Mailbox();

  beforeAll(async () => {
    server = createServer((request, reply) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        received.push({ headers: request.headers as Record<string, string>, body });
        reply.end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1', ...mailbox.environment } });
    jobs = (await world.worker()).app.get(JobQueue);
  });
  afterAll(async () => {
    socket?.socket.disconnect();
    await world.close();
    await mailbox.close();
    server.closeAllConnections();
    server.close();
  });

  const make = async <B = { id: string }>(path: string, body: object): Promise<B> => {
    const answer = await world.request<B>('POST', `/api/v1${path}`, { token: world.admin.token, body });
    if (answer.status !== 201) throw new Error(`${path} answered ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const ask = <B>(path: string) =>
    world.request<B>('GET', `/api/v1${path}`, { token: world.admin.token }).then(({ body }) => body);

  it('goes from a signed webhook to screens, alarms, and a report by mail', async () => {
    const source = await make<{ slug: string; secret: string }>('/webhook-sources', {
      name: 'Shop',
      mapping: {
        rules: [
          {
            each: 'items',
            metric: 'orders',
            value: { path: 'amount' },
            timestamp: { path: 'at' },
            dimensions: { region: { path: 'region' } },
          },
        ],
      },
    });
    // A minute is rolled up once it is over.
    const now = Math.floor(Date.now() / MINUTE) * MINUTE - 2 * MINUTE;
    const order = async (amount: number, count = 1): Promise<void> => {
      const items = Array.from({ length: count }, (_, index) => ({
        amount,
        region: index % 2 ? 'emea' : 'apac',
        at: new Date(now - index * MINUTE).toISOString(),
      }));
      const [body, id] = [JSON.stringify({ items }), randomUUID()];
      const answer = await world.request('POST', `/api/v1/webhooks/${source.slug}`, {
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
          'webhook-signature': new Webhook(source.secret).sign(id, new Date(), body),
        },
      });
      expect(answer.status).toBe(200);
    };
    // In.
    await order(10, 20);
    const catalog = () => ask<{ data: { name: string }[] }>('/data/catalog');
    await eventually(async () => (await catalog()).data.some(({ name }) => name === 'orders'), 'points');

    // Who looks, who is told, and what is sent.
    const query = { metrics: [{ metric: 'orders', aggregation: 'sum' }], timeRange: '1h' };
    const { id: dashboardId } = await make('/dashboards', { name: 'Orders of today' });
    const widget = (type: string, title: string, more: object) =>
      make('/widgets', { dashboardId, type, title, config: { query: { ...query, ...more } } });
    const { id: widgetId } = await widget('stat', 'All orders', {});
    await widget('bar', 'By region', { groupBy: ['region'] });
    await widget('line', 'By minute', { interval: '1m' });
    const { secret } = await make<{ secret: string }>('/webhook-endpoints', {
      name: 'Partner',
      url,
      events: ['alert.fired', 'export.ready'],
    });
    const alert = await make('/alerts', {
      name: 'Many orders',
      query,
      condition: { operator: 'gt', value: 1_000 },
      channels: [{ type: 'mail', to: ['on-call@example.com'] }],
    });
    const schedule = await make('/export-schedules', {
      name: 'Orders',
      dashboardId,
      format: 'pdf',
      cron: '0 8 * * *',
      timezone: 'Europe/Berlin',
      delivery: 'attachment',
      recipients: [{ type: 'mail', address: 'boss@example.com' }, { type: 'webhook' }],
    });
    socket = DashboardSocket.to(world.api, dashboardId, { auth: { token: world.admin.token } });
    await socket.first('snapshot', ({ widgets }) => widgets?.[widgetId]?.data?.rows[0]?.[0] === 200);
    await eventually(
      async () => (await ask<{ state: string }>(`/alerts/${alert.id}`)).state === 'ok',
      'calm',
    );

    // Rolled up.
    await eventually(
      async () => (await world.database.query('SELECT FROM metrics.mark LIMIT 1')).rows.length === 0,
      'every mark is worked off',
      20_000,
    );
    expect(await rollupFaults(world.database)).toEqual([]);

    // Pushed, and told.
    await order(2_000);
    await socket.first(
      'widget:data',
      (each) => each.widgetId === widgetId && each.data?.rows[0]?.[0] === 2_200,
    );
    const alarm = await mailbox.nth('on-call@example.com', 1);
    expect(alarm.subject).toBe('[Firing] Many orders');
    const event = (type: string) =>
      eventually(() => {
        const found = received.find(({ body }) => (JSON.parse(body) as { type: string }).type === type);
        return found && (new Webhook(secret).verify(found.body, found.headers) as { data: object }).data;
      }, `a webhook ${type}`);
    expect(await event('alert.fired')).toMatchObject({ alertId: alert.id, state: 'firing' });

    // Sent: it is due now.
    await world.database.query('UPDATE export_schedule SET next_due_at = $1', [new Date()]);
    await jobs.add('run-export-schedules', {});
    const mail = await mailbox.nth('boss@example.com', 1);
    expect(mail.subject).toBe('Orders');
    const encoded = /filename=Orders\.pdf[\s\S]*?\r\n\r\n([\w+/\r\n=]+)/.exec(mail.text)?.[1] ?? '';
    const pdf = Buffer.from(encoded, 'base64');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const { status, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], {
      input: pdf,
      encoding: 'utf8',
    });
    // Of poppler-utils, which not every machine has.
    if (status === 0)
      for (const text of ['Orders of today', 'All orders', '2,200', 'emea']) expect(stdout).toContain(text);
    const ready = await event('export.ready');
    expect(ready).toMatchObject({ scheduleId: schedule.id, dashboardId, format: 'pdf', bytes: pdf.length });
    // A mail is there a moment before it is noted that it was sent.
    const runs = await eventually(async () => {
      const { data } = await ask<{ data: { status: string }[] }>(`/export-schedules/${schedule.id}/runs`);
      return data.every(({ status }) => status !== 'sending') && data;
    }, 'the run is over');
    expect(runs).toMatchObject([{ status: 'sent', byHand: false, mails: [{ status: 'sent' }] }]);
  }, 60_000);
});
