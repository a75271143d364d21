import { createHmac, randomUUID } from 'node:crypto';
import { createLogger } from '@app/platform';
import { Webhook } from 'standardwebhooks';
import { createApi } from '../../apps/api/src/create-api';
import { eventually } from '../support/eventually';
import { type Answer, aWorld, send, type World } from '../support/world';

const MAPPING = {
  rules: [
    {
      each: 'items',
      metric: 'webhook_revenue',
      value: { path: 'amount' },
      timestamp: { path: 'at', of: 'payload' },
      dimensions: { sku: { path: 'sku' } },
    },
  ],
};
const ORDER = {
  at: '2026-11-20T10:00:00Z',
  items: [
    { sku: 'a', amount: '12.5' },
    { sku: 'b', amount: 7.5 },
  ],
};
const DEFAULT_SECRET = 'a secret that a partner shares with us';

interface Source {
  id: string;
  slug: string;
  secret: string;
}
interface Delivery {
  id: string;
  status: string;
  error: string | null;
  accepted: number | null;
  duplicates: number | null;
  replays: number;
}

let world: World;
beforeAll(async () => {
  const env = { WEBHOOK_SECRET: DEFAULT_SECRET };
  world = await aWorld({ env });
  await world.worker();
});
afterAll(() => world.close());

const ask = <B = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<B>> =>
  world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body });

async function aSource(fields: object = {}): Promise<Source> {
  const answer = await ask<Source>('POST', '/webhook-sources', { name: 'Shop', mapping: MAPPING, ...fields });
  expect(answer.status).toBe(201);
  return answer.body;
}

const signed = (secret: string, body: string, id: string = randomUUID(), at = new Date()) => ({
  'content-type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body),
});
const post = (slug: string, body: string, headers: Record<string, string>, api = world.api) =>
  send<Record<string, unknown>>(api, 'POST', `/api/v1/webhooks/${slug}`, { body, headers });

const deliveriesOf = async ({ id }: Source, query = '') =>
  (await ask<{ data: Delivery[] }>('GET', `/webhook-sources/${id}/deliveries${query}`)).body.data;
const settled = (source: Source) =>
  eventually(async () => {
    const deliveries = await deliveriesOf(source);
    return deliveries.length > 0 && deliveries.every(({ status }) => status !== 'queued') && deliveries;
  }, 'every delivery is processed');

async function stored(metric: string): Promise<{ count: number; sum: number }> {
  const { rows } = await world.database.query<{ count: string; sum: number | null }>(
    `SELECT count(*), sum(value) FROM metrics.points JOIN metrics.series s ON s.id = series_id
     JOIN metrics.metric m ON m.id = s.metric_id WHERE m.name = $1`,
    [metric],
  );
  return { count: Number(rows[0]?.count), sum: rows[0]?.sum ?? 0 };
}

/** What every error answer differs in. */
const comparable = ({ status, body }: Answer): object => {
  const { requestId: _id, timestamp: _at, instance: _path, ...rest } = body;
  return { status, ...rest };
};

