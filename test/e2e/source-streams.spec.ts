import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import { whilePointsAreLocked } from '../support/locked-points';
import { natsAvailable } from '../support/nats';
import { redisAvailable } from '../support/redis';
import { dataset } from '../support/sample-api';
import { natsBroker, redisBroker, type StreamBroker, type StreamRecord } from '../support/stream-brokers';
import { type Answer, aWorld, type World } from '../support/world';

interface Run {
  id: string;
  trigger: string;
  status: string;
  lag: number | null;
  rowsRead: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  errors: { record: string; message: string }[];
  error: string | null;
}
interface Source {
  id: string;
  version: number;
  type: string;
  lag: number | null;
  lastError: string | null;
  connection: Record<string, unknown>;
}

jest.setTimeout(60_000);
const programs = new CompiledPrograms();
let world: World;
let worker: ChildProcess;
beforeAll(async () => {
  world = await aWorld({ env: { SOURCE_LEASE_MS: '1000', OUTBOUND_ALLOW: '127.0.0.1' } });
  worker = await aWorker();
});
afterAll(async () => {
  await programs.close();
  await world.close();
});

const aWorker = (): Promise<ChildProcess> =>
  programs.start('sync-worker-process', JSON.stringify(world.environment));
const ask = <B = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<B>> =>
  world.request<B>(method, `/api/v1/data-sources${path}`, { token: world.admin.token, body });
const sourceOf = async (id: string): Promise<Source> => (await ask<Source>('GET', `/${id}`)).body;
const runsOf = async (id: string): Promise<Run[]> =>
  (await ask<{ data: Run[] }>('GET', `/${id}/runs`)).body.data;
const until = (id: string, holds: (run: Run) => boolean, what: string): Promise<Run> =>
  eventually(
    async () => {
      const [run] = await runsOf(id);
      return run !== undefined && holds(run) && run;
    },
    what,
    20_000,
  );
const query = async (metric: string, aggregation: string, groupBy: string[] = []): Promise<unknown[][]> => {
  const { body } = await world.request<{ data: { rows: unknown[][] } }>('POST', '/api/v1/data/query', {
    token: world.admin.token,
    body: {
      metrics: [{ metric, aggregation }],
      groupBy,
      timeRange: { from: '2012-01-01', to: '2016-01-01' },
    },
  });
  return body.data?.rows ?? [];
};
const day = (n: number) => new Date(Date.UTC(2012, 0, 1) + n * 60_000).toISOString();
const numbered = (from: number, count: number): StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    at: day(from + index),
    amount: from + index,
    region: 'emea',
  }));

const sumTo = (n: number): number => (n * (n - 1)) / 2;

const BROKERS = [
  { kind: 'redis-stream', program: 'redis-server', isThere: redisAvailable, start: redisBroker },
  { kind: 'nats', program: 'nats-server', isThere: natsAvailable, start: natsBroker },
].filter(({ program, isThere }) => {
  const isTried = isThere() || process.env.REQUIRE_ALL === '1';
  if (!isTried)
    process.stderr.write(`SKIPPED streams of ${program}: no ${program} (apt-get install ${program}).\n`);
  return isTried;
});

/** One server of streams, and what is asked of its sources. */
class Streams {
  /** A stream that the one worker reads. */
  killed = '';

  constructor(
    readonly kind: string,
    readonly broker: StreamBroker,
  ) {}

  readonly metricOf = (stream: string): string => `${this.kind.replace('-', '_')}_${stream}`;

  readonly aSource = async (stream: string, fields: object = {}): Promise<string> => {
    await this.broker.create(stream);
    const { status, body } = await ask<Source>('POST', '', {
      name: stream,
      connection: this.broker.connection(stream),
      mapping: { time: 'at', metrics: { [this.metricOf(stream)]: 'amount' }, dimensions: ['region'] },
      ...fields,
    });
    expect([status, body]).toEqual([201, expect.objectContaining({ type: 'stream', lag: null })]);
    return body.id;
  };

  readonly totals = async (stream: string): Promise<unknown[]> =>
    Promise.all(
      ['count', 'sum'].map(async (aggregation) => (await query(this.metricOf(stream), aggregation))[0]?.[0]),
    );
}

