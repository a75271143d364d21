import { JobQueue } from '@app/jobs';
import { aWorld, type World } from '../support/world';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

describe('purge-sessions', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
    await world.worker();
  });
  afterAll(() => world.close());

  it('removes what ended or ran out over 30 days ago, used refresh tokens of that age, and nothing else', async () => {
    const { id, token, email, password } = await world.user({ roles: ['viewer'] });
    const login = await world.request<{ refreshToken: string }>('POST', '/api/v1/auth/login', {
      body: { email, password },
    });
    await world.request('POST', '/api/v1/auth/refresh', { body: { refreshToken: login.body.refreshToken } });
    const session = async (
      name: string,
      endedDaysAgo: number | null,
      expiredDaysAgo: number,
    ): Promise<void> => {
      await world.database.query(
        `INSERT INTO session (id, user_id, organization_id, user_agent, created_at, last_used_at, expires_at, ended_at)
         VALUES (gen_random_uuid(), $1, $2, $3, now(), now(), $4, $5)`,
        [
          id,
          world.organizationId,
          name,
          daysAgo(expiredDaysAgo),
          endedDaysAgo === null ? null : daysAgo(endedDaysAgo),
        ],
      );
    };
    await session('ended long ago', 31, -5);
    await session('ran out long ago', null, 31);
    await session('ended lately', 29, -5);
    await session('ran out lately', null, 29);
    await world.database.query(
      `UPDATE refresh_token SET used_at = used_at - interval '31 days' WHERE used_at IS NOT NULL`,
    );

    await world.database.query(
      `INSERT INTO rate_count (key, starts, used, granted, kept_until)
       VALUES ('over', '{0}', '{1}', 1, now() - interval '1 second'), ('counts', '{0}', '{1}', 1, now() + interval '1 day')`,
    );

    const queue = world.get<JobQueue>(JobQueue);
    const job = await queue.add('purge-sessions', {});
    await expect(finished(queue, job.id)).resolves.toMatchObject({
      state: 'completed',
      result: { removed: 2 },
    });

    const { rows } = await world.database.query<{ name: string }>(
      `SELECT user_agent AS name FROM session WHERE user_id = $1 AND user_agent LIKE '%ly' ORDER BY 1`,
      [id],
    );
    expect(rows.map(({ name }) => name)).toEqual(['ended lately', 'ran out lately']);
    const used = await world.database.query('SELECT FROM refresh_token WHERE used_at IS NOT NULL');
    expect(used.rows).toEqual([]);
    const counts = await world.database.query('SELECT key FROM rate_count');
    expect(counts.rows).toEqual([{ key: 'counts' }]);
    expect((await world.request('GET', '/api/v1/auth/me', { token })).status).toBe(200);
  });

  it('removes answers of Idempotency-Keys that are not given any more', async () => {
    const keep = (name: string, hours: number) =>
      world.database.query(
        `INSERT INTO idempotency_key
           (organization_id, principal, route, key_hash, request_hash, run_id, locked_until, created_at)
         VALUES ($1, 'user:x', 'POST /x', $2, 'x', gen_random_uuid(), now(), now() - $3::interval)`,
        [world.organizationId, name, `${hours} hours`],
      );
    await keep('old', 25);
    await keep('recent', 23);
    const queue = world.get<JobQueue>(JobQueue);
    const job = await queue.add('purge-sessions', {});
    await expect(finished(queue, job.id)).resolves.toMatchObject({ state: 'completed' });
    const { rows } = await world.database.query('SELECT key_hash FROM idempotency_key');
    expect(rows).toEqual([{ key_hash: 'recent' }]);
  });
});

const PATIENCE_MS = 20_000;

/** The job once it is over, or as it is when patience is. */
async function finished(queue: JobQueue, id: string): Promise<unknown> {
  for (const began = Date.now(); ;) {
    const status = await queue.status('purge-sessions', id);
    if (status?.state === 'completed' || status?.state === 'dead' || Date.now() - began > PATIENCE_MS)
      return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
