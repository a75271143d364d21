import type { PoolClient } from 'pg';
import { eventually } from '../support/eventually';
import { type Answer, aWorld, type World } from '../support/world';

const BLOCKED_MS = 1_000;

/** Requests that come while the process cannot answer all in time. */
describe('back-pressure', () => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld({
      env: { DATABASE_POOL_MAX: '2', DATABASE_QUEUE_MAX: '4', EVENT_LOOP_LAG_MAX_MS: '600' },
    });
  });
  afterAll(() => world.close());

  const ask = () => world.request('GET', '/api/v1/data/catalog', { token: world.admin.token });
  const many = () => Promise.all(Array.from({ length: 20 }, ask));
  const refused = (answer: Answer) => answer.status === 503 && answer.body.code === 'OVERLOADED';

  async function expectProperRefusal(answer: Answer): Promise<void> {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]$/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).toBe(answer.body.requestId);
    expect(answer.body).toMatchObject({
      status: 503,
      error: 'Service unavailable',
      code: 'OVERLOADED',
      instance: '/api/v1/data/catalog',
      retryAfter: Number(answer.headers.get('retry-after')),
    });
    expect((await world.request('GET', '/health')).status).toBe(200);
    expect((await world.request('GET', '/health/live')).status).toBe(200);
    // Who is nobody is told so.
    expect((await world.request('GET', '/admin/queues/static/a.js')).status).toBe(401);
  }

  async function expectRecovery(): Promise<void> {
    await eventually(async () => (await ask()).status === 200, 'it answers again');
    await eventually(async () => {
      const answers = await many();
      return answers.every(({ status }) => status === 200);
    }, 'it answers everybody again');
  }

  it('refuses while statements queue for connections, and answers again when they are free', async () => {
    const { pool } = world.database;
    const taken = [await pool.connect(), await pool.connect()];
    const waiting: Promise<PoolClient>[] = [];
    const keepWaiting = (): void => {
      while (pool.waitingCount < 8) {
        const connection = pool.connect();
        connection.catch(() => {});
        waiting.push(connection);
      }
    };
    try {
      const answer = await eventually(async () => {
        keepWaiting();
        const each = await world.request('POST', '/api/v1/data/points', { body: { points: [] } });
        return refused(each) && ask();
      }, 'it refuses');
      await expectProperRefusal(answer);
    } finally {
      for (const client of taken) client.release();
      for (const each of waiting) await each.then((client) => client.release()).catch(() => {});
    }
    await expectRecovery();
  });

  it('refuses while the event loop lags, and answers again when it is free', async () => {
    const block = setInterval(() => {
      const until = performance.now() + BLOCKED_MS;
      while (performance.now() < until);
    }, 100);
    try {
      const answer = await eventually(async () => (await many()).find(refused), 'it refuses', 25_000);
      await expectProperRefusal(answer);
    } finally {
      clearInterval(block);
    }
    await expectRecovery();
  }, 60_000);

  it('finishes what it has admitted', async () => {
    const { token } = world.admin;
    const points = [{ metric: 'admitted', value: 5, timestamp: '2026-01-10T12:00:00Z' }];
    await world.request('POST', '/api/v1/data/points', { token, body: { points } });
    const blocker = await world.database.session('test-blocker');
    try {
      await blocker.query('BEGIN; LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
      const path = '/api/v1/data/metrics?metric=admitted&aggregation=sum&from=2026-01-01&to=2026-02-01';
      const admitted = world.request('GET', path, { token });
      await eventually(async () => {
        const { rows } = await blocker.query(
          "SELECT 1 FROM pg_locks WHERE mode = 'AccessShareLock' AND NOT granted",
        );
        return rows.length > 0;
      }, 'its statement runs');
      const until = performance.now() + 2 * BLOCKED_MS;
      while (performance.now() < until);
      expect((await many()).some(refused)).toBe(true);
      await blocker.query('COMMIT');
      expect(await admitted).toMatchObject({ status: 200, body: { data: { rows: [[5]] } } });
    } finally {
      await blocker.end();
    }
    await expectRecovery();
  });
});
