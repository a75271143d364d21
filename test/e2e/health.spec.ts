import { Lifecycle } from '@app/platform';
import { aWorld, type World } from '../support/world';

describe('health', () => {
  let world: World;

  beforeEach(async () => {
    world = await aWorld();
  });

  afterEach(() => world.close());

  it('tells everybody that the process is up, and nothing else', async () => {
    const { status, body, headers } = await world.request('GET', '/health');
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'healthy',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      uptime: expect.any(Number),
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await world.request('GET', '/health/live')).toMatchObject({
      status: 200,
      body: { status: 'alive' },
    });
    expect(await world.request('GET', '/api/v1/health')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
  });

  it('tells administrators versions, memory and lag, and others what everybody may know', async () => {
    const ask = async (token: string) => (await world.request('GET', '/health', { token })).body;
    expect(await ask(world.admin.token)).toEqual({
      status: 'healthy',
      timestamp: expect.any(String),
      uptime: expect.any(Number),
      versions: { vitrine: expect.stringMatching(/^\d+\.\d+\.\d+/), node: process.versions.node },
      memory: {
        resident: expect.any(Number),
        heapUsed: expect.any(Number),
        heapTotal: expect.any(Number),
        external: expect.any(Number),
      },
      lag: { relayMs: expect.any(Number), rollupMs: expect.any(Number) },
    });
    const viewer = await world.user({ roles: ['viewer'] });
    for (const token of [viewer.token, 'not-a-token'])
      expect(Object.keys(await ask(token)).toSorted()).toEqual(['status', 'timestamp', 'uptime']);
  });

  it('is ready when database, migrations and queue are', async () => {
    const { status, body } = await world.request<{ checks: { name: string }[] }>('GET', '/health/ready');
    expect([status, body]).toMatchObject([200, { status: 'ready' }]);
    expect(body.checks.map(({ name }) => name).toSorted()).toEqual([
      'database',
      'events',
      'migrations',
      'queue',
    ]);
  });

  it('is not ready while migrations are missing, and says so', async () => {
    const { rows } = await world.database.query<{ name: string }>(
      'DELETE FROM migration WHERE id = (SELECT max(id) FROM migration) RETURNING name',
    );
    const refused = await world.request('GET', '/health/ready');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.body).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: expect.stringContaining('migrations: down'),
      errors: [{ pointer: '/checks/migrations', message: expect.any(String) }],
    });
    expect(await world.request('GET', '/health')).toMatchObject({ status: 200 });
    await world.database.query('INSERT INTO migration (name, executed_at) VALUES ($1, now())', [
      rows[0]?.name,
    ]);
    expect(await world.request('GET', '/health/ready')).toMatchObject({ status: 200 });
  });

  it('is not ready, but still up and working, once it drains', async () => {
    world.get(Lifecycle).drain();
    expect(await world.request('GET', '/health/ready')).toMatchObject({
      status: 503,
      body: { code: 'SHUTTING_DOWN' },
    });
    expect(await world.request('GET', '/health/live')).toMatchObject({ status: 200 });
    expect(await world.request('GET', '/api/v1/auth/me', { token: world.admin.token })).toMatchObject({
      status: 200,
    });
  });
});
