import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { newId, SecretBox } from '@app/platform';
import { eventually } from '../support/eventually';
import { rawRequest } from '../support/raw-request';
import { SpanReceiver } from '../support/span-receiver';
import { aWorld, type World } from '../support/world';

/** A text that is found wherever it lands, and is nowhere by chance. */
const canary = (name: string): string => `Canary-${name}-${newId().slice(-12)}`;

/** Secrets of clients, each planted where a careless program would pass it on. */
const PLANTED = {
  password: canary('password'),
  wrongPassword: canary('wrong-password'),
  nestedPassword: canary('nested'),
  brokenBody: canary('broken-body'),
  bearer: canary('bearer'),
  basic: canary('basic'),
  apiKey: canary('api-key'),
  cookie: canary('cookie'),
  query: canary('query'),
  refreshToken: canary('refresh'),
  box: canary('box'),
  source: canary('source'),
};
/** Secrets of the operator. */
const SETTINGS = {
  JWT_SECRET: `${canary('jwt')}-${canary('jwt')}`,
  ENCRYPTION_KEY: `${canary('encryption')}-${canary('encryption')}`,
  ENCRYPTION_KEYS_PREVIOUS: `${canary('previous')}-${canary('previous')}`,
  METRICS_TOKEN: `${canary('metrics')}-${canary('metrics')}`,
};
const JSON_TYPE = { 'content-type': 'application/json' };

