import { type AddressInfo, createServer, type Server } from 'node:net';
import { SourceError } from '@app/sources';
import { addKind, Probe, probeKind } from '../support/probe-kind';
import { type Answer, aWorld, type World } from '../support/world';

interface Source {
  id: string;
  version: number;
  kind: string;
  type: string;
  connection: Record<string, unknown>;
  lastError: string | null;
  lastSuccessAt: string | null;
}
interface Tested {
  ok: boolean;
  tookMs: number;
  reason: string | null;
  message: string | null;
}
interface Problem {
  code: string;
  errors: { pointer: string; message: string }[];
}

const SECRET = 'correct-horse-battery';
const probe = new Probe();
let world: World;
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1' } });
  addKind(world, probeKind(probe));
});
beforeEach(() => Object.assign(probe, new Probe()));
afterAll(async () => {
  await world.close();
  await new Promise((resolve) => server.close(resolve));
});

const ask = <B = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  token = world.admin.token,
): Promise<Answer<B>> => world.request<B>(method, `/api/v1/data-sources${path}`, { token, body, headers });

const connection = (fields: object = {}) => ({
  kind: 'probe',
  host: '127.0.0.1',
  port,
  password: SECRET,
  ...fields,
});
const aSource = async (fields: object = {}): Promise<Source> => {
  const { status, body } = await ask<Source>('POST', '', {
    name: 'Orders',
    connection: connection(),
    ...fields,
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  return body;
};
const problemOf = async (
  asked: Promise<Answer<Problem>>,
): Promise<[number, string | undefined, string | undefined]> => {
  const { status, body } = await asked;
  return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.message];
};

describe('data sources', () => {
  it('are made, listed, read, replaced, changed and deleted, with an ETag', async () => {
    const made = await ask<Source>('POST', '', {
      name: 'Orders',
      type: 'database',
      connection: connection(),
    });
    expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([
      201,
      `/api/v1/data-sources/${made.body.id}`,
      '"1"',
    ]);
    expect(made.body).toMatchObject({
      type: 'database',
      kind: 'probe',
      connection: { kind: 'probe', host: '127.0.0.1', port, password: '***' },
      schedule: null,
      mapping: null,
      enabled: true,
      lastSuccessAt: null,
      lastError: null,
    });
    const { id } = made.body;
    const listed = await ask<{ data: Source[] }>('GET', '?limit=1');
    expect(listed.body.data).toEqual([made.body]);
    const changed = await ask<Source>(
      'PATCH',
      `/${id}`,
      { schedule: { cron: '*/5 * * * *' } },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ version: 2, schedule: { cron: '*/5 * * * *', timezone: 'UTC' } });
    expect((await ask('PATCH', `/${id}`, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    const replaced = await ask<Source>('PUT', `/${id}`, { name: 'All', connection: connection({ port: 1 }) });
    expect(replaced.body).toMatchObject({ version: 3, name: 'All', schedule: null, connection: { port: 1 } });
    expect((await ask('PATCH', `/${id}`, { name: 'All' })).body).toMatchObject({ version: 3 });
    expect((await ask('DELETE', `/${id}`, undefined, { 'if-match': '"2"' })).status).toBe(412);
    expect((await ask('DELETE', `/${id}`)).status).toBe(204);
    expect((await ask('GET', `/${id}`)).status).toBe(404);
  });

  it('are refused with what is wrong, and what there is instead', async () => {
    const create = (fields: object) =>
      problemOf(ask<Problem>('POST', '', { name: 'x', connection: connection(), ...fields }));
    expect(await create({ connection: { kind: 'oracle' } })).toEqual([
      400,
      '/connection/kind',
      expect.stringMatching(/^kind must be one of .*probe.* \(given: "oracle"\)$/),
    ]);
    for (const [fields, pointer] of [
      [{ connection: 'postgres://' }, '/connection'],
      [{ connection: {} }, '/connection/kind'],
      [{ connection: connection({ host: 1 }) }, '/connection/host'],
      [{ connection: connection({ nonsense: 1 }) }, '/connection/nonsense'],
      [{ connection: connection({ host: 'a\0' }) }, '/connection/host'],
      [{ connection: connection({ password: '***' }) }, '/connection/password'],
      [{ type: 'api' }, '/type'],
      [{ schedule: { cron: 'daily' } }, '/schedule/cron'],
      [{ schedule: { cron: '0 25 * * *' } }, '/schedule/cron'],
      [{ schedule: { cron: '0 2 * * *', timezone: 'Mars/Olympus' } }, '/schedule/timezone'],
      [{ schedule: { everySeconds: 1 } }, '/schedule/everySeconds'],
      [{ mapping: { rules: [] } }, '/mapping/rules'],
      [{ name: ' ' }, '/name'],
    ] as const)
      expect([fields, (await create(fields)).slice(0, 2)]).toEqual([fields, [400, pointer]]);
  });

  it('keep a secret that comes back masked, unless it could be sent somewhere else', async () => {
    const { id } = await aSource({ connection: connection({ headers: { 'x-a': 'one', 'x-b': 'two' } }) });
    const kept = connection({ password: '***', headers: { 'x-a': '***' } });
    const relabelled = await ask<Source>('PATCH', `/${id}`, { connection: { ...kept, label: 'shop' } });
    expect(relabelled.body.connection).toEqual({ ...kept, label: 'shop' });
    await ask('POST', `/${id}/test`);
    expect(probe.opened.at(-1)?.connection).toEqual({
      ...connection({ headers: { 'x-a': 'one' } }),
      label: 'shop',
    });
    const again = /must be given again instead of "\*\*\*", because \/connection\/(host|port) changed/;
    for (const other of [{ host: 'evil.example.com' }, { port: 1 }])
      expect(await problemOf(ask<Problem>('PATCH', `/${id}`, { connection: { ...kept, ...other } }))).toEqual(
        [400, '/connection/password', expect.stringMatching(again)],
      );
    const lost = await problemOf(
      ask<Problem>('PATCH', `/${id}`, { connection: { ...kept, headers: { 'x-b': '***' } } }),
    );
    expect(lost.slice(0, 2)).toEqual([400, '/connection/headers/x-b']);
    const moved = connection({ host: 'localhost', password: 'another-secret' });
    expect((await ask<Source>('PATCH', `/${id}`, { connection: moved })).body.connection).toMatchObject({
      host: 'localhost',
      password: '***',
    });
  });

  it('show their secrets nowhere: answers, audit log, database, outbox', async () => {
    const { id } = await aSource();
    await ask('PATCH', `/${id}`, { connection: connection({ password: `${SECRET}-2` }) });
    probe.fails = new SourceError('credentials');
    await ask('POST', `/${id}/test`);
    const audit = await world.request<{
      data: { action: string; subject: { id: string }; detail: unknown }[];
    }>('GET', '/api/v1/audit-log?limit=200', { token: world.admin.token });
    const told = audit.body.data.filter(({ subject }) => subject?.id === id);
    expect(told.map(({ action, detail }) => [action, detail])).toEqual([
      ['source.tested', { ok: false, reason: 'credentials' }],
      ['source.updated', { changed: ['/connection/password'] }],
      ['source.created', null],
    ]);
    const { rows } = await world.database.query(
      `SELECT d::text AS text FROM data_source d UNION ALL SELECT o::text FROM outbox o UNION ALL SELECT a::text FROM audit_log a`,
    );
    const shown = [await ask('GET', ''), await ask('GET', `/${id}`), audit.body, rows];
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });

  it('are of one organization, and of those who may see all of its data', async () => {
    const { id } = await aSource();
    const restricted = await world.user({ roles: ['admin'], dataPolicy: { region: ['emea'] } });
    const as = (method: string, path: string, body?: unknown) =>
      ask<Problem>(method, path, body, {}, restricted.token);
    for (const asked of [
      as('POST', '', { name: 'x', connection: connection() }),
      as('POST', '/test', { connection: connection() }),
      as('POST', `/${id}/test`),
      as('GET', `/${id}/schema`),
      as('PATCH', `/${id}`, { name: 'y' }),
      as('DELETE', `/${id}`),
    ])
      expect([(await asked).status, (await asked).body.code]).toEqual([403, 'POLICY_VIOLATION']);
    const analyst = await world.user({ roles: ['analyst'] });
    expect((await ask('GET', `/${id}`, undefined, {}, analyst.token)).status).toBe(403);
  });
});

describe('the test of a source', () => {
  it('says that it works, and is seen in the source', async () => {
    const { id } = await aSource();
    const { status, body } = await ask<Tested>('POST', `/${id}/test`);
    expect([status, body]).toEqual([
      200,
      { ok: true, tookMs: expect.any(Number), reason: null, message: null },
    ]);
    expect((await ask<Source>('GET', `/${id}`)).body).toMatchObject({
      lastSuccessAt: expect.any(String),
      lastError: null,
      version: 1,
    });
    const unsaved = await ask<Tested>('POST', '/test', { connection: connection() });
    expect([unsaved.status, unsaved.body.ok, probe.open]).toEqual([200, true, 1]);
  });

  it('says the same, after as long, of an unknown name, a forbidden address and a closed port', async () => {
    const places = [
      { host: 'nothing.invalid' },
      { host: '169.254.169.254' },
      { host: '10.0.0.1', port: 22 },
      { host: '127.0.0.1', port: 1 },
      { host: '127.0.0.2', port },
      { host: '::1', port },
    ];
    const tested = await Promise.all(
      places.map(async (place, i) => {
        if (i % 2 === 0) return ask<Tested>('POST', '/test', { connection: connection(place) });
        const { id } = await aSource({ connection: connection(place) });
        return ask<Tested>('POST', `/${id}/test`);
      }),
    );
    for (const { status, body } of tested)
      expect([status, body]).toEqual([
        200,
        {
          ok: false,
          tookMs: expect.any(Number),
          reason: 'unreachable',
          message:
            'The source cannot be reached, or is not one that may be called. Look at its host and port; addresses that are not public have to be named in OUTBOUND_ALLOW.',
        },
      ]);
    const took = tested.map(({ body }) => body.tookMs);
    expect(Math.min(...took)).toBeGreaterThanOrEqual(2_990);
  });

  it('says what a source refuses, whatever happened a moment ago, and lets it be tried at once', async () => {
    const { id } = await aSource({ enabled: false });
    probe.fails = new SourceError('credentials');
    const test = async () => (await ask<Tested>('POST', `/${id}/test`)).body;
    expect(await test()).toMatchObject({ ok: false, reason: 'credentials' });
    expect((await ask<Source>('GET', `/${id}`)).body.lastError).toBe('The source refuses the credentials.');
    probe.fails = undefined;
    expect(await test()).toMatchObject({ ok: true });
    expect((await ask<Source>('GET', `/${id}`)).body.lastError).toBe(null);
  });
});

describe('the measurements of the process', () => {
  it('tell how many sources are open and how often they failed', async () => {
    const { id } = await aSource();
    probe.fails = new SourceError('missing');
    await ask('POST', `/${id}/test`);
    const { body } = await world.request<string>('GET', '/metrics', { token: world.admin.token });
    expect(body).toMatch(/^vitrine_sources_open\{.*kind="probe".*\} [1-9]/m);
    expect(body).toMatch(/^vitrine_source_failures_total\{.*kind="probe",reason="missing".*\} [1-9]/m);
  });
});

describe('the schema of a source', () => {
  it('shows tables and columns, with what they could be', async () => {
    const column = (name: string, type: 'datetime' | 'number' | 'string', samples: string[] = []) => ({
      name,
      type,
      nativeType: type,
      nullable: false,
      samples,
    });
    probe.schema = {
      tables: [
        {
          schema: 'public',
          name: 'orders',
          columns: [
            column('id', 'number', ['1']),
            column('created_at', 'datetime'),
            column('amount', 'number', ['9.5']),
            column('country', 'string', ['de', 'at', 'de']),
          ],
        },
      ],
      truncated: false,
    };
    const { id } = await aSource();
    const { status, body } = await ask<{ tables: { proposed: unknown }[] }>('GET', `/${id}/schema`);
    expect([status, body.tables[0]?.proposed]).toEqual([
      200,
      { time: ['created_at'], value: ['amount'], dimension: ['country'] },
    ]);
  });

  it('is 503 with a time to come again while the source is busy, and 422 when something has to be changed', async () => {
    const { id } = await aSource();
    probe.fails = new SourceError('busy', undefined, { retryAfterMs: 7_000 });
    const busy = await ask<Problem>('GET', `/${id}/schema`);
    expect([busy.status, busy.body.code, busy.headers.get('retry-after')]).toEqual([
      503,
      'SOURCE_UNAVAILABLE',
      '7',
    ]);
    probe.fails = new SourceError('missing');
    const missing = await ask<Problem>('GET', `/${id}/schema`);
    expect([missing.status, missing.body.code]).toEqual([422, 'SOURCE_REFUSED']);
  });
});
