import { AlertWakes } from '@app/alerts';
import type { PublishedEvent } from '@app/database';
import { JobQueue } from '@app/jobs';
import type { ClaimedRule } from '../../libs/alerts/src/evaluation/rule-claims';
import { AlertWorker } from '../support/alert-worker';
import { fixedClock } from '../support/fixed-clock';
import { aWorld, type World } from '../support/world';

const MINUTE = 60_000;
const { signal } = new AbortController();

describe('alerts in the database', () => {
  let world: World;
  let by: AlertWorker;
  const started = Date.now();
  const clock = fixedClock(new Date(started).toISOString());
  const pass = (ms: number) => clock.set(new Date(clock.now().getTime() + ms).toISOString());

  beforeAll(async () => {
    world = await aWorld();
    by = new AlertWorker(world, clock);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.database.query('DELETE FROM alert_rule');
    await world.database.query('DELETE FROM outbox');
  });

  const claims = () => by.claims();
  const evaluations = () => by.evaluations();
  const worker = () => by.run();
  const store = async (value: number, region = 'north') => {
    const points = [{ metric: 'load', value, dimensions: { region } }];
    const answer = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points },
    });
    expect(answer.status).toBe(201);
  };
  const aRule = async (fields: object = {}): Promise<string> => {
    const answer = await world.request<{ id: string }>('POST', '/api/v1/alerts', {
      token: world.admin.token,
      body: {
        name: 'Busy',
        query: { metrics: [{ metric: 'load', aggregation: 'last' }], timeRange: '1d', groupBy: ['region'] },
        condition: { operator: 'gt', value: 100 },
        channels: [{ type: 'mail', to: ['on-call@example.com'] }],
        ...fields,
      },
    });
    expect(answer.status).toBe(201);
    await world.database.query('UPDATE alert_rule SET next_evaluation_at = $1', [clock.now()]);
    return answer.body.id;
  };
  const statuses = async () =>
    (await world.database.query<{ status: string }>('SELECT status FROM alert_series ORDER BY key')).rows.map(
      ({ status }) => status,
    );
  const told = async () => {
    const { rows } = await world.database.query<{ alerts: number; jobs: number; notifications: number }>(
      `SELECT (SELECT count(*)::int FROM outbox WHERE topic = 'alert') AS alerts,
         (SELECT count(*)::int FROM outbox WHERE topic = 'job.requested' AND payload->>'name' = 'send-alert') AS jobs,
         (SELECT count(*)::int FROM alert_notification) AS notifications`,
    );
    return rows[0];
  };
  const ONCE = { alerts: 1, jobs: 1, notifications: 1 };

  it('are evaluated by one of many workers, and told of once for all series that fare alike', async () => {
    await store(101, 'north');
    await store(102, 'south');
    await aRule();
    const ran = await Promise.all([worker(), worker(), worker()]);
    expect(ran.reduce((sum, { evaluated }) => sum + evaluated, 0)).toBe(1);
    expect(await statuses()).toEqual(['firing', 'firing']);
    expect(await told()).toEqual(ONCE);
    pass(MINUTE);
    await worker();
    expect(await told()).toEqual(ONCE);
  });

  it('are evaluated by another worker when one has died, and what that one still writes is lost', async () => {
    await store(101);
    await aRule();
    const [claimed] = await claims().take(10);
    expect(await claims().take(10)).toEqual([]);
    pass(31_000);
    expect((await worker()).evaluated).toBe(1);
    expect(await told()).toEqual(ONCE);
    expect(await evaluations().evaluate(claimed as ClaimedRule, signal)).toBe('lost');
    expect(await told()).toEqual(ONCE);
  });

  it('remember over a restart how long a condition holds', async () => {
    await store(101);
    await aRule({ for: '2m' });
    await worker();
    const first = await statuses();
    pass(MINUTE);
    await worker();
    expect([...first, ...(await statuses())]).toEqual(expect.arrayContaining(['pending']));
    expect(await told()).toEqual({ alerts: 0, jobs: 0, notifications: 0 });
    pass(MINUTE);
    await worker();
    expect(await told()).toMatchObject({ notifications: 1 });
  });

  it('are evaluated again when points change during an evaluation', async () => {
    await store(1);
    const id = await aRule();
    const [claimed] = await claims().take(10);
    const changed = {
      id: '1',
      topic: 'points.changed',
      organizationId: world.organizationId,
      payload: { metrics: [{ metricId: 1, metric: 'load', from: '', to: '' }] },
    } as unknown as PublishedEvent;
    await new AlertWakes(world.database, world.get<JobQueue>(JobQueue), clock).accept(changed);
    expect(await evaluations().evaluate(claimed as ClaimedRule, signal)).toBe('evaluated');
    expect(await claims().nextInMs()).toBe(1_000);
    pass(1_000);
    expect(await claims().take(10)).toMatchObject([{ id }]);
  });

  it('cannot be evaluated once their owner is gone, and say so', async () => {
    await store(101);
    const id = await aRule();
    await world.database.query(`UPDATE alert_rule SET owner_permissions = '{alert:write}'`);
    await worker();
    const { body } = await world.request<{ state: string; lastError: string }>(
      'GET',
      `/api/v1/alerts/${id}`,
      {
        token: world.admin.token,
      },
    );
    expect(body).toMatchObject({
      state: 'error',
      lastError: expect.stringContaining('may not read') as string,
    });
  });
});
