import { type AddressInfo, createServer, type Server } from 'node:net';
import { DataSourceManager, SourceError } from '@app/sources';
import { eventually } from '../support/eventually';
import { MovableClock } from '../support/movable-clock';
import { addKind, Probe, probeKind } from '../support/probe-kind';
import { aWorld, type World } from '../support/world';

const IDLE_MS = 5 * 60_000;
const MOST_OPEN = 4;

const probe = new Probe();
const clock = new MovableClock();
let world: World;
let manager: DataSourceManager;
/** Sessions end while the clock moves. */
let key: string;
let server: Server;
beforeAll(async () => {
  server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1', SOURCES_OPEN_MAX: String(MOST_OPEN) }, clock });
  addKind(world, probeKind(probe));
  manager = world.get(DataSourceManager);
  const made = await world.request<{ key: string }>('POST', '/api/v1/api-keys', {
    token: world.admin.token,
    body: { name: 'test', permissions: ['source:read', 'source:write'] },
  });
  ({ key } = made.body);
});
beforeEach(async () => {
  clock.offsetMs += 2 * IDLE_MS;
  await manager.sweep();
  await eventually(() => probe.open === 0, 'what the last test opened is closed');
  Object.assign(probe, new Probe());
});
afterAll(async () => {
  await world?.close();
  await new Promise((resolve) => server.close(resolve));
});

async function aSource(fields: object = {}): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const { status, body } = await world.request<{ id: string }>('POST', '/api/v1/data-sources', {
    headers: { 'x-api-key': key },
    body: {
      name: 'Orders',
      connection: { kind: 'probe', host: '127.0.0.1', port, password: 'pass' },
      ...fields,
    },
  });
  expect(status).toBe(201);
  return body.id;
}
const patch = (id: string, body: object) =>
  world.request('PATCH', `/api/v1/data-sources/${id}`, { headers: { 'x-api-key': key }, body });
/** As another process would. */
const changeElsewhere = (id: string) =>
  world.database.query('UPDATE data_source SET version = version + 1 WHERE id = $1', [id]);
const run = <T>(id: string, work: () => Promise<T>) => manager.run(world, id, work);
const nothing = async (): Promise<void> => {};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'it worked',
    (error: { code?: string; reason?: string }) => error.code ?? error.reason,
  );

/** Work that goes on until it is told to end. */
function longWork() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

