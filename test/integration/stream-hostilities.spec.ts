import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import type { ConnectorKind, ReadConnector, SourceBatch, SourceError, SourcePosition } from '@app/sources';
import { natsKind } from '../../libs/sources/src/stream/nats/nats-kind';
import { redisStreamKind } from '../../libs/sources/src/stream/redis/redis-kind';
import { type Certificate, makeCertificate } from '../support/certificate';
import { contextOf, silentServer } from '../support/connector-bench';
import { eventually } from '../support/eventually';
import { describeWithNats, type RunningNats, startNats } from '../support/nats';
import { describeWithRedis, freePort, type RunningRedis, startRedis } from '../support/redis';

const MIB = 1_048_576;
const OFF = { mode: 'off' };
const never = new AbortController().signal;
const opened: ReadConnector[] = [];
const servers: Server[] = [];
let folder: string;
let certificate: Certificate;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-certificate-'));
  certificate = makeCertificate(folder);
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await Promise.all(servers.map((each) => new Promise((resolve) => each.close(resolve))));
  rmSync(folder, { recursive: true, force: true });
});

const open = (kind: ConnectorKind<never>, connection: object, sourceId = 'conformance'): ReadConnector => {
  const parsed = kind.parse({ kind: kind.kind, ...connection });
  const connector = kind.open(parsed, contextOf('127.0.0.1,localhost', { sourceId })) as ReadConnector;
  opened.push(connector);
  return connector;
};
const reading = (connector: ReadConnector, position: SourcePosition = null, signal = never) =>
  connector.read(position, { signal, batchSize: 500 })[Symbol.asyncIterator]();
const take = async (connector: ReadConnector, records: number): Promise<SourceBatch[]> => {
  const batches: SourceBatch[] = [];
  let count = 0;
  for await (const batch of connector.read(null, { signal: never, batchSize: 500 })) {
    batches.push(batch);
    await connector.acknowledge?.(batch.position);
    count += batch.records.length;
    if (count >= records) break;
  }
  return batches;
};
const failure = (work: Promise<unknown>): Promise<SourceError> =>
  work.then(
    () => {
      throw new Error('it worked');
    },
    (error: unknown) => error as SourceError,
  );