/** A secret that was planted anywhere appears in no log, trace, table, queue, list or error. */
describe('planted secrets', () => {
  jest.setTimeout(60_000);
  const children: ChildProcess[] = [];
  const logs: string[] = [];
  const answers: string[] = [];
  let world: World;
  let receiver: SpanReceiver;
  let url: string;
  let tokens: { accessToken: string; refreshToken: string };
  const made: string[] = [];

  const start = async (app: 'api' | 'worker'): Promise<string> => {
    const env = {
      ...world.environment,
      ...SETTINGS,
      ...receiver.environment,
      LOG_LEVEL: 'trace',
      PATH: process.env.PATH,
    };
    const child = fork(`dist/apps/${app}/src/main.js`, [], { env, execArgv: [], silent: true });
    children.push(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => logs.push(chunk.toString()));
    const [message] = (await once(child, 'message')) as [{ url?: string }];
    return message.url ?? '';
  };

  /** Sends a request and keeps what is answered, unless that is the one place where the secret belongs. */
  const ask = async (
    method: string,
    path: string,
    options: { headers?: Record<string, string>; body?: unknown; keep?: boolean } = {},
  ) => {
    const { headers = {}, body, keep = true } = options;
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const answer = await rawRequest(url, {
      method,
      path,
      headers: { ...(text === undefined ? {} : JSON_TYPE), ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    if (keep) answers.push(`${JSON.stringify(answer.headers)} ${answer.text}`);
    return answer;
  };

  beforeAll(async () => {
    world = await aWorld();
    receiver = await SpanReceiver.start();
    [url] = await Promise.all([start('api'), start('worker')]);
    const { email, password } = world.admin;
    const login = await ask('POST', '/api/v1/auth/login', { body: { email, password }, keep: false });
    tokens = JSON.parse(login.text) as typeof tokens;
    await plant({ authorization: `Bearer ${tokens.accessToken}` });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await receiver?.close();
    await world?.close();
  });

  /** The password of a source that is kept, that is refused, and that is sent to nobody. */
  async function failAtSources(headers: Record<string, string>): Promise<void> {
    const connection = {
      kind: 'postgresql',
      host: '10.0.0.1',
      database: 'shop',
      user: 'a',
      password: PLANTED.source,
    };
    const path = '/api/v1/data-sources';
    await ask('POST', path, { headers, body: { name: 'Canary', connection } });
    await ask('POST', path, {
      headers,
      body: { name: 'Canary', connection: { ...connection, nonsense: 1 } },
    });
    await ask('POST', `${path}/test`, { headers, body: { connection } });
  }

  /** Everything that carries a secret into the house, and everything that shows what came of it. */
  async function plant(admin: Record<string, string>): Promise<void> {
    const { password } = PLANTED;
    const user = { email: 'canary@example.com', name: 'Canary', roles: ['analyst'], password };
    const created = await ask('POST', '/api/v1/users', { headers: admin, body: user });
    expect(created.status).toBe(201);
    const login = { email: user.email, password };
    const session = await ask('POST', '/api/v1/auth/login', { body: login, keep: false });
    expect(session.status).toBe(200);
    await ask('POST', '/api/v1/auth/login', { body: { ...login, password: PLANTED.wrongPassword } });
    await ask('POST', '/api/v1/auth/login', {
      body: { ...login, password: { password: PLANTED.nestedPassword } },
    });
    await ask('POST', '/api/v1/auth/login', { body: { email: { password: PLANTED.nestedPassword } } });
    await ask('POST', '/api/v1/auth/login', { body: `{"password":"${PLANTED.brokenBody}"x` });
    await ask('POST', '/api/v1/auth/login', { body: PLANTED.brokenBody });
    await ask('POST', '/api/v1/auth/refresh', { body: { refreshToken: PLANTED.refreshToken } });
    await ask('PUT', '/api/v1/auth/password', {
      headers: admin,
      body: { currentPassword: PLANTED.wrongPassword, newPassword: PLANTED.wrongPassword },
    });
    await ask('PATCH', `/api/v1/users/${(JSON.parse(created.text) as { id: string }).id}`, {
      headers: admin,
      body: { password: PLANTED.wrongPassword },
    });
    const credentials: Record<string, string>[] = [
      { authorization: `Bearer ${PLANTED.bearer}` },
      { authorization: `Basic ${PLANTED.basic}` },
      { 'x-api-key': PLANTED.apiKey },
      { cookie: `session=${PLANTED.cookie}` },
    ];
    for (const headers of credentials) await ask('GET', '/api/v1/users', { headers });
    for (const headers of [{}, admin])
      await ask('GET', `/api/v1/auth/me?access_token=${PLANTED.query}`, { headers });
    const sources = failAtSources(admin);
    await useKeyAndEmbedToken(admin);
    await failOnPurpose(admin);
    await sources;
    await ask('POST', '/api/v1/auth/logout', { headers: { authorization: bearerOf(session.text) } });
    const lists = [
      'users',
      'auth/sessions',
      'audit-log',
      'organizations',
      'dashboards',
      'data-sources',
      'data/catalog',
      'auth/me',
    ];
    for (const list of lists) await ask('GET', `/api/v1/${list}`, { headers: admin });
    for (const path of ['/health', '/health/ready', '/metrics']) await ask('GET', path, { headers: admin });
  }

  /** Credentials that are shown once, then used. */
  async function useKeyAndEmbedToken(admin: Record<string, string>): Promise<void> {
    const create = async (path: string, body: object) => {
      const { status, text } = await ask('POST', `/api/v1/${path}`, { headers: admin, body, keep: false });
      expect([path, status]).toEqual([path, 201]);
      return JSON.parse(text) as Record<string, string>;
    };
    const { key = '' } = await create('api-keys', { name: 'canary', permissions: ['data:read'] });
    const { id } = await create('dashboards', { name: 'canary' });
    const { token = '' } = await create(`dashboards/${id}/embed-tokens`, {});
    const { ticket = '', ...rest } = await create('auth/stream-ticket', {});
    expect(rest).toEqual({ expiresIn: 60 });
    made.push(key, token, ticket, ticket.slice(4));
    // Good for another dashboard, used by then, and where none is taken.
    for (const path of [`dashboards/${newId()}/stream`, `dashboard/${id}/stream`, `dashboards/${id}/data`])
      await ask('GET', `/api/v1/${path}?ticket=${ticket}`);
    for (const path of ['data/catalog', 'users'])
      await ask('GET', `/api/v1/${path}`, { headers: { 'x-api-key': key } });
    for (const path of [`dashboards/${id}`, 'users'])
      await ask('GET', `/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
    for (const path of ['api-keys', `dashboards/${id}`])
      await ask('GET', `/api/v1/${path}`, { headers: admin });
  }

  /** A fault that nobody foresaw: the database refuses a row that holds a password's hash, and says which. */
  async function failOnPurpose(admin: Record<string, string>): Promise<void> {
    await world.database.query(`ALTER TABLE users ADD CONSTRAINT broken CHECK (name <> 'Broken')`);
    const body = {
      email: 'broken@example.com',
      name: 'Broken',
      roles: ['viewer'],
      password: PLANTED.password,
    };
    const answer = await ask('POST', '/api/v1/users', { headers: admin, body });
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).not.toHaveProperty('detail');
  }

  const bearerOf = (text: string) => `Bearer ${(JSON.parse(text) as { accessToken: string }).accessToken}`;
  const secrets = () => [
    ...Object.values(PLANTED),
    ...Object.values(SETTINGS),
    ...made,
    new URL(world.databaseUrl).password,
    tokens.accessToken,
    tokens.refreshToken,
    '$argon2',
    'Failing row',
  ];
  const found = (texts: string[]) =>
    secrets().filter((secret) => texts.some((text) => text.includes(secret)));

  it('are in no answer: errors, lists, headers, probes', () => {
    expect(answers.length).toBeGreaterThan(25);
    expect(found(answers)).toEqual([]);
  });

  it('are in no line of the log, whatever is logged', async () => {
    await eventually(() => logs.join('').includes('violates check constraint'), 'the fault in the log');
    expect(logs.join('').split('\n').length).toBeGreaterThan(30);
    expect(found(logs)).toEqual([]);
  });

  it('are in no trace', async () => {
    await eventually(() => receiver.texts.join('').includes('/auth/logout'), 'the last request in a trace');
    expect(found(receiver.texts)).toEqual([]);
  });

  it('are in no table, outbox or queue', async () => {
    const { rows: tables } = await world.database.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(15);
    const kept = secrets().filter((secret) => secret !== '$argon2');
    for (const { name } of tables) {
      const { rows } = await world.database.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      const all = rows.map(({ text }) => text).join('\n');
      expect([name, kept.filter((secret) => all.includes(secret))]).toEqual([name, []]);
    }
  });

  it('are not in what is sealed', () => {
    const box = new SecretBox(SETTINGS.ENCRYPTION_KEY);
    const place = { organizationId: newId(), table: 't', column: 'c', rowId: newId() };
    const sealed = box.seal(PLANTED.box, place);
    const shown = [sealed, inspect(box, { depth: 9, showHidden: true }), JSON.stringify({ sealed })];
    for (const text of shown)
      for (const secret of [PLANTED.box, SETTINGS.ENCRYPTION_KEY]) expect(text).not.toContain(secret);
    const refused = () => box.open(sealed, { ...place, rowId: newId() });
    expect(refused).toThrow();
    expect(refused).not.toThrow(PLANTED.box);
  });
});
