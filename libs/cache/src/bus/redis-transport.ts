import { Redis } from 'ioredis';
import type { RedisPlace } from '../redis/redis-place';
import type { BroadcastTransport } from './broadcast-transport';

const SEND_TIMEOUT_MS = 500;
const LONGEST_PAUSE_MS = 500;

/** Redis pub/sub, on two connections of its own that reconnect by themselves. */
export class RedisTransport implements BroadcastTransport {
  readonly maxBytes = 1_000_000;
  private readonly publisher: Redis;
  private readonly subscriber: Redis;

  /** @param onError gets connection errors, which repeat while Redis is away */
  constructor(
    url: string,
    private readonly channel: string,
    onError: (error: Error) => void,
  ) {
    const options = {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResubscribe: false,
      maxRetriesPerRequest: null,
      retryStrategy: (attempt: number) => Math.min(attempt * 50, LONGEST_PAUSE_MS),
    };
    this.publisher = new Redis(url, { ...options, commandTimeout: SEND_TIMEOUT_MS });
    this.subscriber = new Redis(url, options);
    for (const client of [this.publisher, this.subscriber]) client.on('error', onError);
  }

  static at({ url, prefix }: RedisPlace): RedisTransport {
    return new RedisTransport(url, `${prefix}:cache:changes`, () => {
      // The cache's own connection reports that Redis is away, once and not at every attempt.
    });
  }

  listen(onMessage: (text: string) => void, onReconnect: () => void): void {
    this.subscriber.on('message', (_channel, text: string) => onMessage(text));
    this.subscriber.on('ready', () => {
      this.subscriber.subscribe(this.channel).then(onReconnect, () => {
        // The connection was lost again; the next one subscribes.
      });
    });
    for (const client of [this.publisher, this.subscriber]) {
      client.connect().catch(() => {
        // Told to onError; ioredis tries again.
      });
    }
  }

  async send(text: string): Promise<void> {
    await this.publisher.publish(this.channel, text);
  }

  async close(): Promise<void> {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }
}