/** A server that says what it likes. */
const server = async (onData: (text: string, write: (text: string) => void) => void, greeting?: string) => {
  const one = createServer((socket) => {
    socket.on('error', () => {});
    if (greeting !== undefined) socket.write(greeting);
    socket.on('data', (chunk) => onData(chunk.toString(), (text) => socket.write(text)));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => one.once('listening', resolve));
  servers.push(one);
  return (one.address() as AddressInfo).port;
};

describeWithRedis('what servers of Redis streams can do', () => {
  let redisServer: RunningRedis;
  let redis: Redis;
  let at: { host: string; port: number; tls: object };
  let tlsPort: number;
  beforeAll(async () => {
    tlsPort = await freePort();
    const { certFile, keyFile } = certificate;
    const more = ['--tls-port', String(tlsPort), '--tls-cert-file', certFile, '--tls-key-file', keyFile];
    redisServer = (await startRedis({
      port: await freePort(),
      more: [...more, '--tls-ca-cert-file', certFile, '--tls-auth-clients', 'no'],
    })) as RunningRedis;
    redis = new Redis(redisServer.url);
    at = { host: '127.0.0.1', port: Number(new URL(redisServer.url).port), tls: OFF };
    await redis.xadd('orders', '*', 'n', '1');
  });
  afterAll(async () => {
    redis.disconnect();
    await redisServer.stop();
  });

  it('send large entries, of which few are held at once', async () => {
    const text = 'x'.repeat(MIB);
    for (let n = 0; n < 48; n++) await redis.xadd('large', '*', 'n', String(n), 'text', text);
    const batches = await take(open(redisStreamKind as never, { ...at, stream: 'large' }), 48);
    expect(Math.max(...batches.map(({ records }) => records.length))).toBeLessThanOrEqual(4);
    expect(batches.flatMap(({ records }) => records.map((each) => (each as { n: string }).n))).toEqual(
      Array.from({ length: 48 }, (_, n) => String(n)),
    );
    await redis.del('large');
    await redis.xadd('large', '*', 'text', 'x'.repeat(50 * MIB));
    const error = await failure(reading(open(redisStreamKind as never, { ...at, stream: 'large' })).next());
    expect([error.reason, error.message]).toEqual(['too-large', expect.stringContaining('16 MiB')]);
    await redis.del('large');
  });

  it('name other servers, which are not asked', async () => {
    const canary = await silentServer();
    const port = await server((text, write) => {
      const commands = text.match(/^\*\d+\r?$/gm)?.length ?? 0;
      const moved = /XINFO/i.test(text);
      for (let n = 0; n < commands; n++)
        write(moved && n === commands - 1 ? `-MOVED 1 127.0.0.1:${canary.port}\r\n` : '+OK\r\n');
    });
    const error = await failure(open(redisStreamKind as never, { ...at, port, stream: 'x' }).test(never));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('cluster')]);
    expect(error.message).not.toContain(String(canary.port));
    expect(canary.heard()).toBe(0);
    await canary.close();
  });

  it('answer without end or sense, and are left', async () => {
    const junk = 'x'.repeat(MIB);
    const endless = await server((_, write) => {
      write('$9999999999\r\n');
      for (let n = 0; n < 64; n++) write(junk);
    });
    const error = await failure(
      open(redisStreamKind as never, { ...at, port: endless, stream: 'x' }).test(never),
    );
    expect(error.reason).toBe('too-large');
    const senseless = await server((text, write) => {
      const commands = text.match(/^\*\d+\r?$/gm)?.length ?? 0;
      for (let n = 0; n < commands; n++) write('*2\r\n$6\r\nlength\r\n$2\r\n-5\r\n');
    });
    const other = open(redisStreamKind as never, { ...at, port: senseless, stream: 'x' });
    expect((await failure(reading(other).next())).reason).toMatch(/invalid|broken/);
  });

  it('prove who they are by a certificate', async () => {
    const secure = { ...at, port: tlsPort, stream: 'orders' };
    const test = (connection: object) => open(redisStreamKind as never, connection).test(never);
    for (const host of ['127.0.0.1', 'localhost'])
      await test({ ...secure, host, tls: { mode: 'verify', ca: certificate.cert } });
    await test({ ...secure, tls: { mode: 'require' } });
    expect((await failure(test({ ...secure, tls: undefined }))).reason).toBe('certificate');
    const other = { ...secure, host: 'other.test', tls: { ca: certificate.cert } };
    const connector = redisStreamKind.open(
      redisStreamKind.parse({ kind: 'redis-stream', ...other }),
      contextOf('127.0.0.1,other.test'),
    );
    expect((await failure(connector.test(never))).reason).toBe('certificate');
    await connector.close();
  });

  it('are others than before, and go on where the last entry is there as well', async () => {
    for (const n of ['1', '2', '3']) await redis.xadd('moved', `${n}-0`, 'n', n);
    const [first] = await take(open(redisStreamKind as never, { ...at, stream: 'moved' }), 3);
    const position = first?.position ?? null;
    await redis.xadd('moved', '4-0', 'n', '4');
    const there = { ...at, host: 'localhost', stream: 'moved' };
    const next = async (connection: object) =>
      ((await reading(open(redisStreamKind as never, connection), position).next()).value as SourceBatch)
        .keys;
    expect(await next(there)).toEqual(['4-0 of moved']);
    await redis.xtrim('moved', 'MINID', '4-0');
    await redis.xadd('moved', '5-0', 'n', '5');
    expect(await next(there)).toEqual(['4-0 of moved', '5-0 of moved']);
  });
});

