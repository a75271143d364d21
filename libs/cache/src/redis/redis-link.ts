import { createClient } from '@redis/client';
import type { Logger } from 'pino';
import { bounded, pause } from './bounded';
import { CircuitBreaker } from './circuit-breaker';
import type { RedisPlace } from './redis-place';

/** No request waits longer than this for the cache in Redis. */
export const REDIS_TIMEOUT_MS = 100;
const FAILURES_TO_OPEN = 3;
const RETRY_EVERY_MS = 1_000;
const LONGEST_PAUSE_MS = 500;
const SETTLE_EVERY_MS = 250;

export type RedisClient = ReturnType<typeof createClient>;

/** Redis cannot be used now. Callers go on without it. */
export class RedisAway extends Error {
  constructor() {
    super('Redis is away');
    this.name = 'RedisAway';
  }
}

/**
 * The connection to Redis as the cache needs it: connecting in the background, bounded in time, and never trusted after
 * it was lost until the epoch key has been raised, which makes every older entry stale for all processes.
 */
export class RedisLink {
  readonly client: RedisClient;
  /** Operations that failed or timed out. */
  errors = 0;
  private readonly breaker = new CircuitBreaker(FAILURES_TO_OPEN, RETRY_EVERY_MS);
  private connected = false;
  /** Changes that Redis may not have been told of, and how many of them a raised epoch has made up for. */
  private debts = 0;
  private paid = 0;
  private settling = false;
  private closed = false;
  private lastError = '';

  /** @param onEpoch is called when this process has raised the epoch: changes may have gone unheard */
  constructor(
    private readonly place: RedisPlace,
    private readonly logger: Logger,
    private readonly onEpoch: () => void,
  ) {
    this.client = createClient({
      url: place.url,
      disableOfflineQueue: true,
      socket: { reconnectStrategy: (retries) => Math.min(50 * (retries + 1), LONGEST_PAUSE_MS) },
    });
    this.client.on('error', (error: Error) => this.lost(error));
    this.client.on('reconnecting', () => (this.connected = false));
    this.client.on('ready', () => {
      this.lastError = '';
      void this.settle();
    });
  }

  /** Whether Redis is connected, trusted and answering. */
  get ready(): boolean {
    return this.trusted && !this.breaker.open;
  }

  get epochKey(): string {
    return this.key('epoch');
  }

  key(...parts: string[]): string {
    return [this.place.prefix, 'cache', ...parts].join(':');
  }

  /** Begins to connect, and goes on until `close`. */
  start(): void {
    this.client.connect().catch(() => {
      // Only close() ends the attempts.
    });
  }

  /** @throws RedisAway, TimedOut or Redis's own error; all mean: go on without. */
  async run<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!this.trusted || !this.breaker.admit()) throw new RedisAway();
    try {
      const result = await bounded(work(this.client), REDIS_TIMEOUT_MS);
      this.breaker.succeeded();
      return result;
    } catch (error) {
      this.errors++;
      this.breaker.failed();
      throw error;
    }
  }

  /**
   * Writes what other processes rely on. If it is not certain to arrive, the epoch is raised as soon as Redis can be
   * reached, and this process does not read from Redis before. Never throws and never waits longer than the limit.
   */
  async tell(work: (client: RedisClient) => Promise<unknown>): Promise<void> {
    const told = this.ready ? work(this.client) : Promise.reject(new RedisAway());
    const certain = told.catch(() => {
      this.debts++;
      void this.settle();
    });
    await bounded(certain, REDIS_TIMEOUT_MS).catch(() => {
      this.errors++;
      this.breaker.failed();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.connected = false;
    if (
      this.client.isReady &&
      (await bounded(this.client.quit(), LONGEST_PAUSE_MS).then(
        () => true,
        () => false,
      ))
    )
      return;
    if (this.client.isOpen) await this.client.disconnect().catch(() => {});
  }

  private get trusted(): boolean {
    return this.connected && this.debts === this.paid;
  }

  private lost(error: Error): void {
    // The first connection owes nothing; every later one may find a Redis that has forgotten, or one that others wrote to.
    if (this.connected) this.debts++;
    this.connected = false;
    this.errors++;
    if (error.message === this.lastError) return;
    this.lastError = error.message;
    this.logger.warn(
      { reason: error.message || error.name },
      'Redis is away: answers come from memory and the database',
    );
  }

  /** Raises the epoch if it is owed, before anything is read from Redis. */
  private async settle(): Promise<void> {
    if (this.settling) return;
    this.settling = true;
    while (!this.closed && this.client.isReady && !this.trusted) {
      const settled = await this.raiseEpoch().then(
        () => true,
        () => false,
      );
      if (!settled) await pause(SETTLE_EVERY_MS);
    }
    this.settling = false;
  }

  private async raiseEpoch(): Promise<void> {
    const runId = await bounded(this.runId(), RETRY_EVERY_MS);
    const known = await bounded(this.client.get(this.key('run')), RETRY_EVERY_MS);
    const debts = this.debts;
    const owed = debts > this.paid || known !== runId;
    if (owed) {
      await bounded(this.client.incr(this.epochKey), RETRY_EVERY_MS);
      await bounded(this.client.set(this.key('run'), runId), RETRY_EVERY_MS);
    }
    this.paid = debts;
    this.connected = true;
    this.breaker.succeeded();
    if (owed) this.onEpoch();
  }

  /** Tells a Redis that was restarted, perhaps from an old snapshot, from the one that the entries were made with. */
  private async runId(): Promise<string> {
    const info = await this.client.info('server');
    return /^run_id:(\w+)/m.exec(info)?.[1] ?? '';
  }
}
