import { createLogger } from '../logging/create-logger';
import { Lifecycle } from '../lifecycle';
import { CHECK_TIMEOUT_MS, HealthChecks } from './health-checks';
import { Readiness } from './readiness';

function readiness(checks: Record<string, () => Promise<unknown>>) {
  const registry = new HealthChecks(createLogger({ level: 'silent', name: 'api' }));
  for (const [name, check] of Object.entries(checks)) registry.register({ name, check });
  const lifecycle = new Lifecycle();
  return { lifecycle, readiness: new Readiness(lifecycle, registry), registry };
}

describe('readiness', () => {
  afterEach(() => jest.useRealTimers());

  it('is given when every check passes', async () => {
    const world = readiness({ database: async () => 1, queue: async () => 'PONG' });
    await expect(world.readiness.assertReady()).resolves.toEqual({
      status: 'ready',
      checks: [
        { name: 'database', status: 'up', tookMs: expect.any(Number) },
        { name: 'queue', status: 'up', tookMs: expect.any(Number) },
      ],
    });
  });

  it('is refused naming the check that fails, without its particulars', async () => {
    const world = readiness({
      database: () => Promise.reject(new Error('password authentication failed for user "vitrine"')),
      queue: async () => undefined,
    });
    const error: unknown = await world.readiness.assertReady().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: 'database: down, queue: up',
      errors: [{ pointer: '/checks/database', message: expect.any(String) }],
      retryAfterSeconds: expect.any(Number),
    });
    expect(JSON.stringify(error)).not.toContain('vitrine"');
  });

  it('is refused when a check throws instead of rejecting', async () => {
    const world = readiness({
      database: () => {
        throw new Error('x');
      },
    });
    await expect(world.readiness.assertReady()).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
  });

  it('does not wait for a check that hangs, nor start it again', async () => {
    jest.useFakeTimers();
    let started = 0;
    const world = readiness({
      database: () => {
        started++;
        return new Promise(() => {});
      },
    });
    for (let probe = 0; probe < 3; probe++) {
      const answer = world.readiness.assertReady();
      const refused = expect(answer).rejects.toMatchObject({
        errors: [{ pointer: '/checks/database', message: `no answer within ${CHECK_TIMEOUT_MS} ms` }],
      });
      await jest.advanceTimersByTimeAsync(CHECK_TIMEOUT_MS);
      await refused;
    }
    expect(started).toBe(1);
  });

  it('is refused at once while the process drains', async () => {
    const world = readiness({ database: () => Promise.reject(new Error('never asked')) });
    world.lifecycle.drain();
    await expect(world.readiness.assertReady()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('needs a name of its own for every check', () => {
    const { registry } = readiness({ database: async () => 1 });
    expect(() => registry.register({ name: 'database', check: async () => 1 })).toThrow(
      /two health checks "database"/,
    );
  });
});
