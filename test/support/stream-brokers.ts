import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import { startNats } from './nats';
import { freePort, type RunningRedis, startRedis } from './redis';

export type StreamRecord = Record<string, string | number>;

/** A server of streams, as those who publish see it. */
export interface StreamBroker {
  password: string;
  /** How a source reaches one of its streams. */
  connection(stream: string): Record<string, unknown>;
  create(stream: string): Promise<void>;
  /** In order. A text is published as it is, and is none of what a mapping expects. */
  publish(stream: string, records: (StreamRecord | string)[]): Promise<void>;
  /** How many read a stream now. */
  readers(stream: string): Promise<number>;
  /** How many groups or consumers a stream has. */
  consumers(stream: string): Promise<number>;
  /** Ends it, does the work, and starts it with what it had. */
  restart(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const PASSWORD = 'pass-word-of-tests';
const OFF = { mode: 'off' };

/** Redis with a user that may do what is needed to read streams, and no more. */
export async function redisBroker(): Promise<StreamBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-redis-'));
  const port = await freePort();
  const rights = '+info +select +multi +exec +xinfo +xread +xrange +xrevrange +xgroup';
  const options = {
    port,
    folder,
    more: ['--user', 'reader', 'on', `>${PASSWORD}`, '~*', ...rights.split(' ')],
  };
  let server = (await startRedis(options)) as RunningRedis;
  let redis = new Redis(server.url);
  return {
    password: PASSWORD,
    connection: (stream) => ({
      kind: 'redis-stream',
      host: '127.0.0.1',
      port,
      username: 'reader',
      password: PASSWORD,
      tls: OFF,
      stream,
    }),
    create: async () => {},
    async publish(stream, records) {
      const pipeline = redis.pipeline();
      for (const record of records)
        pipeline.xadd(
          stream,
          '*',
          ...Object.entries(typeof record === 'string' ? { nonsense: record } : record).flatMap(
            ([name, value]) => [name, String(value)],
          ),
        );
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },
    async readers() {
      return ((await redis.client('LIST')) as string).split('user=reader').length - 1;
    },
    async consumers(stream) {
      return ((await redis.xinfo('GROUPS', stream)) as unknown[]).length;
    },
    async restart(work) {
      redis.disconnect();
      await server.stop();
      await work();
      server = (await startRedis(options)) as RunningRedis;
      redis = new Redis(server.url);
    },
    async close() {
      redis.disconnect();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function natsBroker(): Promise<StreamBroker> {
  const nats = await startNats(['--user', 'reader', '--pass', PASSWORD]);
  const open = (): Promise<NatsConnection> =>
    connect({ servers: `127.0.0.1:${nats.port}`, user: 'reader', pass: PASSWORD });
  let server = await open();
  return {
    password: PASSWORD,
    connection: (stream) => ({
      kind: 'nats',
      host: '127.0.0.1',
      port: nats.port,
      username: 'reader',
      password: PASSWORD,
      tls: OFF,
      stream,
    }),
    async create(stream) {
      await (await jetstreamManager(server)).streams.add({ name: stream, subjects: [`${stream}.>`] });
    },
    async publish(stream, records) {
      const client = jetstream(server);
      await Promise.all(
        records.map((record) =>
          client.publish(`${stream}.x`, typeof record === 'string' ? record : JSON.stringify(record)),
        ),
      );
    },
    async readers(stream) {
      let waiting = 0;
      for await (const { num_waiting } of (await jetstreamManager(server)).consumers.list(stream))
        waiting += num_waiting;
      return waiting;
    },
    async consumers(stream) {
      return (await (await jetstreamManager(server)).streams.info(stream)).state.consumer_count;
    },
    async restart(work) {
      await server.close();
      await nats.stop();
      await work();
      await nats.start();
      server = await open();
    },
    async close() {
      await server.close();
      await nats.remove();
    },
  };
}
