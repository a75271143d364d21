import { Clock } from '@app/platform';
import { type Answer, aWorld, type World } from '../support/world';

const WINDOW_MS = 15 * 60_000;

/** Starts at the beginning of a window and stands still unless told. */
class WindowClock extends Clock {
  private time = Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS + 60_000;
  now(): Date {
    return new Date(this.time);
  }
  advance(ms: number): void {
    this.time += ms;
  }
}

describe('limits of logging in', () => {
  const clock = new WindowClock();
  let world: World;
  beforeAll(async () => {
    world = await aWorld({ clock, env: { LOGIN_LIMIT_PER_ACCOUNT: '5', LOGIN_LIMIT_PER_ADDRESS: '20' } });
  });
  afterAll(() => world.close());

  const login = (email: string, password: string): Promise<Answer<{ code?: string; retryAfter?: number }>> =>
    world.request('POST', '/api/v1/auth/login', { body: { email, password } });

  it('admits five attempts per account and address, twenty per address, and begins anew with the window', async () => {
    const { email, password } = world.admin;
    // The world has logged in once already.
    const answers = await Promise.all(Array.from({ length: 8 }, () => login(email, 'wrong password')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
    const refused = await login(email, password);
    expect(refused).toMatchObject({
      status: 429,
      body: { status: 429, error: 'Rate limit exceeded', code: 'RATE_LIMITED', retryAfter: 14 * 60 },
    });
    expect(refused.headers.get('retry-after')).toBe('840');

    const others = await Promise.all(
      Array.from({ length: 12 }, (_, n) => login(`user-${n}@example.com`, 'wrong password')),
    );
    expect(others.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(others.filter(({ status }) => status === 429)).toHaveLength(2);

    clock.advance(WINDOW_MS);
    expect((await login(email, password)).status).toBe(200);
  });

  it.each([
    ['forgot-password', { email: 'somebody@example.com' }, 202],
    ['reset-password', { token: 'a guess', password: 'seven quiet lanterns' }, 401],
    ['accept-invitation', { token: 'a guess', password: 'seven quiet lanterns' }, 401],
  ])('admits five in a window to %s, apart from everything else', async (path, body, status) => {
    clock.advance(WINDOW_MS);
    const post = () => world.request('POST', `/api/v1/auth/${path}`, { body });
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await post()).status);
    expect(statuses).toEqual([status, status, status, status, status, 429]);
    expect((await login(world.admin.email, world.admin.password)).status).toBe(200);
    clock.advance(WINDOW_MS);
    expect((await post()).status).toBe(status);
  });

  it('slows the guessing of the current password in the same way', async () => {
    clock.advance(WINDOW_MS);
    const login = await world.request<{ accessToken: string }>('POST', '/api/v1/auth/login', {
      body: { email: world.admin.email, password: world.admin.password },
    });
    const guess = () =>
      world.request('PUT', '/api/v1/auth/password', {
        token: login.body.accessToken,
        body: { currentPassword: 'a guess', newPassword: 'seven quiet lanterns' },
      });
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });
});