describe('webhooks in', () => {
  it('become points once, however often and wherever one delivery comes', async () => {
    const source = await aSource();
    const body = JSON.stringify(ORDER);
    const logger = createLogger({ name: 'api', level: 'silent' });
    let second = await createApi({ config: world.config, logger });
    await second.listen(0, '127.0.0.1');
    const both = [world.api, await second.getUrl()];
    const times: number[] = [];
    const deliver = async (api: string) => {
      const began = performance.now();
      const answer = await post(source.slug, body, signed(source.secret, body, 'msg_1'), api);
      times.push(performance.now() - began);
      expect([answer.status, answer.body]).toEqual([200, { received: true }]);
    };
    try {
      await Promise.all(Array.from({ length: 10 }, (_, index) => deliver(both[index % 2] as string)));
      await settled(source);
      await second.close();
      second = await createApi({ config: world.config, logger });
      await second.listen(0, '127.0.0.1');
      const again = [world.api, await second.getUrl()];
      await Promise.all(Array.from({ length: 11 }, (_, index) => deliver(again[index % 2] as string)));
    } finally {
      await second.close();
    }
    expect(await settled(source)).toMatchObject([{ status: 'processed', accepted: 2, duplicates: 0 }]);
    expect(await stored('webhook_revenue')).toEqual({ count: 2, sum: 20 });
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(500);
  });

  it('are answered the same when the source is unknown, the signature wrong or old, and leave nothing', async () => {
    const source = await aSource();
    const disabled = await aSource({ enabled: false });
    const body = JSON.stringify(ORDER);
    const old = new Date(Date.now() - 301_000);
    const answers = [
      await post('nothing-here', body, signed(source.secret, body)),
      await post('x'.repeat(300), body, signed(source.secret, body)),
      await post('%00', body, signed(source.secret, body)),
      await post(source.slug, body, signed(disabled.secret, body)),
      await post(source.slug, `${body} `, signed(source.secret, body)),
      await post(source.slug, body, signed(source.secret, body, 'x', old)),
      await post(source.slug, body, { 'content-type': 'application/json' }),
      await post(source.slug, '', {}),
      await post(disabled.slug, body, signed(disabled.secret, body)),
    ];
    expect(answers[0]).toMatchObject({
      status: 401,
      body: { error: 'Invalid signature', code: 'INVALID_SIGNATURE' },
    });
    expect(new Set(answers.map((answer) => JSON.stringify(comparable(answer)))).size).toBe(1);
    expect(await deliveriesOf(source)).toEqual([]);
  });

  it('take the bytes as they are, of any content type, up to 1 MiB, on this route alone', async () => {
    const source = await aSource({ scheme: 'github', mapping: null });
    const sign = (body: string) => ({
      'x-hub-signature-256': `sha256=${createHmac('sha256', source.secret).update(body).digest('hex')}`,
    });
    const odd = '{ "a" :1,\r\n "payload": "\u00fc" }';
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
      'a/b; c=d',
      '',
    ]) {
      const headers: Record<string, string> = {
        ...sign(odd),
        'x-github-delivery': type,
        'x-hub-secret': 'hidden',
      };
      if (type) headers['content-type'] = type;
      expect([type, (await post(source.slug, odd, headers)).status]).toEqual([type, 200]);
    }
    const large = 'x'.repeat(1_048_577);
    expect((await post(source.slug, large, sign(large))).status).toBe(413);
    const most = 'x'.repeat(1_048_576);
    expect((await post(source.slug, most, { ...sign(most), 'content-type': 'text/plain' })).status).toBe(200);
    const elsewhere = { body: '{}', headers: { 'content-type': 'application/vnd.vitrine.webhook' } };
    const other = await world.request('POST', '/api/v1/webhook-sources', {
      ...elsewhere,
      token: world.admin.token,
    });
    expect(other.status).toBe(415);
    const all = await settled(source);
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'ignored'));
    const detail = await ask<{ body: string; headers: object }>(
      'GET',
      `/webhook-sources/${source.id}/deliveries/${all.at(-1)?.id}`,
    );
    expect(detail.body).toMatchObject({
      body: odd,
      contentType: 'application/json',
      deliveryId: 'application/json',
    });
    expect(JSON.stringify(detail.body.headers)).not.toMatch(/sha256=|hidden/);
  });

  it('answer what Slack asks of a URL that is entered there, and keep nothing of it', async () => {
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    const source = await aSource({ scheme: 'slack', secret });
    const ask = (body: string, key = secret) => {
      const at = String(Math.floor(Date.now() / 1_000));
      const signature = createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex');
      return post(source.slug, body, {
        'content-type': 'application/json',
        'x-slack-request-timestamp': at,
        'x-slack-signature': `v0=${signature}`,
      });
    };
    // As https://docs.slack.dev/reference/events/url_verification/ has it.
    const challenge = '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P';
    const body = JSON.stringify({ token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl', challenge, type: 'url_verification' });
    const answer = await ask(body);
    expect([answer.status, answer.body]).toEqual([200, { received: true, challenge }]);
    expect((await ask(body, 'another secret')).status).toBe(401);
    expect(await deliveriesOf(source)).toEqual([]);
    const event = await ask('{"type":"event_callback","event_id":"Ev1","challenge":"x"}');
    expect(event.body).toEqual({ received: true });
    expect(await settled(source)).toHaveLength(1);
  });

  it('count with the old and the new secret while it is rotated, which nobody sees again', async () => {
    const source = await aSource();
    const body = JSON.stringify(ORDER);
    const rotate = (graceSeconds: number) =>
      ask<Source>('PUT', `/webhook-sources/${source.id}/rotate`, { graceSeconds });
    const second = (await rotate(3_600)).body.secret;
    for (const secret of [source.secret, second])
      expect((await post(source.slug, body, signed(secret, body))).status).toBe(200);
    const third = (await rotate(0)).body.secret;
    const statuses = [];
    for (const secret of [source.secret, second, third])
      statuses.push((await post(source.slug, body, signed(secret, body))).status);
    expect(statuses).toEqual([401, 401, 200]);
    const shown = JSON.stringify([
      (await ask('GET', `/webhook-sources/${source.id}`)).body,
      (await ask('GET', '/webhook-sources')).body,
      (await ask('GET', '/audit-log?limit=200')).body,
    ]);
    for (const secret of [source.secret, second, third]) expect(shown).not.toContain(secret);
    const { rows } = await world.database.query<{ text: string }>(
      'SELECT s::text AS text FROM webhook_source s',
    );
    for (const { text } of rows) expect(text).not.toContain(third);
  });

  it('that cannot be mapped are dead letters, until the mapping is mended and they are replayed', async () => {
    const source = await aSource({
      mapping: { rules: [{ metric: 'webhook_mended', value: { path: 'wrong' } }] },
    });
    for (const amount of [1, 2]) {
      const body = JSON.stringify({ amount });
      await post(source.slug, body, signed(source.secret, body));
    }
    await post(source.slug, 'no json', signed(source.secret, 'no json'));
    await settled(source);
    const failed = await deliveriesOf(source, '?status=failed');
    expect(failed.map(({ error }) => error)).toEqual([
      'the body is not JSON',
      'rules[0]: value: wrong finds nothing',
      'rules[0]: value: wrong finds nothing',
    ]);
    const mapping = { rules: [{ metric: 'webhook_mended', value: { path: 'amount' } }] };
    const preview = await ask('POST', `/webhook-sources/${source.id}/preview`, {
      payload: { amount: 3 },
      mapping,
    });
    expect(preview.body).toMatchObject({ points: [{ metric: 'webhook_mended', value: 3 }], errors: [] });
    await ask('PATCH', `/webhook-sources/${source.id}`, { mapping });
    const replay = await ask('POST', `/webhook-sources/${source.id}/deliveries/replay`, {});
    expect([replay.status, replay.body]).toEqual([202, { replayed: 3 }]);
    expect((await settled(source)).map(({ status }) => status)).toEqual(['failed', 'processed', 'processed']);
    const one = (await deliveriesOf(source))[1]?.id;
    expect((await ask('POST', `/webhook-sources/${source.id}/deliveries/${one}/replay`)).status).toBe(202);
    expect((await settled(source))[1]).toMatchObject({ accepted: 0, duplicates: 1, replays: 2 });
    expect(await stored('webhook_mended')).toEqual({ count: 2, sum: 3 });
  });

  it('cannot fill the catalogue: what would be too many metrics is refused once, with the reason', async () => {
    const source = await aSource({
      mapping: { rules: [{ metric: { path: 'name' }, value: { path: 'amount' } }] },
    });
    const organization = `(SELECT organization_id FROM webhook_source WHERE id = $1)`;
    const { rowCount } = await world.database.query(
      `INSERT INTO metrics.metric (organization_id, name) SELECT ${organization}, 'filling ' || i
       FROM generate_series(1, 10000 - (SELECT count(*) FROM metrics.metric WHERE organization_id = ${organization})) AS i`,
      [source.id],
    );
    expect(rowCount).toBeGreaterThan(0);
    for (const name of ['webhook_revenue', 'invented']) {
      const body = JSON.stringify({ name, amount: 1 });
      await post(source.slug, body, signed(source.secret, body));
    }
    expect(await settled(source)).toMatchObject([
      {
        status: 'failed',
        error:
          '/points/0/metric: metric is new, and the organization has 10000 of at most 10000 metrics (given: "invented")',
      },
      { status: 'processed', accepted: 1 },
    ]);
    await world.database.query(`DELETE FROM metrics.metric WHERE name LIKE 'filling %'`);
    await ask('POST', `/webhook-sources/${source.id}/deliveries/replay`, {});
    expect(await settled(source)).toMatchObject([{ status: 'processed' }, { status: 'processed' }]);
  });

  it('reach the source of WEBHOOK_SECRET with the plain signature, as points', async () => {
    const body = JSON.stringify({ metric: 'webhook_default', value: 4, dimensions: { region: 'emea' } });
    const headers = {
      'content-type': 'application/json',
      'x-webhook-signature': `sha256=${createHmac('sha256', DEFAULT_SECRET).update(body).digest('hex')}`,
    };
    // Nothing names these deliveries: each one counts.
    for (let n = 0; n < 2; n++) expect((await post('default', body, headers)).status).toBe(200);
    await eventually(async () => (await stored('webhook_default')).count === 2, 'both points are stored');
    const { body: list } = await ask<{ data: (Source & { managed: boolean })[] }>('GET', '/webhook-sources');
    const managed = list.data.find((each) => each.slug === 'default');
    expect(managed).toMatchObject({ managed: true, secret: '***' });
    expect((await ask('PUT', `/webhook-sources/${managed?.id}/rotate`, {})).status).toBe(409);
    expect((await ask('POST', '/webhook-sources', { name: 'x', slug: 'default' })).status).toBe(400);
  });

  it('have sources that say what is wrong with them', async () => {
    const { slug } = await aSource();
    const statusOf = async (fields: object) => {
      const { status, body } = await ask<{ errors?: { pointer: string }[] }>('POST', '/webhook-sources', {
        name: 'x',
        ...fields,
      });
      return [status, body.errors?.[0]?.pointer];
    };
    expect(await statusOf({ slug })).toEqual([409, undefined]);
    expect(await statusOf({ deliveryIdPath: '[' })).toEqual([400, '/deliveryIdPath']);
    expect(await statusOf({ mapping: { rules: [{ metric: 'm' }] } })).toEqual([
      400,
      '/mapping/rules/0/value',
    ]);
    expect(await statusOf({ secret: 'whsec_c2hvcnQ=' })).toEqual([400, '/secret']);
    const restricted = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
    const made = await world.request('POST', '/api/v1/webhook-sources', {
      token: restricted.token,
      body: { name: 'x' },
    });
    expect([made.status, made.body.code]).toEqual([403, 'POLICY_VIOLATION']);
  });

  it('are closed to who sees parts of the data: a new secret would write, and deliveries are, all of it', async () => {
    const { id } = (await ask<{ id: string }>('POST', '/webhook-sources', { name: 'Of all regions' })).body;
    const { token } = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
    const path = `/api/v1/webhook-sources/${id}`;
    for (const [method, of] of [
      ['PUT', '/rotate'],
      ['GET', '/deliveries'],
      ['POST', '/deliveries/replay'],
      ['DELETE', ''],
    ] as const) {
      const { status, body } = await world.request(method, path + of, {
        token,
        body: method === 'GET' ? undefined : {},
      });
      expect([method + of, status, body.code]).toEqual([method + of, 403, 'POLICY_VIOLATION']);
    }
    expect((await ask('GET', `/webhook-sources/${id}`)).status).toBe(200);
  });
});
