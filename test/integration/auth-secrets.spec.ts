import { randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { createWorker, type WorkerProcess } from '../../apps/worker/src/create-worker';
import { Mailbox } from '../support/mailbox';
import { aWorld, send, type World } from '../support/world';

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** Passwords and tokens of accounts, followed through everything that is written down. */
describe('what is kept of passwords and tokens', () => {
  const mailbox = new Mailbox();
  const log: string[] = [];
  let world: World;
  let api: NestFastifyApplication;
  let worker: WorkerProcess;
  beforeAll(async () => {
    world = await aWorld({ env: mailbox.environment });
    const stream = { write: (line: string) => void log.push(line) };
    const logger = (name: 'api' | 'worker') => createLogger({ name, level: 'trace' }, stream);
    api = await createApi({ config: world.config, logger: logger('api') });
    await api.listen(0, '127.0.0.1');
    worker = await createWorker({ config: world.config, logger: logger('worker') });
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
    await world.close();
    await mailbox.close();
  });

  it('is in no log line, no table and no queue as it is', async () => {
    const url = await api.getUrl();
    const post = async (path: string, body: object, token?: string): Promise<Partial<Tokens>> =>
      (await send<Partial<Tokens> | undefined>(url, 'POST', `/api/v1${path}`, { body, token })).body ?? {};
    // Without the name of the account: a password that is that and digits is refused.
    const secret = (): string => `secret-${randomBytes(12).toString('hex')}`;
    const [wrong, chosen, changed, reset] = [secret(), secret(), secret(), secret()];
    const email = 'canary@example.com';

    await post('/users', { email, name: 'Canary', roles: ['viewer'] }, world.admin.token);
    const invitation = (await mailbox.nth(email, 1)).token ?? '';
    await post('/auth/accept-invitation', { token: invitation, password: 'short' });
    await post('/auth/accept-invitation', { token: invitation, password: chosen });
    await post('/auth/login', { email, password: wrong });
    const first = await post('/auth/login', { email, password: chosen });
    const second = await post('/auth/refresh', { refreshToken: first.refreshToken });
    await send(url, 'PUT', '/api/v1/auth/password', {
      token: second.accessToken ?? '',
      body: { currentPassword: chosen, newPassword: changed },
    });
    await mailbox.nth(email, 2);
    await post('/auth/forgot-password', { email });
    const forgotten = (await mailbox.nth(email, 3)).token ?? '';
    await post('/auth/reset-password', { token: forgotten, password: email });
    await post('/auth/reset-password', { token: forgotten, password: reset });
    const third = await post('/auth/login', { email, password: reset });
    await mailbox.nth(email, 4);

    const secrets = [wrong, chosen, changed, reset, invitation, forgotten];
    for (const tokens of [first, second, third])
      secrets.push(tokens.accessToken ?? '', tokens.refreshToken ?? '');
    expect(secrets.filter((text) => text.length < 20)).toEqual([]);

    const kept = [...log, ...(await tables(world)), ...(await redis(world))];
    expect(kept.filter((text) => text.includes(email))).not.toEqual([]);
    expect(kept.filter((text) => text.includes('send-mail'))).not.toEqual([]);
    expect(kept.filter((text) => secrets.some((each) => text.includes(each)))).toEqual([]);
  });
});

/** Every row of every table, as text. */
async function tables({ database }: World): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const contents = await Promise.all(
    rows.map(({ name }) => database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return contents.flatMap((content) => content.rows.map(({ row }) => row));
}

/** Everything that Redis holds of this installation, as text. */
async function redis({ config }: World): Promise<string[]> {
  if (config.redisUrl === undefined) return [];
  const client = createClient({ url: config.redisUrl });
  await client.connect();
  const contents: string[] = [];
  for await (const key of client.scanIterator({ MATCH: `*${config.redisPrefix}*` })) {
    const kind = await client.type(key);
    if (kind === 'hash') contents.push(JSON.stringify(await client.hGetAll(key)));
    else if (kind === 'string') contents.push((await client.get(key)) ?? '');
    else if (kind === 'list') contents.push(...(await client.lRange(key, 0, -1)));
    else if (kind === 'zset') contents.push(...(await client.zRange(key, 0, -1)));
    else if (kind === 'stream') contents.push(JSON.stringify(await client.xRange(key, '-', '+')));
  }
  await client.quit();
  return contents;
}