(BROKERS.length > 0 ? describe : describe.skip)('streams of Redis and NATS', () => {
  const all: Streams[] = [];
  /** Starts while the first one reads already. */
  let other: Promise<ChildProcess>;
  /** The same of each of them, side by side: most of it is waiting. */
  const each = async (work: (streams: Streams) => Promise<void>): Promise<void> => {
    const results = await Promise.allSettled(all.map(work));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason as Error;
  };
  beforeAll(async () => {
    for (const { kind, start } of BROKERS) all.push(new Streams(kind, await start()));
    await each(async (streams) => {
      streams.killed = await streams.aSource('killed');
      await streams.broker.publish('killed', numbered(0, 10));
      await until(streams.killed, ({ rowsRead }) => rowsRead === 10, 'it is read');
    });
    other = aWorker();
    other.catch(() => undefined);
  });
  afterAll(() => Promise.all(all.map(({ broker }) => broker.close())));

  it('bring what a file has that others have made, and tell of what between becomes no point', () =>
    each(async ({ broker, aSource, metricOf }) => {
      const [, ...lines] = dataset('seattle-weather.csv').trim().split('\n');
      const records = lines.map((line) => {
        const [date = '', rain = '', , , , weather = ''] = line.split(',');
        return { at: date, amount: rain, region: weather.trim() };
      });
      const sums = new Map<string, number>();
      for (const { amount, region } of records)
        sums.set(region, (sums.get(region) ?? 0) + Math.round(10 * Number(amount)));
      const id = await aSource('weather');
      await broker.publish('weather', [
        ...records.slice(0, 700),
        'not what it should be',
        { at: 'yesterday', amount: 1, region: 'sun' },
        { at: day(1), amount: 'much', region: 'sun' },
        ...records.slice(700),
      ]);
      const run = await until(id, ({ rowsRead }) => rowsRead === records.length + 3, 'all are read');
      expect(run).toMatchObject({
        status: 'running',
        accepted: 1_461,
        duplicates: 0,
        rejected: 3,
        error: null,
      });
      expect(run.errors.map(({ message }) => message)).toEqual([
        expect.stringMatching(/is not JSON|finds nothing/),
        expect.stringContaining('"yesterday" is no time'),
        expect.stringContaining('"much" is no number'),
      ]);
      expect(run.errors[0]?.record).toContain('weather');
      const rows = await query(metricOf('weather'), 'sum', ['region']);
      expect(Object.fromEntries(rows.map(([region, sum]) => [region, Math.round(10 * Number(sum))]))).toEqual(
        Object.fromEntries(sums),
      );
    }));

  it('are tested and shown over the API, and never tell their password', () =>
    each(async ({ broker, aSource }) => {
      const id = await aSource('shown', { enabled: false });
      await broker.publish('shown', numbered(0, 5));
      const connection = broker.connection('shown');
      expect((await sourceOf(id)).connection).toMatchObject({ ...connection, password: '***' });
      const { rows } = await world.database.query<{ row: string }>(
        'SELECT data_source::text AS row FROM data_source WHERE id = $1',
        [id],
      );
      expect(rows[0]?.row).toContain('127.0.0.1');
      expect(rows[0]?.row).not.toContain(broker.password);
      const tested = [
        await ask('POST', `/${id}/test`),
        await ask('POST', '/test', { connection: { ...connection, password: 'another' } }),
        await ask('POST', '/test', { connection: { ...connection, stream: 'nothing' } }),
      ];
      expect(tested.map(({ body }) => body.reason)).toEqual([null, 'credentials', 'missing']);
      const schema = await ask<{ tables: { name: string; proposed: object }[] }>('GET', `/${id}/schema`);
      expect(schema.body.tables).toEqual([
        expect.objectContaining({
          name: 'shown',
          proposed: { time: ['at'], value: ['amount'], dimension: ['region'] },
        }),
      ]);
      const moved = { ...connection, password: '***', host: 'elsewhere.example.com' };
      expect((await ask('PATCH', `/${id}`, { connection: moved })).body).toMatchObject({
        detail: expect.stringContaining('/connection/host changed'),
      });
      const wrong = { ...connection, sentinels: ['10.0.0.1:26379'], servers: ['10.0.0.1'] };
      expect(
        (await ask<{ errors: { pointer: string }[] }>('POST', '/test', { connection: wrong })).body.errors,
      ).toEqual(
        ['sentinels', 'servers'].map((field) => expect.objectContaining({ pointer: `/connection/${field}` })),
      );
    }));

  it('are read on by another worker when theirs is killed, and each record is stored and counted once', async () => {
    const survivor = await other;
    const over = new AbortController();
    const exited = once(worker, 'exit');
    const counts = all.map(async ({ broker }) => {
      let count = 10;
      for (; !over.signal.aborted; count += 10) await broker.publish('killed', numbered(count, 10));
      return count;
    });
    await each(async ({ killed }) => {
      await until(killed, ({ rowsRead }) => rowsRead > 200, 'it is in the middle');
    });
    worker.kill('SIGKILL');
    worker = survivor;
    await exited;
    over.abort();
    await each(async (streams) => {
      const count = (await counts[all.indexOf(streams)]) as number;
      const run = await until(streams.killed, ({ rowsRead }) => rowsRead >= count, 'the other goes on');
      expect(run).toMatchObject({
        trigger: 'stream',
        status: 'running',
        rowsRead: count,
        accepted: count,
        duplicates: 0,
        rejected: 0,
        error: null,
      });
      expect(await streams.totals('killed')).toEqual([count, sumTo(count)]);
    });
  });

  it('go on when their server starts anew', () =>
    each(async ({ broker, aSource, totals }) => {
      const id = await aSource('restarted');
      await broker.publish('restarted', numbered(0, 10));
      await until(id, ({ rowsRead }) => rowsRead === 10, 'it is read');
      await broker.restart(() =>
        until(id, ({ error }) => error !== null, 'it is told').then(({ lag }) => expect(lag).toBe(null)),
      );
      // Nothing comes, and it is known that it answers.
      await until(id, ({ error, lag }) => error === null && lag === 0, 'it stands again');
      expect((await sourceOf(id)).lastError).toBe(null);
      await broker.publish('restarted', numbered(10, 10));
      expect(await until(id, ({ rowsRead }) => rowsRead === 20, 'it goes on')).toMatchObject({
        accepted: 20,
        duplicates: 0,
      });
      expect(await totals('restarted')).toEqual([20, sumTo(20)]);
    }));

  it('show what waits, also while nothing can be stored', () =>
    each(async ({ broker, aSource, totals, kind }) => {
      const id = await aSource('waiting');
      await broker.publish('waiting', numbered(0, 10));
      await until(id, ({ rowsRead, lag }) => rowsRead === 10 && lag === 0, 'nothing waits');
      await whilePointsAreLocked(world, async () => {
        await broker.publish('waiting', numbered(10, 50));
        await until(id, ({ lag }) => lag === 50, 'all of them wait');
        expect((await sourceOf(id)).lag).toBe(50);
        const labels = `{kind="${kind}"`;
        await eventually(async () => {
          const { body } = await world.request<string>('GET', '/metrics', { token: world.admin.token });
          const of = (name: string): number =>
            Number(
              body
                .split('\n')
                .find((line) => line.startsWith(name))
                ?.split(' ')
                .at(-1),
            );
          return (
            of(`vitrine_stream_lag_records${labels}`) === 50 &&
            of(`vitrine_streams${labels},state="reading"`) > 0
          );
        }, 'it is measured');
      });
      await until(id, ({ rowsRead, lag }) => rowsRead === 60 && lag === 0, 'all are stored');
      expect(await totals('waiting')).toEqual([60, sumTo(60)]);
    }));

  it('stop being read when they are switched off or deleted, and go on behind what was read', () =>
    each(async ({ broker, aSource, totals }) => {
      const id = await aSource('switched');
      await broker.publish('switched', numbered(0, 10));
      const run = await until(id, ({ rowsRead }) => rowsRead === 10, 'it is read');
      expect((await ask('POST', `/${id}/sync`)).body).toMatchObject({
        code: 'CONFLICT',
        detail: expect.stringContaining('is read all the time'),
      });
      expect((await ask('DELETE', `/${id}/runs/${run.id}`)).status).toBe(409);
      const before = await broker.readers('switched');
      expect(before).toBeGreaterThan(0);
      expect((await ask('PATCH', `/${id}`, { enabled: false })).status).toBe(200);
      await until(id, ({ status }) => status === 'succeeded', 'it has ended');
      await eventually(async () => (await broker.readers('switched')) < before, 'nobody reads it');
      await broker.publish('switched', numbered(10, 10));
      await ask('PATCH', `/${id}`, { enabled: true });
      await until(id, ({ rowsRead, status }) => status === 'running' && rowsRead === 10, 'it goes on');
      expect(await totals('switched')).toEqual([20, sumTo(20)]);
      // Another one begins anew.
      await broker.create('another');
      await broker.publish('another', numbered(20, 5));
      const connection = { ...broker.connection('another'), password: '***' };
      expect((await ask('PATCH', `/${id}`, { connection })).status).toBe(200);
      await until(id, ({ rowsRead }) => rowsRead === 5, 'the other one is read');
      await eventually(async () => (await broker.consumers('another')) > 0, 'the server knows who reads it');
      expect(await totals('switched')).toEqual([25, sumTo(25)]);
      expect((await ask('DELETE', `/${id}`)).status).toBe(204);
      await eventually(async () => (await broker.readers('another')) < before, 'nobody reads it');
      await eventually(
        async () => (await broker.consumers('another')) === 0,
        'nothing is left in the server',
      );
    }));
});
