import type { LeasedCounter } from '@app/auth';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { ApiIntegrationError } from '../client/api-integration-error';
import { SourceError } from '../../source-error';
import { isOutage } from './is-outage';
import type { Pace } from './pace';

/** Whether requests go out, none does, or one tries whether the API is back. */
export type CircuitState = 'closed' | 'open' | 'halfOpen';

export interface LaneLimits {
  /** Of all processes together. */
  requestsPerMinute: number;
  /** Of this process. */
  concurrent: number;
}

/** What a request waits for: room beside others, what the API asked for, the limit of the source. */
export type WaitReason = 'concurrency' | 'pause' | 'limit';

/** Spreads those that wait for the same moment. */
const SPREAD_MS = 200;

/** The way from this process to one API: so many at once, so many a minute, and none while it is down. */
export class SourceLane {
  limits: LaneLimits = { requestsPerMinute: 1, concurrent: 1 };
  private readonly states: readonly CircuitState[];
  private inside = 0;
  private readonly queue: (() => void)[] = [];
  private pausedUntil = 0;
  private opened = 0;
  /** What the API was down with the last time. */
  private outage = '';

  constructor(
    private readonly pace: Pace,
    private readonly counter: () => LeasedCounter,
    private readonly breaker: CircuitBreakerPolicy,
    private readonly halfOpenAfterMs: number,
    private readonly waited: (reason: WaitReason) => void,
  ) {
    // As cockatiel numbers them; one that is held open by hand counts as open.
    this.states = ['closed', 'open', 'halfOpen', 'open'];
    breaker.onBreak(() => (this.opened = pace.now()));
  }

  get circuit(): CircuitState {
    return this.states[this.breaker.state] ?? 'open';
  }

  /** Waits for room; the answer gives it back. @throws SourceError aborted */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new ApiIntegrationError('aborted');
    if (this.inside >= this.limits.concurrent) await this.wait(signal);
    else this.inside++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.queue.shift();
      if (next) next();
      else this.inside--;
    };
  }

  /**
   * Waits until another request may be sent.
   * @param until milliseconds since 1970; whoever would have to wait longer is told at once
   * @throws SourceError busy, aborted
   */
  async turn(signal: AbortSignal, until: number): Promise<void> {
    for (;;) {
      const pause = this.pausedUntil - this.pace.now();
      if (pause > 0) {
        await this.patience('pause', pause, signal, until);
        continue;
      }
      const { admitted, retryAfterSeconds } = await this.counter().take();
      if (admitted) return;
      await this.patience('limit', retryAfterSeconds * 1_000, signal, until);
    }
  }

  /** What the API asked for counts for all that ask it. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.pace.now() + ms);
  }

  /** @throws SourceError busy while the circuit is open, and whatever `work` throws */
  async through<T>(work: () => Promise<T>): Promise<T> {
    try {
      const { value, error } = await this.breaker.execute(() => settled(work));
      if (error !== undefined) throw error as Error;
      return value as T;
    } catch (error) {
      if (isOutage(error)) this.outage = (error as SourceError).message;
      if (!(error as { isBrokenCircuitError?: boolean }).isBrokenCircuitError) throw error;
      const retryAfterMs = Math.max(0, this.opened + this.halfOpenAfterMs - this.pace.now());
      const detail = `It failed several times in a row and is left alone for a while. The last time: ${this.outage}`;
      throw new ApiIntegrationError('busy', { attempts: 0, detail, retryAfterMs });
    }
  }

  private wait(signal: AbortSignal): Promise<void> {
    this.waited('concurrency');
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.queue.splice(this.queue.indexOf(enter), 1);
        reject(new ApiIntegrationError('aborted'));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.queue.push(enter);
    });
  }

  private async patience(reason: WaitReason, ms: number, signal: AbortSignal, until: number): Promise<void> {
    if (this.pace.now() + ms > until) {
      const { requestsPerMinute } = this.limits;
      const limit = requestsPerMinute === 1 ? 'one request' : `${requestsPerMinute} requests`;
      const detail = reason === 'limit' ? `Its limit of ${limit} per minute is used up.` : undefined;
      throw new ApiIntegrationError('busy', { attempts: 0, detail, retryAfterMs: ms });
    }
    this.waited(reason);
    await this.pace.sleep(ms + this.pace.random() * SPREAD_MS, signal);
  }
}

/** What says that the API is down, or nothing about it, is thrown. That it refuses a request says that it is there. */
async function settled<T>(work: () => Promise<T>): Promise<{ value?: T; error?: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof SourceError) || error.reason === 'aborted' || isOutage(error)) throw error;
    return { error };
  }
}