describe('the manager of data sources', () => {
  it('opens one connector for all who come, and closes it when nobody has come for a while', async () => {
    const id = await aSource();
    expect(probe.opened).toHaveLength(0);
    await Promise.all(Array.from({ length: 10 }, () => run(id, nothing)));
    expect([probe.opened.length, probe.open]).toEqual([1, 1]);
    clock.offsetMs += IDLE_MS - 1_000;
    await manager.sweep();
    expect(probe.open).toBe(1);
    await run(id, nothing);
    clock.offsetMs += IDLE_MS;
    await manager.sweep();
    expect([probe.opened.length, probe.open]).toEqual([1, 0]);
    await run(id, nothing);
    expect([probe.opened.length, probe.open]).toEqual([2, 1]);
  });

  it('is for sources of the organization that are switched on', async () => {
    const id = await aSource({ enabled: false });
    expect(await code(run(id, nothing))).toBe('CONFLICT');
    expect(await code(manager.run({ organizationId: id }, id, nothing))).toBe('NOT_FOUND');
    expect(await code(run('nonsense', nothing))).toBe('NOT_FOUND');
    expect(await code(manager.run(world, id, nothing, { insist: true }))).toBe('it worked');
  });

  it('works with what the source is now, whoever changed it, and lets the work at hand end', async () => {
    const id = await aSource();
    const long = longWork();
    let ending: AbortSignal | undefined;
    const working = manager.run(world, id, async (_, source) => {
      ending = source.ending;
      await long.work();
    });
    await eventually(() => ending !== undefined, 'it works');
    await patch(id, { name: 'Orders' });
    expect([ending?.aborted, probe.open]).toEqual([false, 1]);
    await patch(id, { connection: { kind: 'probe', host: 'localhost', password: 'pass' } });
    expect([ending?.aborted, probe.open]).toEqual([true, 1]);
    await run(id, nothing);
    expect(probe.opened.map(({ connection }) => connection.host)).toEqual(['127.0.0.1', 'localhost']);
    expect(probe.open).toBe(2);
    long.end();
    await working;
    expect(probe.opened.map(({ closed }) => closed)).toEqual([1, 0]);

    await changeElsewhere(id);
    await run(id, nothing);
    expect(probe.opened.map(({ closed }) => closed)).toEqual([1, 1, 0]);
    await changeElsewhere(id);
    await manager.sweep();
    expect(probe.open).toBe(0);
  });

  it('hears of what another process changed', async () => {
    const id = await aSource();
    await run(id, nothing);
    await world.worker();
    await world.database.query(
      `INSERT INTO outbox (topic, subject, organization_id, payload) VALUES ('source.changed', $1, $2, $3)`,
      [id, world.organizationId, JSON.stringify({ sourceId: id })],
    );
    await eventually(() => probe.open === 0, 'it is closed');
  });

  it('keeps no more open than it may: an idle one makes room, and with none everybody is told to wait', async () => {
    const ids = await Promise.all(Array.from({ length: MOST_OPEN + 1 }, () => aSource()));
    for (const id of ids) {
      clock.offsetMs += 1_000;
      await run(id, nothing);
    }
    expect(probe.opened.map(({ closed }) => closed)).toEqual([1, 0, 0, 0, 0]);
    const long = longWork();
    let begun = 0;
    const working = ids.slice(1).map((id) =>
      run(id, () => {
        begun++;
        return long.work();
      }),
    );
    await eventually(() => begun === MOST_OPEN, 'all are at work');
    expect(await code(run(ids[0] as string, nothing))).toBe('busy');
    long.end();
    await Promise.all(working);
    expect(await code(run(ids[0] as string, nothing))).toBe('it worked');
    expect(probe.open).toBe(MOST_OPEN);
  });

  it('asks a source that is down ever more seldom, and says meanwhile why', async () => {
    const id = await aSource();
    let asked = 0;
    const fail = () =>
      run(id, async () => {
        asked++;
        throw new SourceError('credentials');
      });
    expect([await code(fail()), await code(fail()), asked]).toEqual(['credentials', 'credentials', 1]);
    clock.offsetMs += 1_000;
    expect([await code(fail()), await code(fail()), asked]).toEqual(['credentials', 'credentials', 2]);
    clock.offsetMs += 500;
    await code(fail());
    expect(asked).toBe(2);
    expect(manager.health(id)).toMatchObject({ state: 'failing', lastError: { reason: 'credentials' } });
    const { body } = await world.request('GET', `/api/v1/data-sources/${id}`, {
      headers: { 'x-api-key': key },
    });
    expect(body).toMatchObject({
      lastError: 'The source refuses the credentials.',
      lastSuccessAt: null,
      version: 1,
    });
    clock.offsetMs += 60_000;
    expect(await code(run(id, nothing))).toBe('it worked');
    expect(await code(fail())).toBe('credentials');
    await patch(id, { name: 'Repaired' });
    expect(await code(run(id, nothing))).toBe('it worked');
    expect(manager.health(id).state).toBe('ok');
  });

  it('connects anew after a connection broke off, and takes a wrong question for no failure of the source', async () => {
    const id = await aSource();
    const fails = (reason: 'broken' | 'refused') => () => Promise.reject(new SourceError(reason));
    expect(await code(run(id, fails('refused')))).toBe('refused');
    expect([manager.health(id).state, probe.opened.length]).toEqual(['unknown', 1]);
    expect(await code(run(id, fails('broken')))).toBe('broken');
    await run(id, nothing);
    expect(probe.opened.map(({ closed }) => closed)).toEqual([1, 0]);
  });

  it('refuses a source that cannot be opened any more, and keeps what it had', async () => {
    const id = await aSource();
    await world.database.query(
      `UPDATE data_source SET secrets_sealed = 'v1.lost', version = version + 1 WHERE id = $1`,
      [id],
    );
    expect(await code(run(id, nothing))).toBe('CONFLICT');
    const masked = { kind: 'probe', host: '127.0.0.1', password: '***' };
    expect((await patch(id, { connection: masked })).status).toBe(400);
    expect((await patch(id, { connection: { ...masked, password: 'pass' } })).status).toBe(200);
    expect(await code(run(id, nothing))).toBe('it worked');
  });

  it('goes with its organization', async () => {
    const id = await aSource();
    await world.database.query('DELETE FROM data_source WHERE id = $1', [id]);
    expect(await code(run(id, nothing))).toBe('NOT_FOUND');
  });

  it('closes all of them when the process stops, whoever is at work', async () => {
    const other = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1' } });
    addKind(other, probeKind(probe));
    const { body } = await other.request<{ id: string }>('POST', '/api/v1/data-sources', {
      token: other.admin.token,
      body: { name: 'Orders', connection: { kind: 'probe', host: '127.0.0.1' } },
    });
    let told = false;
    const theirs = other.get(DataSourceManager);
    const working = theirs.run(other, body.id, (_, { ending }) => {
      ending.addEventListener('abort', () => (told = true));
      return new Promise(() => {});
    });
    void working.catch(() => {});
    await eventually(() => probe.open === 1, 'it works');
    await other.close();
    expect([told, probe.open]).toEqual([true, 0]);
    expect(await code(theirs.run(other, body.id, nothing))).toBe('SHUTTING_DOWN');
  });
});
