import { SteppedClock } from '../support/stepped-clock';
import { aWorld, type World } from '../support/world';

interface Tokens {
  accessToken: string;
  refreshToken: string;
  code?: string;
}

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

describe('trading refresh tokens', () => {
  const clock = new SteppedClock();
  let world: World;
  beforeAll(async () => {
    world = await aWorld({ clock, env: { SESSION_MAX_DAYS: '40' } });
  });
  afterAll(() => world.close());

  const post = (path: string, body: object, agent = 'browser/1.0') =>
    world.request<Tokens>('POST', `/api/v1/auth/${path}`, { body, headers: { 'user-agent': agent } });
  const refresh = (refreshToken: string, agent?: string) => post('refresh', { refreshToken }, agent);
  const me = (token: string) => world.request<{ code?: string }>('GET', '/api/v1/auth/me', { token });
  const signedIn = async (): Promise<Tokens> => {
    const { email, password } = await world.user({ roles: ['viewer'] });
    return (await post('login', { email, password })).body;
  };
  const pair = ({ accessToken, refreshToken }: Tokens): string => `${accessToken} ${refreshToken}`;
  const expectEnded = async (...tokens: Tokens[]): Promise<void> => {
    for (const { accessToken, refreshToken } of tokens) {
      expect(await me(accessToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
      expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { code: 'SESSION_ENDED' } });
    }
  };

  it('gives the next pair and keeps the session', async () => {
    const first = await signedIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.body.refreshToken);
    expect([second.status, third.status]).toEqual([200, 200]);
    expect(new Set([first, second.body, third.body].map(pair)).size).toBe(3);
    for (const { accessToken } of [first, second.body, third.body])
      expect((await me(accessToken)).status).toBe(200);
  });

  it('gives twenty refreshes at once one and the same pair, which works', async () => {
    const { refreshToken } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ body }) => pair(body))).size).toBe(1);
    const next = answers[0]?.body as Tokens;
    expect((await me(next.accessToken)).status).toBe(200);
    expect((await refresh(next.refreshToken)).status).toBe(200);
  });

  it('repeats itself to the same client for ten seconds, and ends the session after that', async () => {
    const first = await signedIn();
    const second = await refresh(first.refreshToken);
    clock.advance(8 * SECOND_MS);
    const again = await refresh(first.refreshToken);
    expect({ status: again.status, pair: pair(again.body) }).toEqual({
      status: 200,
      pair: pair(second.body),
    });
    clock.advance(3 * SECOND_MS);
    expect(await refresh(first.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'REFRESH_TOKEN_REUSED', error: 'Session ended' },
    });
    await expectEnded(first, second.body);
  });

  it('ends the session when another client uses a token again, however soon', async () => {
    const first = await signedIn();
    const second = await refresh(first.refreshToken, 'browser/1.0');
    expect(await refresh(first.refreshToken, 'curl/8.14.1')).toMatchObject({
      status: 401,
      body: { code: 'REFRESH_TOKEN_REUSED' },
    });
    await expectEnded(first, second.body);
  });

  it('ends the session when a token comes again although its successor was used', async () => {
    const first = await signedIn();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.body.refreshToken);
    expect((await refresh(first.refreshToken)).body.code).toBe('REFRESH_TOKEN_REUSED');
    await expectEnded(first, second.body, third.body);
  });

  it('leaves other sessions alone, and writes one row for a reuse however often it is tried', async () => {
    const { email, password } = await world.user({ roles: ['viewer'] });
    const [stolen, other] = [
      (await post('login', { email, password })).body,
      (await post('login', { email, password })).body,
    ];
    await refresh(stolen.refreshToken);
    for (let n = 0; n < 3; n++) expect((await refresh(stolen.refreshToken, 'thief')).status).toBe(401);
    expect((await refresh(other.refreshToken)).status).toBe(200);
    const { sid } = JSON.parse(
      Buffer.from(stolen.accessToken.split('.')[1] ?? '', 'base64url').toString(),
    ) as {
      sid: string;
    };
    const { rows } = await world.database.query(
      'SELECT action, actor_kind AS actor FROM audit_log WHERE subject_id = $1 ORDER BY id',
      [sid],
    );
    expect(rows).toEqual([
      { action: 'login.succeeded', actor: 'user' },
      { action: 'session.reuse-detected', actor: 'anonymous' },
    ]);
  });

  it('stops at the longest life of a session', async () => {
    const first = await signedIn();
    clock.advance(29 * DAY_MS);
    const second = await refresh(first.refreshToken);
    expect(second.status).toBe(200);
    clock.advance(12 * DAY_MS);
    expect(await refresh(second.body.refreshToken)).toMatchObject({
      status: 401,
      body: { code: 'SESSION_ENDED' },
    });
  });
});
