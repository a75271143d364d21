import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Redis } from 'ioredis';
import { checkedConnect } from '../../checked-socket';
import type { ConnectorContext } from '../../connector-kind';
import { SourceError } from '../../source-error';
import { secureOptions } from '../secure-options';
import { STREAM_LIMITS } from '../stream-limits';
import type { RedisConnection } from './redis-connection';
import { redisFailure } from './redis-failure';
import { ReplyBound } from './reply-bound';

/** A connection and how much its server may answer. */
interface Link {
  redis: Redis;
  bound: ReplyBound;
  /** Whether it stood; it may have ended since. */
  stood: boolean;
}

/** A connection that is made when it is needed, and made again after it broke. */
export class RedisClient {
  private link: Link | undefined;
  private connecting: Promise<Link> | undefined;
  private closed = false;

  constructor(
    private readonly connection: RedisConnection,
    private readonly context: ConnectorContext,
  ) {}

  /** @throws SourceError; too-large for an answer beyond what is borne */
  async use<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    let link: Link | undefined;
    try {
      link = await this.connect();
      const result = await work(link.redis);
      link.bound.answered();
      return result;
    } catch (error) {
      const failure = link?.bound.exceeded ?? redisFailure(error);
      // Nobody waits for the rest of what did not come in time.
      if (failure.reason === 'timeout' && link === this.link) this.drop();
      throw this.closed ? new SourceError('aborted') : failure;
    }
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  /** Ends the connection, and what waits for an answer with it; the next use makes another. */
  drop(): void {
    this.link?.redis.disconnect();
    this.link = undefined;
    this.connecting = undefined;
  }

  private connect(): Promise<Link> {
    if (this.closed) throw new SourceError('aborted');
    if (this.link?.stood && this.link.redis.status !== 'ready') this.drop();
    this.connecting ??= this.open().catch((error: unknown) => {
      this.drop();
      throw error;
    });
    return this.connecting;
  }

  private async open(): Promise<Link> {
    // Loaded with the first source of this kind.
    const { Redis: Client } = await import('ioredis');
    const { connection, context } = this;
    const bound = new ReplyBound();
    class CheckedConnector {
      private socket: Socket | undefined;
      check(): boolean {
        return true;
      }
      async connect(): Promise<Socket> {
        this.socket = await checkedStream(connection, context);
        bound.watch(this.socket);
        return this.socket;
      }
      disconnect(): void {
        this.socket?.destroy();
      }
    }
    const { username, password, database } = connection;
    const redis = new Client({
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
    redis.on('error', (error) => (first ??= error));
    const link: Link = { redis, bound, stood: false };
    this.link = link;
    try {
      await redis.connect();
    } catch (error) {
      // The event says why; that it is closed now is only what follows.
      throw first ?? error;
    }
    if (this.closed) {
      redis.disconnect();
      throw new SourceError('aborted');
    }
    link.stood = true;
    return link;
  }
}

/** @throws SourceError unreachable, certificate */
async function checkedStream(connection: RedisConnection, context: ConnectorContext): Promise<Socket> {
  const socket = await checkedConnect(connection, context);
  if (connection.tls.mode === 'off') return socket;
  const secure = connectTls({ socket, ...secureOptions(connection) });
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
