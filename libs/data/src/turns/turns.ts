import { AppError } from '@app/platform';
import { type TurnKey, TurnQueue } from './turn-queue';

/** How many pieces of work run and wait. */
export interface TurnLimits {
  /** At once, in all. */
  atOnce: number;
  /** Waiting, in all. */
  waiting: number;
  /** Longest wait, in ms. */
  waitMs: number;
}

interface Waiter {
  key: TurnKey;
  start: () => void;
  refuse: (error: Error) => void;
}

const LONGEST_ADVICE_SECONDS = 30;
/** How much the last run counts in the mean. */
const LAST_RUN_WEIGHT = 0.1;

/**
 * Lets so many pieces of work run at once; the others wait in turns, see {@link TurnQueue}. One user gets half of the
 * places at most, and one tenant all but one, so that somebody else's short work finds a place at once.
 */
export class Turns {
  private readonly queue = new TurnQueue<Waiter>();
  private readonly byTenant = new Map<string, number>();
  private readonly byUser = new Map<string, number>();
  private running = 0;
  private meanMs = 0;

  constructor(private readonly limits: TurnLimits) {}

  get waiting(): number {
    return this.queue.size;
  }

  /**
   * Runs `work` when its turn comes.
   * @throws AppError 503 OVERLOADED when too much waits already or the turn does not come in time, the signal's reason when
   *   it aborts before
   */
  async run<T>(key: TurnKey, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (this.may(key)) this.begin(key);
    else await this.turn(key, signal);
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.meanMs += (performance.now() - began - this.meanMs) * (this.meanMs === 0 ? 1 : LAST_RUN_WEIGHT);
      this.end(key);
    }
  }

  private async turn(key: TurnKey, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { key, start: resolve, refuse: reject };
    this.queue.push(key, waiter);
    if (this.queue.size > this.limits.waiting) this.queue.dropGreediest()?.refuse(this.overloaded());
    const leave = (error: Error): void => {
      if (this.queue.remove(key, waiter)) reject(error);
    };
    const timer = setTimeout(() => leave(this.overloaded()), this.limits.waitMs);
    const onAbort = (): void => leave(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  private may({ tenant, user }: TurnKey): boolean {
    const { atOnce } = this.limits;
    if (this.running >= atOnce) return false;
    const ofTenant = this.byTenant.get(tenant) ?? 0;
    const ofUser = this.byUser.get(userName({ tenant, user })) ?? 0;
    return ofTenant < Math.max(1, atOnce - 1) && ofUser < Math.ceil(atOnce / 2);
  }

  private begin(key: TurnKey): void {
    this.running++;
    add(this.byTenant, key.tenant, 1);
    add(this.byUser, userName(key), 1);
  }

  private end(key: TurnKey): void {
    this.running--;
    add(this.byTenant, key.tenant, -1);
    add(this.byUser, userName(key), -1);
    while (this.running < this.limits.atOnce) {
      const next = this.queue.shift((candidate) => this.may(candidate));
      if (!next) return;
      this.begin(next.key);
      next.start();
    }
  }

  private overloaded(): AppError {
    const drainMs = ((this.queue.size + 1) * this.meanMs) / this.limits.atOnce;
    return new AppError(
      'OVERLOADED',
      'Too many metric queries wait for the database; send this one again later.',
      { retryAfterSeconds: Math.min(LONGEST_ADVICE_SECONDS, Math.max(1, Math.ceil(drainMs / 1_000))) },
    );
  }
}

function userName({ tenant, user }: TurnKey): string {
  return `${tenant} ${user}`;
}

function add(counts: Map<string, number>, name: string, difference: number): void {
  const count = (counts.get(name) ?? 0) + difference;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
