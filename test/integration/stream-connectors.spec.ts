import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import { type ReadConnector, type SourceBatch, type SourcePosition, UnreadableRecord } from '@app/sources';
import { natsKind } from '../../libs/sources/src/stream/nats/nats-kind';
import { redisStreamKind } from '../../libs/sources/src/stream/redis/redis-kind';
import { describeWithNats, type RunningNats, startNats } from '../support/nats';
import { describeWithRedis, freePort, type RunningRedis, startRedis } from '../support/redis';
import { contextOf, readConformance } from './connector.conformance';

const PASSWORD = 'pass-word-of-tests';
const OFF = { mode: 'off' };
const keysOf = (batches: SourceBatch[]) =>
  batches.flatMap(({ records }) => (records as { n: string | number }[]).map(({ n }) => String(n)));
const NUMBERS = ['0', '1', '2', '3', '4', '5', '6'];

/** Reads behind a position until so many records have come. */
async function take(
  connector: ReadConnector,
  position: SourcePosition,
  records: number,
  batchSize = 500,
): Promise<SourceBatch[]> {
  const control = new AbortController();
  const batches: SourceBatch[] = [];
  let count = 0;
  for await (const batch of connector.read(position, { signal: control.signal, batchSize })) {
    batches.push(batch);
    await connector.acknowledge?.(batch.position);
    count += batch.records.length;
    if (count >= records) break;
  }
  return batches;
}