describeWithNats('what servers of NATS streams can do', () => {
  let nats: RunningNats;
  let client: NatsConnection;
  let at: { host: string; port: number; tls: object };
  beforeAll(async () => {
    nats = await startNats();
    client = await connect({ servers: `127.0.0.1:${nats.port}` });
    at = { host: '127.0.0.1', port: nats.port, tls: OFF };
  });
  afterAll(async () => {
    await client.close();
    await nats.remove();
  });
  const numbersOf = (batches: SourceBatch[]) =>
    batches.flatMap(({ records }) => records.map((each) => (each as { n: number }).n));

  it('send large messages, of which few are held at once', async () => {
    await (await jetstreamManager(client)).streams.add({ name: 'large', subjects: ['large'] });
    const text = 'x'.repeat(900_000);
    for (let n = 0; n < 20; n++) await jetstream(client).publish('large', JSON.stringify({ n, text }));
    const batches = await take(open(natsKind as never, { ...at, stream: 'large' }), 20);
    expect(Math.max(...batches.map(({ records }) => records.length))).toBeLessThanOrEqual(5);
    expect(numbersOf(batches)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    await (await jetstreamManager(client)).streams.delete('large');
  });

  it('lose the consumer of one who was taken for dead, who then ends; the next begins behind what is stored', async () => {
    const manager = await jetstreamManager(client);
    await manager.streams.add({ name: 'taken', subjects: ['taken'], retention: 'interest' });
    // Messages of such a stream are kept for consumers that there are.
    const first = reading(open(natsKind as never, { ...at, stream: 'taken' }));
    const waiting = first.next();
    await eventually(
      async () => (await manager.streams.info('taken')).state.consumer_count === 1,
      'it reads',
    );
    const publish = async (n: number) => jetstream(client).publish('taken', JSON.stringify({ n }));
    for (const n of [1, 2, 3]) await publish(n);
    const batch = (await waiting).value as SourceBatch;
    expect(batch.records.length).toBeGreaterThan(0);
    // Nothing was acknowledged: the process died before, or is so slow.
    const ended = failure(first.next().then(() => first.next()));
    const connector = open(natsKind as never, { ...at, stream: 'taken' });
    const again = reading(connector);
    expect(((await again.next()).value as SourceBatch).records).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect((await ended).reason).toBe('broken');
    const { consumer_count: consumers } = (await manager.streams.info('taken')).state;
    expect(consumers).toBe(1);
    await publish(4);
    expect(((await again.next()).value as SourceBatch).records).toEqual([{ n: 4 }]);
    expect(await connector.lag?.(null)).toBe(4);
  });

  it('have a work queue, which is not emptied by one who wants what is new alone', async () => {
    const manager = await jetstreamManager(client);
    await manager.streams.add({ name: 'work', subjects: ['work'], retention: 'workqueue' });
    await jetstream(client).publish('work', '{"n":1}');
    const error = await failure(
      reading(open(natsKind as never, { ...at, stream: 'work', start: 'now' })).next(),
    );
    expect([error.reason, (await manager.streams.info('work')).state.messages]).toEqual(['refused', 1]);
  });

  it('name other servers, which are not asked', async () => {
    const canary = await silentServer();
    const info = {
      server_id: 'x',
      version: '2.10.0',
      proto: 1,
      max_payload: MIB,
      headers: true,
      jetstream: true,
      connect_urls: [`127.0.0.1:${canary.port}`, `localhost:${canary.port}`],
      ldm: true,
    };
    const line = `INFO ${JSON.stringify(info)}\r\n`;
    let pongs = 0;
    const port = await server((text, write) => {
      if (!text.includes('PING')) return;
      write('PONG\r\n');
      // Again, as a server does that leaves its cluster.
      if (pongs++ === 0) write(line);
    }, line);
    const control = new AbortController();
    const connector = open(natsKind as never, { ...at, port, stream: 'x' });
    const error = failure(connector.test(control.signal));
    await eventually(() => pongs > 0, 'it is connected');
    setTimeout(() => control.abort(), 200);
    expect((await error).reason).toBe('aborted');
    await connector.close();
    expect(canary.heard()).toBe(0);
    await canary.close();
  });

  it('greet once and say nothing more, and keep no connection', async () => {
    const ends: boolean[] = [];
    const one = createServer((socket) => {
      const index = ends.push(false) - 1;
      socket.on('error', () => {}).on('close', () => (ends[index] = true));
      if (index === 0)
        socket.write(`INFO ${JSON.stringify({ server_id: 'x', version: '2.10.0', proto: 1 })}\r\n`);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => one.once('listening', resolve));
    servers.push(one);
    const { port } = one.address() as AddressInfo;
    expect((await failure(open(natsKind as never, { ...at, port, stream: 'x' }).test(never))).reason).toBe(
      'unreachable',
    );
    await eventually(() => ends.length === 2 && ends.every(Boolean), 'both are closed');
  });

  it('send messages that nobody asked for, and are left', async () => {
    const info = { server_id: 'x', version: '2.10.0', proto: 1, max_payload: MIB, headers: true };
    const answers: Record<string, object> = {
      STREAM: {
        config: { retention: 'limits' },
        created: 'x',
        state: { messages: 0, first_seq: 0, last_seq: 0 },
      },
      'CONSUMER.LIST': {
        type: 'io.nats.jetstream.api.v1.consumer_list_response',
        total: 0,
        offset: 0,
        limit: 256,
        consumers: [],
      },
      'CONSUMER.': { name: 'c', stream_name: 'orders', config: {} },
    };
    const payload = 'x'.repeat(900_000);
    let heard = '';
    const port = await server(
      (text, write) => {
        heard += text;
        if (text.includes('PING')) write('PONG\r\n');
        const inboxes = [...heard.matchAll(/^SUB (\S+) (\d+)/gm)];
        const [all, own] = [true, false].map(
          (isAll) => inboxes.findLast(([, inbox]) => inbox?.endsWith('.*') === isAll)?.[2],
        );
        for (const [, subject = '', reply] of text.matchAll(/^PUB (\$JS\.API\.\S+) (\S+)/gm)) {
          const words = Object.entries(answers).find(([part]) => subject.includes(part))?.[1];
          const json = JSON.stringify(words);
          if (!subject.includes('MSG.NEXT')) write(`MSG ${reply} ${all} ${json.length}\r\n${json}\r\n`);
          else
            for (let n = 1; n <= 30; n++) {
              const at = `$JS.ACK.orders.c.1.${n}.${n}.1764000000000000000.0`;
              write(`MSG orders ${own} ${at} ${payload.length}\r\n${payload}\r\n`);
            }
        }
      },
      `INFO ${JSON.stringify(info)}\r\n`,
    );
    const batches = reading(open(natsKind as never, { ...at, port, stream: 'orders' }));
    const error = await failure(
      (async () => {
        for (;;) await batches.next();
      })(),
    );
    expect(error.reason).toBe('invalid');
  });

  it('prove who they are by a certificate, and get no password where they have none', async () => {
    const { certFile, keyFile } = certificate;
    const secured = await startNats(['--tls', '--tlscert', certFile, '--tlskey', keyFile]);
    const secure = { ...at, port: secured.port, stream: 'x' };
    const test = (connection: object) => failure(open(natsKind as never, connection).test(never));
    for (const host of ['127.0.0.1', 'localhost'])
      expect((await test({ ...secure, host, tls: { ca: certificate.cert } })).reason).toBe('missing');
    expect((await test({ ...secure, tls: { mode: 'require' } })).reason).toBe('missing');
    expect((await test({ ...secure, tls: undefined })).reason).toBe('certificate');
    await secured.remove();
    let heard = '';
    const info = `INFO ${JSON.stringify({ server_id: 'x', version: '2.10.0', proto: 1, max_payload: MIB })}\r\n`;
    const port = await server((text) => void (heard += text), info);
    const plain = { ...at, port, stream: 'x', username: 'reader', password: 'pass-word-of-tests' };
    expect((await test({ ...plain, tls: undefined })).reason).toBe('unreachable');
    expect(heard).toBe('');
  });
});
