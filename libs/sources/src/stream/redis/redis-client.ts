import type { Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Redis } from 'ioredis';
import { checkedConnect } from '../../checked-socket';
import type { ConnectorContext } from '../../connector-kind';
import { SourceError } from '../../source-error';
import { STREAM_LIMITS } from '../stream-limits';
import type { RedisConnection } from './redis-connection';
import { redisFailure } from './redis-failure';

/** A connection that is made when it is needed, and made again after it broke. */
export class RedisClient {
  private client: Redis | undefined;
  private connecting: Promise<Redis> | undefined;
  private closed = false;

  constructor(
    private readonly connection: RedisConnection,
    private readonly context: ConnectorContext,
  ) {}

  /** @throws SourceError */
  async use<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await work(await this.connect());
    } catch (error) {
      throw this.closed ? new SourceError('aborted') : redisFailure(error);
    }
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  /** Ends the connection, and what waits for an answer with it; the next use makes another. */
  drop(): void {
    this.client?.disconnect();
    this.client = undefined;
    this.connecting = undefined;
  }

  private connect(): Promise<Redis> {
    if (this.closed) throw new SourceError('aborted');
    if (this.client && this.client.status !== 'ready') this.drop();
    this.connecting ??= this.open().catch((error: unknown) => {
      this.drop();
      throw error;
    });
    return this.connecting;
  }

  private async open(): Promise<Redis> {
    // Loaded with the first source of this kind.
    const { Redis: Client } = await import('ioredis');
    const { connection, context } = this;
    class CheckedConnector {
      private socket: Socket | undefined;
      check(): boolean {
        return true;
      }
      async connect(): Promise<Socket> {
        return (this.socket = await checkedStream(connection, context));
      }
      disconnect(): void {
        this.socket?.destroy();
      }
    }
    const { username, password, database } = connection;
    const client = new Client({
      Connector: CheckedConnector as never,
      lazyConnect: true,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      db: database,
      // Who reads tries again, later and from where it was.
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      autoResubscribe: false,
      connectionName: 'vitrine',
      commandTimeout: STREAM_LIMITS.answerMs,
    });
    let first: unknown;
    client.on('error', (error) => (first ??= error));
    this.client = client;
    try {
      await client.connect();
    } catch (error) {
      // The event says why; that it is closed now is only what follows.
      throw first ?? error;
    }
    if (this.closed) {
      client.disconnect();
      throw new SourceError('aborted');
    }
    return client;
  }
}

/** @throws SourceError unreachable, certificate */
async function checkedStream(
  { host, port, tls }: RedisConnection,
  context: ConnectorContext,
): Promise<Socket> {
  const socket = await checkedConnect({ host, port }, context);
  if (!tls) return socket;
  const secure: TLSSocket = connectTls({ socket, servername: host });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => secure.destroy(new SourceError('unreachable')), STREAM_LIMITS.answerMs);
    secure.once('secureConnect', () => {
      clearTimeout(timer);
      resolve(secure);
    });
    secure.once('error', (error) => {
      clearTimeout(timer);
      reject(
        error instanceof SourceError ? error : new SourceError('certificate', undefined, { cause: error }),
      );
    });
  });
}