describeWithRedis('streams of Redis', () => {
  let server: RunningRedis;
  let redis: Redis;
  let connection: Record<string, unknown>;
  const start = async () => {
    server = (await startRedis({ port: await freePort() })) as RunningRedis;
    redis = new Redis(server.url);
    await redis.call('ACL', 'SETUSER', 'reader', 'on', `>${PASSWORD}`, '~*', '+@all');
    for (const n of NUMBERS) await redis.xadd('orders', '*', 'n', n, 'region', 'emea');
    const port = Number(new URL(server.url).port);
    connection = {
      kind: 'redis-stream',
      host: '127.0.0.1',
      port,
      username: 'reader',
      password: PASSWORD,
      stream: 'orders',
      tls: OFF,
    };
    return {
      kind: redisStreamKind as never,
      connection,
      context: contextOf('127.0.0.1'),
      wrong: {
        credentials: { ...connection, password: 'another' },
        missing: { ...connection, stream: 'nothing' },
        at: (host: string, at: number) => ({ ...connection, host, port: at }),
      },
      table: { name: 'orders', columns: { n: 'number', region: 'string' } },
      keysOf,
      keys: NUMBERS,
      endless: true,
    };
  };
  readConformance(start, async () => {
    redis.disconnect();
    await server.stop();
  });

  const opened: ReadConnector[] = [];
  const open = (fields: object = {}): ReadConnector => {
    const connector = redisStreamKind.open(
      redisStreamKind.parse({ ...connection, ...fields }),
      contextOf('127.0.0.1'),
    );
    opened.push(connector as ReadConnector);
    return connector as ReadConnector;
  };
  afterAll(() => Promise.all(opened.map((each) => each.close())));

  it('tells what was trimmed before it was read, and what was not as nothing', async () => {
    await redis.xadd('trimmed', '1-0', 'n', '1');
    await redis.xadd('trimmed', '2-0', 'n', '2');
    const [first] = await take(open({ stream: 'trimmed' }), null, 1, 1);
    await redis.xtrim('trimmed', 'MINID', '2-0');
    const [second] = await take(open({ stream: 'trimmed' }), first?.position ?? null, 1);
    expect([second?.keys, second?.lost]).toEqual([['2-0 of trimmed'], undefined]);
    for (const n of [3, 4, 5]) await redis.xadd('trimmed', `${n}-0`, 'n', String(n));
    await redis.xtrim('trimmed', 'MAXLEN', 1);
    const reader = open({ stream: 'trimmed' });
    const [third] = await take(reader, second?.position ?? null, 1);
    expect([third?.keys, third?.times]).toEqual([['5-0 of trimmed'], [5]]);
    expect(third?.lost).toBe(
      '2 entries behind 2-0 and before 5-0 were removed from the stream before they were read.',
    );
    expect(await reader.lag?.(third?.position ?? null)).toBe(0);
    expect(await reader.lag?.(first?.position ?? null)).toBe(4);
    await redis.del('trimmed');
    await redis.xadd('trimmed', '1-0', 'n', '1');
    const anew = await take(open({ stream: 'trimmed' }), third?.position ?? null, 1);
    expect(anew[0]?.lost).toContain('made anew');
    expect(anew.flatMap(({ keys }) => keys)).toEqual(['1-0 of trimmed']);
  });

  it('notices that a stream was made anew with ids that were read already', async () => {
    const [three, five] = [3, 5].map((count) => Array.from({ length: count }, (_, index) => index + 1));
    const fill = async (ids: number[] = [], text = '') => {
      await redis.del('again');
      for (const n of ids) await redis.xadd('again', `${n}-0`, 'n', `${text}${n}`);
    };
    await fill(three);
    const at = (await take(open({ stream: 'again' }), null, 3)).at(-1)?.position ?? null;
    const anew = async () => {
      const batches = await take(open({ stream: 'again' }), at, 1);
      return [batches[0]?.lost, keysOf(batches)];
    };
    // As many, and more: where reading ended is another entry.
    await fill(five, 'new ');
    expect(await anew()).toEqual([
      expect.stringContaining('its entry 3-0 is not the one'),
      five?.map((n) => `new ${n}`),
    ]);
    await fill([1, 2, 4], 'new ');
    expect(await anew()).toEqual([
      expect.stringContaining('it has entries before 3-0'),
      ['new 1', 'new 2', 'new 4'],
    ]);
    await fill([7, 8], 'new ');
    expect(await anew()).toEqual([expect.stringContaining('it has had 2 entries'), ['new 7', 'new 8']]);
    // What was deleted by itself, trimmed, or is the same makes no other stream.
    await fill(three);
    await redis.xdel('again', '3-0');
    await redis.xadd('again', '4-0', 'n', '4');
    expect(await anew()).toEqual([undefined, ['4']]);
    await redis.xtrim('again', 'MINID', '4-0');
    expect(await anew()).toEqual([undefined, ['4']]);
  });

  it('leaves nothing behind when it is to be forgotten', async () => {
    await redis.xadd('forgotten', '1-0', 'n', '1');
    const reader = open({ stream: 'forgotten' });
    await take(reader, null, 1);
    expect(await redis.xinfo('GROUPS', 'forgotten')).toHaveLength(1);
    await reader.forget?.();
    expect(await redis.xinfo('GROUPS', 'forgotten')).toHaveLength(0);
  });

  it('begins where it is told, moves its group, and reads JSON', async () => {
    await redis.xadd('events', '*', 'payload', '{"n":1}');
    const reader = open({ stream: 'events', format: 'json', start: 'now' });
    const control = new AbortController();
    const batches = reader.read(null, { signal: control.signal, batchSize: 10 })[Symbol.asyncIterator]();
    const begun = (await batches.next()).value as SourceBatch;
    expect(begun.records).toEqual([]);
    await redis.xadd('events', '*', 'payload', '{"n":2}');
    await redis.xadd('events', '*', 'payload', 'none');
    await redis.xadd('events', '*', 'other', '{"n":2}');
    const batch = (await batches.next()).value as SourceBatch;
    expect(batch.records).toEqual([
      { n: 2 },
      new UnreadableRecord('is not JSON'),
      new UnreadableRecord('has no field "payload"'),
    ]);
    await reader.acknowledge?.(batch.position);
    expect(await redis.xinfo('GROUPS', 'events')).toEqual([
      expect.arrayContaining([
        'vitrine-conformance',
        'last-delivered-id',
        batch.keys[2]?.split(' ')[0],
        'lag',
        0,
      ]),
    ]);
    control.abort();
    await batches.return?.(undefined);
  });
});

