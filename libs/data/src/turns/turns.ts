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
  /** Monotonic ms. */
  since: number;
  start: () => void;
  refuse: (error: Error) => void;
}

const LONGEST_ADVICE_SECONDS = 30;
/** How much the last run counts in the mean. */
const LAST_RUN_WEIGHT = 0.3;
/** A user whose next work has waited for this part of the longest wait has a queue that stands, and not a burst. */
const STANDS_AFTER = 0.1;
/** Of the longest wait: what a standing queue may take at most. */
const STANDS_UNTIL = 0.5;

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

  constructor(
    private readonly limits: TurnLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get waiting(): number {
    return this.queue.size;
  }

  /**
   * Runs `work` when its turn comes.
   * @throws AppError 503 OVERLOADED when too much waits already, at once if the turn will hardly come in time, the signal's reason when
   *   it aborts before
   */
  async run<T>(key: TurnKey, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (this.may(key)) this.begin(key);
    else await this.turn(key, signal);
    const began = this.now();
    try {
      return await work();
    } finally {
      this.meanMs += (this.now() - began - this.meanMs) * (this.meanMs === 0 ? 1 : LAST_RUN_WEIGHT);
      this.end(key);
    }
  }

  private async turn(key: TurnKey, signal: AbortSignal | undefined): Promise<void> {
    if (this.hopeless(key)) throw this.overloaded();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { key, since: this.now(), start: resolve, refuse: reject };
    this.queue.push(key, waiter);
    if (this.queue.size > this.limits.waiting) this.queue.dropGreediest()?.refuse(this.overloaded());
    const leave = (error: Error): void => {
      if (this.queue.remove(key, waiter)) reject(error);
    };
    const timer = setTimeout(() => leave(this.overloaded()), this.limits.waitMs);
    timer.unref();
    const onAbort = (): void => leave(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Whether a user's own queue stands and is so long that it is better to say so at once than after the wait. */
  private hopeless(key: TurnKey): boolean {
    const { waitMs } = this.limits;
    const own = this.queue.of(key);
    const [next] = own;
    if (!next || this.now() - next.since < waitMs * STANDS_AFTER) return false;
    return (own.length * this.meanMs) / this.placesOfUser > waitMs * STANDS_UNTIL;
  }

  private get placesOfUser(): number {
    return Math.ceil(this.limits.atOnce / 2);
  }

  private may({ tenant, user }: TurnKey): boolean {
    const { atOnce } = this.limits;
    if (this.running >= atOnce) return false;
    const ofTenant = this.byTenant.get(tenant) ?? 0;
    const ofUser = this.byUser.get(userName({ tenant, user })) ?? 0;
    return ofTenant < Math.max(1, atOnce - 1) && ofUser < this.placesOfUser;
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
