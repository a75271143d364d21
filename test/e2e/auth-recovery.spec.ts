import { randomUUID } from 'node:crypto';
import { eventually } from '../support/eventually';
import { Mailbox } from '../support/mailbox';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

const PASSWORD = 'seven quiet lanterns';
const newEmail = (): string => `new-${randomUUID()}@example.com`;

describe('getting in by mail', () => {
  const mailbox = new Mailbox();
  let world: World;
  let admin: WorldUser;
  beforeAll(async () => {
    world = await aWorld({ env: mailbox.environment });
    await world.worker();
    admin = await world.user({ roles: ['admin'] });
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });

  const post = (path: string, body: object): Promise<Answer<{ code?: string; errors?: object[] }>> =>
    world.request('POST', `/api/v1/auth/${path}`, { body });
  const login = async (email: string, password = PASSWORD): Promise<number> =>
    (await post('login', { email, password })).status;
  const asAdmin = <B = { id: string; status: string; code?: string }>(
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer<B>> => world.request<B>(method, `/api/v1/users${path}`, { token: admin.token, body });
  const invite = async (fields: object = {}): Promise<{ id: string; email: string; token: string }> => {
    const email = newEmail();
    const { status, body } = await asAdmin('POST', '', { email, name: 'Ada', roles: ['viewer'], ...fields });
    expect({ status, state: body.status }).toEqual({ status: 201, state: 'invited' });
    return { id: body.id, email, token: (await mailbox.nth(email, 1)).token ?? '' };
  };
  const forgot = async (email: string, nth: number): Promise<string> => {
    expect(await post('forgot-password', { email })).toMatchObject({ status: 202, body: undefined });
    return (await mailbox.nth(email, nth)).token ?? '';
  };
  /** Lets the tokens sent to an address grow too old. @returns how long they were good for, in minutes */
  const expire = async (email: string): Promise<number> => {
    const { rows } = await world.database.query<{ minutes: number }>(
      `WITH old AS (SELECT id, extract(epoch FROM expires_at - created_at)::int / 60 AS minutes FROM account_token WHERE email = $1)
       UPDATE account_token t SET expires_at = now() FROM old WHERE t.id = old.id RETURNING old.minutes`,
      [email],
    );
    return rows[0]?.minutes ?? 0;
  };
  const auditOf = async (userId: string): Promise<{ action: string; actor: string }[]> => {
    const { rows } = await world.database.query<{ action: string; actor: string }>(
      'SELECT action, actor_kind AS actor FROM audit_log WHERE subject_id = $1 ORDER BY id',
      [userId],
    );
    return rows;
  };

  describe('invitations', () => {
    it('let a user choose a password and a name, once', async () => {
      const { id, email, token } = await invite();
      expect((await mailbox.nth(email, 1)).text).toContain(
        'https://app.example.com/accept-invitation#token=',
      );
      expect(await login(email)).toBe(401);
      const accept = { token, password: PASSWORD, name: 'Ada King' };
      expect(await post('accept-invitation', accept)).toMatchObject({ status: 204, body: undefined });
      expect(await login(email)).toBe(200);
      expect((await asAdmin('GET', `/${id}`)).body).toMatchObject({ status: 'active', name: 'Ada King' });
      expect(await post('accept-invitation', accept)).toMatchObject({
        status: 401,
        body: { code: 'INVALID_TOKEN' },
      });
      expect(await auditOf(id)).toEqual([
        { action: 'user.created', actor: 'user' },
        { action: 'invitation.created', actor: 'user' },
        { action: 'login.failed', actor: 'anonymous' },
        { action: 'invitation.accepted', actor: 'user' },
      ]);
    });

    it('of several who accept at once let one win', async () => {
      const { token } = await invite();
      const answers = await Promise.all(
        ['one', 'two', 'three'].map((name) =>
          post('accept-invitation', { token, password: `${PASSWORD} ${name}` }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 401, 401]);
    });

    it('are not used up by a password that is refused', async () => {
      const { email, token } = await invite();
      expect(await post('accept-invitation', { token, password: 'Password12345' })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/password' }] },
      });
      expect((await post('accept-invitation', { token, password: email })).status).toBe(400);
      expect((await post('accept-invitation', { token, password: PASSWORD })).status).toBe(204);
    });

    it('can be sent again, which replaces the first', async () => {
      const { id, email, token } = await invite();
      expect((await asAdmin('POST', `/${id}/invitation`)).status).toBe(202);
      const second = (await mailbox.nth(email, 2)).token ?? '';
      expect((await post('accept-invitation', { token, password: PASSWORD })).status).toBe(401);
      expect((await post('accept-invitation', { token: second, password: PASSWORD })).status).toBe(204);
      expect(await asAdmin('POST', `/${id}/invitation`)).toMatchObject({
        status: 409,
        body: { code: 'CONFLICT' },
      });
      expect((await asAdmin('POST', `/${randomUUID()}/invitation`)).status).toBe(404);
      const statuses = [];
      for (let n = 0; n < 6; n++) statuses.push((await asAdmin('POST', `/${id}/invitation`)).status);
      expect(statuses).toEqual([409, 409, 409, 429, 429, 429]);
    });

    it('end with the user’s email, its being disabled, and a week', async () => {
      const moved = await invite();
      await asAdmin('PATCH', `/${moved.id}`, { email: newEmail() });
      const disabled = await invite();
      await asAdmin('PATCH', `/${disabled.id}`, { status: 'disabled' });
      expect((await asAdmin('PATCH', `/${disabled.id}`, { status: 'active' })).body.status).toBe('invited');
      for (const { token } of [moved, disabled])
        expect((await post('accept-invitation', { token, password: PASSWORD })).status).toBe(401);
      const late = await invite();
      expect(await expire(late.email)).toBe(7 * 24 * 60);
      expect((await post('accept-invitation', { token: late.token, password: PASSWORD })).status).toBe(401);
    });

    it('are unnecessary for a user whom an admin gives a password', async () => {
      const { id, email } = await invite();
      expect((await asAdmin('PATCH', `/${id}`, { status: 'active' })).status).toBe(400);
      expect((await asAdmin('PATCH', `/${id}`, { status: 'active', password: PASSWORD })).status).toBe(200);
      expect(await login(email)).toBe(200);
    });
  });

  describe('forgotten passwords', () => {
    it('are replaced, once, ending every session', async () => {
      const user = await world.user({ roles: ['viewer'] });
      expect((await post('forgot-password', { email: user.email.toUpperCase() })).status).toBe(202);
      const { token } = await mailbox.nth(user.email, 1);
      const reset = () => post('reset-password', { token, password: PASSWORD });
      expect(await reset()).toMatchObject({ status: 204, body: undefined });
      const answer = await world.request('GET', '/api/v1/auth/me', { token: user.token });
      expect(answer).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
      expect(await login(user.email, user.password)).toBe(401);
      expect(await login(user.email)).toBe(200);
      expect(await reset()).toMatchObject({ status: 401, body: { code: 'INVALID_TOKEN' } });
      const notice = await mailbox.nth(user.email, 2);
      expect(notice).toMatchObject({ subject: 'Your password for Vitrine was changed', token: undefined });
      expect((await auditOf(user.id)).map(({ action }) => action)).toEqual([
        'user.created',
        'password.reset-requested',
        'password.reset',
        'login.failed',
      ]);
    });

    it('do not bring a disabled user back, at any moment', async () => {
      const user = await world.user({ roles: ['viewer'] });
      const before = await forgot(user.email, 1);
      await asAdmin('PATCH', `/${user.id}`, { status: 'disabled' });
      expect((await post('reset-password', { token: before, password: PASSWORD })).status).toBe(401);
      expect((await post('forgot-password', { email: user.email })).status).toBe(202);
      await asAdmin('PATCH', `/${user.id}`, { status: 'active' });
      // What was sent before it was disabled is good for nothing afterwards either.
      expect((await post('reset-password', { token: before, password: PASSWORD })).status).toBe(401);
      expect(await login(user.email, user.password)).toBe(200);
    });

    it('end with half an hour, with a new password, and with each other', async () => {
      const user = await world.user({ roles: ['viewer'] });
      const [first, second] = [await forgot(user.email, 1), await forgot(user.email, 2)];
      expect(first).not.toBe(second);
      expect((await post('reset-password', { token: second, password: PASSWORD })).status).toBe(204);
      expect((await post('reset-password', { token: first, password: PASSWORD })).status).toBe(401);
      await mailbox.nth(user.email, 3);
      const third = await forgot(user.email, 4);
      await asAdmin('PATCH', `/${user.id}`, { password: 'nine purple kettles hum' });
      expect((await post('reset-password', { token: third, password: PASSWORD })).status).toBe(401);
      const other = await world.user({ roles: ['viewer'] });
      const late = await forgot(other.email, 1);
      expect(await expire(other.email)).toBe(30);
      expect((await post('reset-password', { token: late, password: PASSWORD })).status).toBe(401);
    });

    it('send nothing to whom nobody knows, and keep nothing of it', async () => {
      const email = newEmail();
      const known = await world.user({ roles: ['viewer'] });
      expect(await post('forgot-password', { email })).toMatchObject({ status: 202, body: undefined });
      await forgot(known.email, 1);
      await eventually(async () => {
        const { rows } = await world.database.query('SELECT FROM account_token WHERE email = $1', [email]);
        return rows.length === 0;
      }, 'the request of a stranger to be forgotten');
      expect(await mailbox.to(email)).toEqual([]);
    });

    it('fill nobody’s mailbox: five tokens are good at once', async () => {
      const user = await world.user({ roles: ['viewer'] });
      const tokens = [];
      for (let n = 1; n <= 5; n++) tokens.push(await forgot(user.email, n));
      expect((await post('forgot-password', { email: user.email })).status).toBe(202);
      const last = await world.user({ roles: ['viewer'] });
      await forgot(last.email, 1);
      expect(await mailbox.to(user.email)).toHaveLength(5);
      const reset = await post('reset-password', { token: tokens[0] ?? '', password: PASSWORD });
      expect(reset.status).toBe(204);
    });

    it.each(['forgot-password', 'reset-password', 'accept-invitation'])(
      'answer 400 to a body that is none: %s',
      async (path) => {
        for (const body of [{}, { email: 'x' }, { token: '', password: PASSWORD }, { token: 1, password: 2 }])
          expect((await post(path, body)).status).toBe(400);
      },
    );

    it('refuse tokens that are none, or for something else', async () => {
      const { token } = await invite();
      for (const none of ['x', 'A'.repeat(43), `${token}x`, token, admin.token.slice(0, 200)]) {
        expect(await post('reset-password', { token: none, password: PASSWORD })).toMatchObject({
          status: 401,
          body: { code: 'INVALID_TOKEN' },
        });
      }
    });
  });
});
