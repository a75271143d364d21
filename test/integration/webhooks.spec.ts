import { randomUUID } from 'node:crypto';
import { Outbox, type PublishedEvent } from '@app/database';
import { JobQueue } from '@app/jobs';
import { newId } from '@app/platform';
import { WebhookFanOut } from '@app/webhooks';
import { MessageClaims } from '../../libs/webhooks/src/message/message-claims';
import { TrimWebhooksHandler } from '../../libs/webhooks/src/trim-webhooks.handler';
import { eventually } from '../support/eventually';
import { fixedClock } from '../support/fixed-clock';
import { aWorld, type World } from '../support/world';

const NOW = '2026-11-25T12:00:00.000Z';

describe('webhooks in the database', () => {
  let world: World;
  const clock = fixedClock(NOW);
  beforeAll(async () => {
    world = await aWorld({ env: { WEBHOOK_RETENTION_DAYS: '30' } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    clock.set(NOW);
    await world.database.query('DELETE FROM webhook_endpoint');
  });

  const make = async (path: string, body: object): Promise<string> => {
    const answer = await world.request<{ id: string }>('POST', path, { token: world.admin.token, body });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  const anEndpoint = (): Promise<string> =>
    make('/api/v1/webhook-endpoints', {
      name: 'x',
      url: 'https://example.com/',
      events: ['dashboard.deleted'],
    });
  const anEvent = (id: string): PublishedEvent => ({
    id,
    topic: 'dashboard.deleted',
    subject: 'd',
    organizationId: world.organizationId,
    payload: { dashboardId: 'd' },
    createdAt: new Date(NOW),
    trace: null,
  });
  const fanOut = () => new WebhookFanOut(world.database, world.get<JobQueue>(JobQueue), clock);
  const claims = () => new MessageClaims(world.database, clock);

  it('hear of an event once, however often it is published', async () => {
    const endpoints = [await anEndpoint(), await anEndpoint()];
    await Promise.all([1, 2, 3].map(() => fanOut().accept(anEvent('7'))));
    await fanOut().accept({ ...anEvent('8'), organizationId: randomUUID() });
    const { rows } = await world.database.query(
      'SELECT endpoint_id AS id FROM webhook_message ORDER BY endpoint_id',
    );
    expect(rows).toEqual(endpoints.toSorted().map((id) => ({ id })));
  });

  it('hand out each message to one worker at a time, and again when that has died', async () => {
    const [slow, other] = [await anEndpoint(), await anEndpoint()];
    for (let n = 0; n < 20; n++) await fanOut().accept(anEvent(String(n)));
    // Both have chosen before either can take.
    const { taking } = await world.database.transaction(async (tx) => {
      await tx.query('SELECT FROM webhook_message FOR UPDATE');
      const started = [claims().take(50, []), claims().take(50, [])];
      await eventually(async () => {
        const { rows } = await world.database.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length === 2;
      }, 'both wait');
      return { taking: started };
    });
    const taken = (await Promise.all(taking)).flat();
    const ids = taken.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const first = await claims().take(3, [slow]);
    expect(first.map(({ endpoint }) => endpoint.id)).toEqual([other, other, other]);
    let rest = [];
    do rest = await claims().take(50, []);
    while (rest.length > 0);
    clock.set('2026-11-25T12:00:59.000Z');
    expect(await claims().take(50, [])).toEqual([]);
    clock.set('2026-11-25T12:01:01.000Z');
    const again = await claims().take(50, []);
    expect(again).toHaveLength(10);
    expect(again.every(({ attempts }) => attempts === 2)).toBe(true);
  });

  it('are removed when they are old; what still waits is asked for again', async () => {
    const [source, endpoint] = [await make('/api/v1/webhook-sources', { name: 'x' }), await anEndpoint()];
    for (const [days, waits] of [
      [31, false],
      [31, true],
      [29, false],
    ] as const) {
      const at = new Date(Date.parse(NOW) - days * 86_400_000);
      await world.database.query(
        `INSERT INTO webhook_delivery (id, organization_id, source_id, received_at, headers, body, status)
         VALUES ($1, $2, $3, $4, '{}', '', $5)`,
        [newId(), world.organizationId, source, at, waits ? 'queued' : 'processed'],
      );
      await world.database.query(
        `INSERT INTO webhook_message (id, organization_id, endpoint_id, event_id, event, payload, created_at, status)
         VALUES ($1, $2, $3, gen_random_uuid()::text, 'x', '', $4, $5)`,
        [newId(), world.organizationId, endpoint, at, waits ? 'pending' : 'delivered'],
      );
    }
    const trim = new TrimWebhooksHandler(world.database, world.get(Outbox), world.config, clock);
    const { signal } = new AbortController();
    expect(await trim.handle({}, { signal })).toEqual({ removed: 2 });
    const { rows } = await world.database.query(
      `SELECT DISTINCT d.status FROM outbox o JOIN webhook_delivery d ON d.id::text = o.payload -> 'payload' ->> 'deliveryId'`,
    );
    expect(rows).toEqual([{ status: 'queued' }]);
    expect(await trim.handle({}, { signal })).toEqual({ removed: 0 });
  });
});
