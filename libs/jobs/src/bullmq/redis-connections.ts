import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { QUEUES } from '../job-contract';
import type { BullOptions, Connections } from './connections';
import { settledWithin } from '../settled-within';
import { LossLog } from './loss-log';

const READY_WITHIN_MS = 2_000;
const MAX_RETRY_DELAY_MS = 1_000;

/** One shared connection for commands; workers and event streams open their own, as BullMQ wants it. */
export class RedisConnections implements Connections {
  readonly queue: BullOptions;
  readonly blocking: BullOptions;
  private readonly client: Redis;
  private closed = false;
  private becomingReady: Promise<unknown> | undefined;

  constructor(url: string, prefix: string, logger: Logger) {
    const options = {
      maxRetriesPerRequest: null,
      connectTimeout: READY_WITHIN_MS,
      // Workers that could not be closed because Redis is away end here, and with them the process.
      retryStrategy: (times: number) => (this.closed ? null : Math.min(times * 100, MAX_RETRY_DELAY_MS)),
    };
    this.client = new Redis(url, options);
    this.client.setMaxListeners(10 + 10 * QUEUES.length);
    const losses = new LossLog(logger);
    this.client.on('error', (error: Error) => losses.log('job queue', error));
    // In a cluster all keys of a queue must be in one slot, which the braces say.
    const keys = `{${prefix}}`;
    this.queue = { connection: this.client, prefix: keys };
    this.blocking = { connection: { url, ...options }, prefix: keys };
  }

  /** A command sent while Redis is away would be kept and run later, after its caller was told that it failed. */
  async ready(): Promise<void> {
    if (this.client.status === 'ready') return;
    this.becomingReady ??= once(this.client, 'ready', {
      signal: AbortSignal.timeout(READY_WITHIN_MS),
    }).finally(() => {
      this.becomingReady = undefined;
    });
    await this.becomingReady;
  }

  async check(): Promise<void> {
    await this.client.ping();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.client.status === 'ready' && (await settledWithin(this.client.quit(), READY_WITHIN_MS))) return;
    this.client.disconnect();
  }
}
