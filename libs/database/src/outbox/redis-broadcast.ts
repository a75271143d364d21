import { AppError } from '@app/platform';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { encodeEvent } from './encode-event';
import { EventBroadcast } from './event-broadcast';
import type { OutboxEvent } from './events';

const ANSWER_WITHIN_MS = 2_000;
const MAX_RETRY_DELAY_MS = 1_000;
const PROBE_MS = 5_000;

/** {@link EventBroadcast} by Redis publish and subscribe. */
export class RedisBroadcast extends EventBroadcast implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sender: Redis;
  private readonly listener: Redis;
  private readonly channel: string;
  private listened = false;
  private missedStart = false;
  private stopped = false;
  private probe: NodeJS.Timeout | undefined;
  private readonly firstTry = Promise.withResolvers<void>();

  /** @param prefix begins the channel's name: installations that share a Redis differ in it */
  constructor(url: string, prefix: string, logger: Logger) {
    super(logger);
    this.channel = `${prefix}:events`;
    const options = {
      lazyConnect: true,
      connectTimeout: ANSWER_WITHIN_MS,
      commandTimeout: ANSWER_WITHIN_MS,
      autoResubscribe: false,
      retryStrategy: (times: number) => Math.min(times * 100, MAX_RETRY_DELAY_MS),
    };
    this.sender = new Redis(url, { ...options, maxRetriesPerRequest: 1 });
    this.listener = new Redis(url, options);
    for (const client of [this.sender, this.listener]) {
      client.on('error', (error: Error) =>
        this.logger.debug({ err: error }, 'broadcast of events: Redis is away'),
      );
    }
    this.listener.on('close', () => {
      this.lost();
      this.logger.warn('broadcast of events lost its connection to Redis');
    });
    this.listener.on('ready', () => void this.listen());
    this.listener.on('message', (_channel: string, json: string) => this.deliver(json));
  }

  async publish(event: OutboxEvent): Promise<void> {
    const json = encodeEvent(event);
    try {
      await this.sender.publish(this.channel, json);
    } catch (error) {
      throw new AppError('DEPENDENCY_UNAVAILABLE', 'The event could not be sent.', {
        cause: error,
        retryAfterSeconds: 2,
      });
    }
  }

  /** Listens when the application has started; if Redis is away, as soon as it is back. */
  async onApplicationBootstrap(): Promise<void> {
    this.sender.connect().catch(() => {});
    this.listener.connect().catch(() => {});
    const timer = setTimeout(() => this.firstTry.resolve(), ANSWER_WITHIN_MS);
    await this.firstTry.promise;
    clearTimeout(timer);
    this.probe = setInterval(() => this.probeListener(), PROBE_MS);
    // Whatever is sent before it listens for the first time is missed as well.
    this.missedStart = !this.listened;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.probe);
    this.sender.disconnect();
    this.listener.disconnect();
  }

  /** A connection that dies silently says nothing for hours. */
  private probeListener(): void {
    if (this.listener.status !== 'ready') return;
    this.listener.ping().catch(() => this.connectAgain());
  }

  private connectAgain(): void {
    if (!this.stopped) this.listener.disconnect(true);
  }

  private async listen(): Promise<void> {
    try {
      await this.listener.subscribe(this.channel);
    } catch (error) {
      this.logger.warn({ err: error }, 'broadcast of events could not subscribe; it connects again');
      this.connectAgain();
      return;
    }
    this.listens();
    if (this.listened || this.missedStart) this.gap();
    this.listened = true;
    this.firstTry.resolve();
  }
}
