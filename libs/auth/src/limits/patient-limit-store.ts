import { CircuitBreaker } from '@app/cache';
import type { Logger } from 'pino';
import { type Claim, type Grant, LimitStore } from './limit-store';

const FAILURES_TO_OPEN = 3;
const RETRY_EVERY_MS = 1_000;

/** A {@link LimitStore} that is left alone while it is away: one claim a second looks whether it is back. */
export class PatientLimitStore extends LimitStore {
  private readonly breaker = new CircuitBreaker(FAILURES_TO_OPEN, RETRY_EVERY_MS);
  private away = false;

  constructor(
    private readonly store: LimitStore,
    private readonly logger: Logger,
  ) {
    super();
  }

  override start(): Promise<void> {
    return this.store.start();
  }

  async take(claim: Claim): Promise<Grant> {
    if (!this.breaker.admit()) throw new Error('the shared count is away');
    try {
      const grant = await this.store.take(claim);
      this.breaker.succeeded();
      if (this.away) this.logger.info('requests are counted over all processes again');
      this.away = false;
      return grant;
    } catch (error) {
      this.breaker.failed();
      if (!this.away) this.logger.warn({ err: error }, 'each process counts requests for itself');
      this.away = true;
      throw error;
    }
  }
}
