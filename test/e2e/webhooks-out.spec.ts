import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JobQueue } from '@app/jobs';
import { Webhook } from 'standardwebhooks';
import { eventually } from '../support/eventually';
import { Mailbox } from '../support/mailbox';
import { ADMIN, type Answer, aWorld, type World } from '../support/world';

interface Endpoint {
  id: string;
  secret: string;
}
interface Message {
  id: string;
  event: string;
  status: string;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
}

const PROXIES = ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY'];

let world: World;
const mailbox = new Mailbox();
beforeAll(async () => {
  // Nothing listens there: whoever used it would reach nobody.
  for (const name of PROXIES) process.env[name] = 'http://127.0.0.1:1';
  world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1', ...mailbox.environment } });
  await world.worker();
});
afterAll(async () => {
  for (const name of PROXIES) delete process.env[name];
  await world.close();
  await mailbox.close();
});

const ask = <B = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<B>> =>
  world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body });

describe('webhooks out', () => {
  interface Heard {
    headers: Record<string, string>;
    body: string;
  }
  let server: Server;
  let url: string;
  let heard: Heard[];
  let status: number;
  beforeAll(async () => {
    server = createServer((request, reply) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        heard.push({ headers: request.headers as Record<string, string>, body });
        reply.writeHead(status, { location: 'http://169.254.169.254/' }).end('noted');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=t0ken`;
  });
  beforeEach(() => {
    heard = [];
    status = 200;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const anEndpoint = async (fields: object = {}): Promise<Endpoint> => {
    const answer = await ask<Endpoint>('POST', '/webhook-endpoints', {
      name: 'Chat',
      url,
      // None of which happens here: what is heard is what was asked for.
      events: ['alert.fired'],
      ...fields,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const messagesOf = async ({ id }: Endpoint) =>
    (await ask<{ data: Message[] }>('GET', `/webhook-endpoints/${id}/deliveries`)).body.data;
  const once = (endpoint: Endpoint, good: (message: Message) => boolean, what: string) =>
    eventually(async () => (await messagesOf(endpoint)).find(good), what, 20_000);
  /** As if its next try were due. */
  const due = async ({ id }: Message) => {
    await world.database.query(`UPDATE webhook_message SET next_attempt_at = now() WHERE id = $1`, [id]);
    await world.get<JobQueue>(JobQueue).add('deliver-webhooks', {});
  };

  it('tell an endpoint of what it asks for, signed, and nothing else', async () => {
    const { body: dashboard } = await ask<{ id: string }>('POST', '/dashboards', { name: 'Told' });
    const endpoint = await anEndpoint({
      events: ['dashboard.updated'],
      filters: { dashboardId: [dashboard.id] },
    });
    await ask('PATCH', `/dashboards/${dashboard.id}`, { name: 'Told again' });
    await ask('POST', '/dashboards', { name: 'Another one' });
    const told = ({ payload }: { payload: string }) => JSON.parse(payload) as { data: { version: number } };
    const [message, sent] = await eventually(async () => {
      for (const each of await messagesOf(endpoint)) {
        const { body } = await ask<{ payload: string }>(
          'GET',
          `/webhook-endpoints/${endpoint.id}/deliveries/${each.id}`,
        );
        if (each.status === 'delivered' && told(body).data.version === 2)
          return [each, body.payload] as const;
      }
      return undefined;
    }, 'the change is delivered');
    expect(message).toMatchObject({ event: 'dashboard.updated', lastStatus: 200, attempts: 1 });
    const { headers, body } = heard.find((each) => each.headers['webhook-id'] === message.id) as Heard;
    expect(new Webhook(endpoint.secret).verify(body, headers)).toMatchObject({
      type: 'dashboard.updated',
      data: { dashboardId: dashboard.id, version: 2 },
    });
    for (const each of heard) expect(each.body).toContain(dashboard.id);
    expect(sent).toBe(body);
    const detail = await ask('GET', `/webhook-endpoints/${endpoint.id}/deliveries/${message.id}`);
    expect(detail.body).toMatchObject({
      payload: body,
      log: [{ status: 200, response: 'noted', error: null }],
    });
    await ask('DELETE', `/webhook-endpoints/${endpoint.id}`);
  });

  it('sign with both secrets while one is rotated, and redeliver under the same id', async () => {
    const endpoint = await anEndpoint();
    const second = (await ask<Endpoint>('PUT', `/webhook-endpoints/${endpoint.id}/rotate`, {})).body.secret;
    expect((await ask('POST', `/webhook-endpoints/${endpoint.id}/test`)).status).toBe(202);
    const message = await once(endpoint, ({ status: is }) => is === 'delivered', 'it is delivered');
    await ask('POST', `/webhook-endpoints/${endpoint.id}/deliveries/${message.id}/redeliver`);
    await eventually(() => heard.length === 2, 'it is delivered again', 20_000);
    for (const { headers, body } of heard) {
      expect(headers['webhook-id']).toBe(message.id);
      for (const secret of [endpoint.secret, second])
        expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'webhook.test' });
    }
    const shown = [
      await ask('GET', `/webhook-endpoints/${endpoint.id}`),
      await ask('GET', '/audit-log?limit=200'),
    ];
    for (const secret of [endpoint.secret, second, 't0ken'])
      expect(JSON.stringify(shown[1]?.body)).not.toContain(secret);
    expect(shown[0]?.body).toMatchObject({ secret: '***' });
    await ask('DELETE', `/webhook-endpoints/${endpoint.id}`);
  });

  it('are tried again after a failure, a redirect included, and end an endpoint that is gone', async () => {
    const endpoint = await anEndpoint();
    status = 302;
    await ask('POST', `/webhook-endpoints/${endpoint.id}/test`);
    const first = await once(endpoint, ({ lastStatus }) => lastStatus !== null, 'it has been tried');
    expect(first).toMatchObject({ status: 'pending', attempts: 1, lastError: 'It answered 302.' });
    status = 410;
    await due(first);
    const last = await once(endpoint, ({ status: is }) => is === 'failed', 'it is given up');
    expect(last).toMatchObject({ attempts: 2, lastStatus: 410 });
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const shown = await ask('GET', `/webhook-endpoints/${endpoint.id}`);
    expect(shown.body).toMatchObject({ enabled: false, disabledBecause: 'gone' });
    expect((await ask('POST', `/webhook-endpoints/${endpoint.id}/test`)).status).toBe(409);
  });

  it('disable an endpoint that has failed for days, and tell its administrators', async () => {
    const endpoint = await anEndpoint({ name: 'Lost <b>' });
    await world.database.query(
      `UPDATE webhook_endpoint SET failing_since = now() - interval '6 days' WHERE id = $1`,
      [endpoint.id],
    );
    status = 500;
    await ask('POST', `/webhook-endpoints/${endpoint.id}/test`);
    const shown = await eventually(async () => {
      const { body } = await ask('GET', `/webhook-endpoints/${endpoint.id}`);
      return body.enabled === false && body;
    }, 'it is disabled');
    expect(shown).toMatchObject({ disabledBecause: 'failing' });
    const mail = await eventually(
      async () => (await mailbox.to(ADMIN.email)).find(({ text }) => text.includes('Lost <b>')),
      'the notice is there',
    );
    expect(mail.subject).toBe('A webhook endpoint has been disabled');
    expect(mail.text).not.toContain('t0ken');
    const again = await ask('PATCH', `/webhook-endpoints/${endpoint.id}`, { enabled: true });
    expect(again.body).toMatchObject({ enabled: true, disabledBecause: null, failingSince: null });
    await ask('DELETE', `/webhook-endpoints/${endpoint.id}`);
  });

  it('are closed to who sees parts of the data: they tell all of it, and a new secret would speak for us', async () => {
    const { id } = await anEndpoint();
    const { token } = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
    const path = `/api/v1/webhook-endpoints/${id}`;
    for (const [method, of] of [
      ['PUT', '/rotate'],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${id}`],
      ['POST', '/test'],
      ['DELETE', ''],
    ] as const) {
      const { status: is, body } = await world.request(method, path + of, {
        token,
        body: method === 'GET' ? undefined : {},
      });
      expect([method + of, is, body.code]).toEqual([method + of, 403, 'POLICY_VIOLATION']);
    }
    expect((await ask('DELETE', `/webhook-endpoints/${id}`)).status).toBe(204);
  });

  it('reach nothing inside, and do not say what there is', async () => {
    const errorOf = async (to: string) => {
      const { status: is, body } = await ask<{ errors?: { message: string }[] }>(
        'POST',
        '/webhook-endpoints',
        {
          name: 'x',
          url: to,
          events: ['export.ready'],
        },
      );
      return [is, body.errors?.[0]?.message];
    };
    const inside = [
      400,
      'url: The address cannot be reached, or is not one that may be called. Addresses that are not public have to be named in OUTBOUND_ALLOW.',
    ];
    for (const to of [
      'http://169.254.169.254/latest',
      'http://[::1]/',
      'http://2130706434/',
      'http://10.0.0.1:22/',
    ])
      expect([to, await errorOf(to)]).toEqual([to, inside]);
    for (const to of ['ftp://example.com/', 'https://user:pass@example.com/', 'example'])
      expect((await errorOf(to))[0]).toBe(400);
    const endpoint = await anEndpoint({ url: 'http://localhost:9/' });
    await ask('POST', `/webhook-endpoints/${endpoint.id}/test`);
    const message = await once(endpoint, ({ lastError }) => lastError !== null, 'it has been tried');
    expect(message).toMatchObject({
      status: 'pending',
      lastStatus: null,
      lastError:
        'The address cannot be reached, or is not one that may be called. Addresses that are not public have to be named in OUTBOUND_ALLOW.',
    });
  });
});
