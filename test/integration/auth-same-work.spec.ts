import { PasswordHasher } from '../../libs/auth/src/passwords/password-hasher';
import { Mailbox } from '../support/mailbox';
import { statementsOf } from '../support/recorded-statements';
import { aWorld, type World } from '../support/world';

/** Whoever measures how long an answer takes must not learn whether an account exists: the same work is done for all. */
describe('the work behind an answer', () => {
  const mailbox = new Mailbox();
  let world: World;
  beforeAll(async () => {
    world = await aWorld({ env: mailbox.environment });
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });

  const post = (path: string, body: object, status: number) => async (): Promise<void> => {
    expect((await world.request('POST', `/api/v1/auth/${path}`, { body })).status).toBe(status);
  };
  const disabled = async (): Promise<string> => {
    const { id, email } = await world.user({ roles: ['viewer'] });
    await world.request('PATCH', `/api/v1/users/${id}`, {
      token: world.admin.token,
      body: { status: 'disabled' },
    });
    return email;
  };

  it('is the same for a wrong password, an unknown email and a disabled user', async () => {
    const known = await world.user({ roles: ['viewer'] });
    const emails = [known.email, 'nobody@example.com', await disabled()];
    const hasher = world.get(PasswordHasher);
    const verify = jest.spyOn(hasher, 'verify');
    const work = [];
    for (const email of emails) {
      verify.mockClear();
      const failed = post('login', { email, password: 'not the password' }, 401);
      work.push({ statements: await statementsOf(world.database, failed), hashes: verify.mock.calls.length });
    }
    expect(work[0]?.hashes).toBe(1);
    expect(work[0]?.statements).toContainEqual(expect.stringContaining('INSERT INTO audit_log'));
    expect(work[1]).toEqual(work[0]);
    expect(work[2]).toEqual(work[0]);
  });

  it('is the same for a forgotten password of anybody, and looks at no user', async () => {
    const known = await world.user({ roles: ['viewer'] });
    const work = [];
    for (const email of [known.email, 'nobody@example.com', await disabled()])
      work.push(await statementsOf(world.database, post('forgot-password', { email }, 202)));
    expect(work[0]).toContainEqual(expect.stringContaining('INSERT INTO outbox'));
    expect(work[0]?.filter((sql) => /\busers\b/.test(sql))).toEqual([]);
    expect(work[1]).toEqual(work[0]);
    expect(work[2]).toEqual(work[0]);
  });
});
