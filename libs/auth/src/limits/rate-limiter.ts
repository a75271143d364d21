import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Clock, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { BoundedMap } from '../tokens/bounded-map';
import { LeasedCounter } from './leased-counter';
import { LimitStore } from './limit-store';
import { PatientLimitStore } from './patient-limit-store';
import { RatePolicy } from './rate-policy';

/** What one look at the throttler's storage answers. Times in seconds. */
type ThrottlerRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

const REMEMBERED_COUNTERS = 50_000;

/**
 * The counts of requests that this process knows, by key: a look-up and a subtraction for most requests. Also the
 * storage of @nestjs/throttler, so that whoever counts, counts the same.
 */
@Injectable()
export class RateLimiter implements ThrottlerStorage, OnApplicationBootstrap {
  private readonly counters = new BoundedMap<string, LeasedCounter>(REMEMBERED_COUNTERS);
  private readonly store: LimitStore;

  constructor(
    store: LimitStore,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.store = new PatientLimitStore(store, logger);
  }

  onApplicationBootstrap(): Promise<void> {
    return this.store.start();
  }

  /**
   * The counter of a key, the same for all who ask. With another policy the key goes on with what it has used.
   * @param options.shared false: what other processes admit does not count
   */
  counter(key: string, policy: RatePolicy, options: { shared: boolean } = { shared: true }): LeasedCounter {
    const known = this.counters.get(key);
    if (known?.policy === policy || known?.policy.header === policy.header) return known;
    const store = options.shared ? this.store : undefined;
    const counter = new LeasedCounter(key, policy, store, () => this.clock.now().getTime());
    this.counters.set(key, counter);
    return counter;
  }

  /** Counts one request of a key that {@link counter} knows, or else of one window of `ttl` ms. */
  async increment(
    key: string,
    ttl: number,
    limit: number,
    _block: number,
    name: string,
  ): Promise<ThrottlerRecord> {
    const counter = this.counters.get(key) ?? this.counter(key, new RatePolicy([{ name, ms: ttl, limit }]));
    const { admitted, remaining, resetSeconds, retryAfterSeconds } = await counter.take();
    return {
      totalHits: limit - remaining,
      timeToExpire: resetSeconds,
      isBlocked: !admitted,
      timeToBlockExpire: retryAfterSeconds,
    };
  }
}