describeWithNats('streams of NATS', () => {
  let nats: RunningNats;
  let server: NatsConnection;
  let connection: Record<string, unknown>;
  const start = async () => {
    nats = await startNats(['--user', 'reader', '--pass', PASSWORD]);
    server = await connect({ servers: `127.0.0.1:${nats.port}`, user: 'reader', pass: PASSWORD });
    const manager = await jetstreamManager(server);
    await manager.streams.add({ name: 'orders', subjects: ['orders.>'] });
    const client = jetstream(server);
    for (const n of NUMBERS)
      await client.publish('orders.emea', JSON.stringify({ n: Number(n), region: 'emea' }));
    connection = {
      kind: 'nats',
      host: '127.0.0.1',
      port: nats.port,
      username: 'reader',
      password: PASSWORD,
      stream: 'orders',
      tls: OFF,
    };
    return {
      kind: natsKind as never,
      connection,
      context: contextOf('127.0.0.1'),
      wrong: {
        credentials: { ...connection, password: 'another' },
        missing: { ...connection, stream: 'nothing' },
        at: (host: string, at: number) => ({ ...connection, host, port: at }),
      },
      table: { name: 'orders', columns: { n: 'number', region: 'string' } },
      keysOf,
      keys: NUMBERS,
      endless: true,
    };
  };
  readConformance(start, async () => {
    await server.close();
    await nats.remove();
  });

  const opened: ReadConnector[] = [];
  const open = (fields: object = {}): ReadConnector => {
    const connector = natsKind.open(natsKind.parse({ ...connection, ...fields }), contextOf('127.0.0.1'));
    opened.push(connector as ReadConnector);
    return connector as ReadConnector;
  };
  afterAll(() => Promise.all(opened.map((each) => each.close())));

  it('tells what was removed before it was read, and what has another subject as nothing', async () => {
    const manager = await jetstreamManager(server);
    await manager.streams.add({ name: 'short', subjects: ['short.*'] });
    const publish = async (subject: string, n: number) =>
      jetstream(server).publish(subject, JSON.stringify({ n }));
    for (const [subject, n] of [
      ['short.a', 1],
      ['short.b', 2],
      ['short.a', 3],
    ] as const)
      await publish(subject, n);
    const filtered = await take(open({ stream: 'short', subject: 'short.a' }), null, 2);
    expect([keysOf(filtered), filtered[0]?.lost]).toEqual([['1', '3'], undefined]);
    const before = await take(open({ stream: 'short' }), null, 3);
    for (const n of [4, 5, 6]) await publish('short.a', n);
    await manager.streams.purge('short', { seq: 6 });
    const reader = open({ stream: 'short' });
    const [batch] = await take(reader, before.at(-1)?.position ?? null, 1);
    expect([batch?.records, batch?.lost]).toEqual([
      [{ n: 6 }],
      '2 messages, 4 to 5, were removed from the stream before they were read.',
    ]);
    expect(batch?.times?.[0]).toBeGreaterThan(Date.now() - 60_000);
    await manager.streams.delete('short');
    await manager.streams.add({ name: 'short', subjects: ['short.*'] });
    await publish('short.a', 7);
    const anew = await take(open({ stream: 'short' }), batch?.position ?? null, 1);
    expect([keysOf(anew), anew[0]?.lost]).toEqual([['7'], expect.stringContaining('made anew')]);
    expect(anew.at(-1)?.keys[0]).not.toBe(filtered[0]?.keys[0]);
  });

  it('reads a work queue, whose messages go when they are stored', async () => {
    const manager = await jetstreamManager(server);
    await manager.streams.add({ name: 'work', subjects: ['work'], retention: 'workqueue' });
    for (const n of [1, 2, 3])
      await jetstream(server).publish('work', n === 2 ? 'none' : JSON.stringify({ n }));
    const [batch] = await take(open({ stream: 'work' }), null, 3);
    expect(batch?.records).toEqual([{ n: 1 }, new UnreadableRecord('is not JSON'), { n: 3 }]);
    await jetstream(server).publish('work', '{"n":4}');
    const next = await take(open({ stream: 'work' }), batch?.position ?? null, 1);
    expect([keysOf(next), next[0]?.lost]).toEqual([['4'], undefined]);
  });
});
