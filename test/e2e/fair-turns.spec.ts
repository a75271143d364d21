import { eventually } from '../support/eventually';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

const HEAVY = 40;

/** One user's questions that take long, and everybody else. */
describe('turns of metric queries', () => {
  let world: World;
  let analyst: WorldUser;
  let viewer: WorldUser;
  let stranger: { token: string };

  const query = (token: string, from: string, to: string, limit = 1_000) =>
    world.request<{ code?: string; data?: { rows: unknown[][] } }>('POST', '/api/v1/data/query', {
      token,
      body: {
        metrics: [{ metric: 'revenue', aggregation: 'sum' }],
        timeRange: { from, to },
        limit,
      },
    });
  /** Each another question, so that none is answered along with another. */
  const heavy = (number: number) => query(analyst.token, '2026-01-01', '2026-01-20', number + 1);
  const light = (token: string) => query(token, '2026-02-01', '2026-02-20');

  beforeAll(async () => {
    world = await aWorld({ env: { QUERY_QUEUE_MAX: '50' } });
    analyst = await world.user({ roles: ['analyst'] });
    viewer = await world.user({ roles: ['viewer'] });
    stranger = await aStranger();
    for (const token of [analyst.token, stranger.token]) {
      const points = ['2026-01-10', '2026-02-10'].map((day) => ({
        metric: 'revenue',
        value: 2,
        timestamp: `${day}T12:00:00Z`,
      }));
      const stored = await world.request('POST', '/api/v1/data/points', { token, body: { points } });
      expect(stored.status).toBe(201);
    }
  });
  afterAll(() => world.close());

  /** An analyst of another organization. */
  async function aStranger(): Promise<{ token: string }> {
    const { token } = world.admin;
    const organization = await world.request<{ id: string }>('POST', '/api/v1/organizations', {
      token,
      body: { name: 'Another' },
    });
    const login = { email: 'stranger@example.com', password: 'a password of a stranger' };
    const user = await world.request('POST', '/api/v1/users', {
      token,
      body: { ...login, name: 'Stranger', roles: ['analyst'] },
      headers: { 'x-organization-id': organization.body.id },
    });
    expect(user.status).toBe(201);
    const session = await world.request<{ accessToken: string }>('POST', '/api/v1/auth/login', {
      body: login,
    });
    return { token: session.body.accessToken };
  }

  /** Runs `work` while no question about January can be answered; then those that were asked are. */
  async function whileJanuaryIsLocked(work: () => Promise<void>): Promise<void> {
    const blocker = await world.database.session('test-blocker');
    try {
      await blocker.query('BEGIN; LOCK TABLE metrics.points_202601 IN ACCESS EXCLUSIVE MODE');
      await work();
    } finally {
      await blocker.end();
    }
  }

  const held = async (): Promise<number> => {
    const { rows } = await world.database.query(
      "SELECT 1 FROM pg_locks WHERE relation = 'metrics.points_202601'::regclass AND NOT granted",
    );
    return rows.length;
  };

  it('lets everybody else be answered while 40 of one user wait', async () => {
    let answers: Promise<Answer<{ code?: string }>>[] = [];
    await whileJanuaryIsLocked(async () => {
      answers = Array.from({ length: HEAVY }, (_, number) => heavy(number));
      await eventually(async () => (await held()) > 0, 'the first ones run');
      for (const { token } of [stranger, viewer]) {
        expect((await world.request('GET', '/api/v1/auth/me', { token })).status).toBe(200);
        expect((await world.request('GET', '/api/v1/dashboards', { token })).status).toBe(200);
        expect((await world.request('GET', '/api/v1/data/catalog', { token })).status).toBe(200);
      }
      const answer = await light(stranger.token);
      expect(answer).toMatchObject({ status: 200, body: { data: { rows: [[2]] } } });
      expect(await held()).toBeLessThanOrEqual(world.database.limits.statements / 2);
    });
    const settled = await Promise.all(answers);
    expect(settled.map(({ status }) => status)).toEqual(settled.map(() => 200));
  });

  it('refuses the newest of those who ask for most, and answers the others', async () => {
    let answers: Promise<Answer<{ code?: string }>>[] = [];
    await whileJanuaryIsLocked(async () => {
      answers = Array.from({ length: 2 * HEAVY }, (_, number) => heavy(500 + number));
      const refused = await Promise.race(
        answers.map(async (answer) =>
          (await answer).status === 503 ? answer : new Promise<never>(() => {}),
        ),
      );
      expect(refused.body).toMatchObject({ code: 'OVERLOADED', retryAfter: expect.any(Number) });
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
      expect((await light(stranger.token)).status).toBe(200);
    });
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(50);
    expect((await heavy(900)).status).toBe(200);
  });

  it('gives up a turn that does not come', async () => {
    const hurried = await aWorld({ env: { QUERY_QUEUE_WAIT_MS: '100', QUERY_CONCURRENCY: '1' } });
    try {
      const { token } = hurried.admin;
      const points = [{ metric: 'm', value: 1, timestamp: '2026-01-10T12:00:00Z' }];
      await hurried.request('POST', '/api/v1/data/points', { token, body: { points } });
      const ask = (limit: number) =>
        hurried.request('POST', '/api/v1/data/query', {
          token,
          body: { metrics: [{ metric: 'm', aggregation: 'sum' }], timeRange: '1y', limit },
        });
      const answers = await hurried.database.transaction(async (tx) => {
        await tx.query('LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
        const both = [ask(1), ask(2)];
        const first = await Promise.race(both);
        expect(first).toMatchObject({ status: 503, body: { code: 'OVERLOADED' } });
        return both;
      });
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 503]);
    } finally {
      await hurried.close();
    }
  });
});
