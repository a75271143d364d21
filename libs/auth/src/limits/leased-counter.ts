import type { Grant, LimitStore } from './limit-store';
import { type RatePolicy, UNLIMITED, windowStart } from './rate-policy';

/** Whether a request is admitted, and what to tell its client. */
export interface Verdict {
  readonly admitted: boolean;
  readonly policy: RatePolicy;
  /** Value of `RateLimit`: what is left of each limit, and seconds until it begins anew. */
  readonly header: string;
  /** Of the limit that has least left. */
  readonly remaining: number;
  /** When that limit begins anew. */
  readonly resetSeconds: number;
  /** Seconds until a refused request can be admitted; 0 when it was. */
  readonly retryAfterSeconds: number;
}

/** What this process knows of one window. */
interface Known {
  start: number;
  /** All that was taken of it, by whichever process, tokens of this one included. */
  used: number;
  /** What of that the shared count was not told; negative: what it counts and nobody used. */
  untold: number;
}

/**
 * Counts the requests of one key. Most are admitted from a lease in memory, without waiting for anything; the next lease
 * is asked for by the first request that finds none, once for all that wait. A lease ends with the first of its windows,
 * and what was not used of it is given back to the others. While the shared count cannot be reached this process goes on
 * by itself from what it knows: the limit then holds for each process.
 */
export class LeasedCounter {
  private tokens = 0;
  /** No token and no refusal outlives it. Milliseconds since 1970. */
  private ends = 0;
  /** The last lease was all that is left. */
  private exhausted = false;
  private readonly known: Known[];
  private waiting: ((verdict: Verdict) => void)[] = [];
  private asking = false;

  /**
   * @param store undefined = this process counts for itself
   * @param now milliseconds since 1970
   */
  constructor(
    readonly key: string,
    readonly policy: RatePolicy,
    private readonly store: Pick<LimitStore, 'take'> | undefined,
    private readonly now: () => number,
  ) {
    this.known = policy.windows.map(() => ({ start: 0, used: 0, untold: 0 }));
  }

  /** Counts one request: at once while there is a lease, or certainly nothing left. Never rejects. */
  take(): Verdict | Promise<Verdict> {
    const now = this.now();
    if (now < this.ends) {
      if (this.tokens > 0) {
        this.tokens--;
        return this.verdict(true, now);
      }
      if (this.exhausted) return this.verdict(false, now);
    }
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (!this.asking) void this.ask();
    });
  }

  /** What {@link take} would answer as far as this process knows. Counts nothing. */
  peek(): Verdict {
    const now = this.now();
    return this.verdict(now >= this.ends || this.tokens > 0 || !this.exhausted, now);
  }

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.waiting.length > 0) {
      const served = this.waiting;
      this.waiting = [];
      this.beginWindows(this.now());
      const wanted = Math.max(this.policy.lease, served.length);
      this.tokens = await this.lease(wanted);
      this.exhausted = this.tokens < wanted || this.isUsedUp();
      this.ends = this.firstEnd();
      const now = this.now();
      for (const resolve of served) {
        const admitted = this.tokens > 0;
        if (admitted) this.tokens--;
        resolve(this.verdict(admitted, now));
      }
    }
    this.asking = false;
  }

  /** Of the windows that are limited. */
  private firstEnd(): number {
    const ends = this.policy.windows.map(({ ms, limit }, i) =>
      limit === UNLIMITED ? Infinity : (this.known[i] as Known).start + ms,
    );
    return Math.min(...ends);
  }

  private isUsedUp(): boolean {
    return this.policy.windows.some(({ limit }, i) => (this.known[i] as Known).used >= limit);
  }

  /** Forgets the windows that have ended; to the others goes back what is left of the lease. */
  private beginWindows(now: number): void {
    this.policy.windows.forEach(({ ms }, i) => {
      const known = this.known[i] as Known;
      const start = windowStart(now, ms);
      if (start > known.start) Object.assign(known, { start, used: 0, untold: 0 });
      else {
        known.used -= this.tokens;
        known.untold -= this.tokens;
      }
    });
    this.tokens = 0;
    this.ends = 0;
  }

  private async lease(wanted: number): Promise<number> {
    try {
      if (this.store) return this.learn(await this.store.take(this.claim(wanted)));
    } catch {
      // Perhaps it was counted all the same: nothing may be given back twice.
      for (const known of this.known) known.untold = Math.max(0, known.untold);
    }
    const left = this.policy.windows.map(({ limit }, i) => limit - (this.known[i] as Known).used);
    const granted = Math.max(0, Math.min(wanted, ...left));
    for (const known of this.known) {
      known.used += granted;
      known.untold += granted;
    }
    return granted;
  }

  private claim(wanted: number) {
    const { windows, longestMs } = this.policy;
    return {
      key: this.key,
      wanted,
      keepMs: longestMs,
      windows: windows.map(({ limit }, i) => {
        const { start, untold } = this.known[i] as Known;
        return { start, limit, correction: untold };
      }),
    };
  }

  private learn({ granted, windows }: Grant): number {
    windows.forEach(({ start, used }, i) =>
      Object.assign(this.known[i] as Known, { start, used, untold: 0 }),
    );
    return granted;
  }

  private verdict(admitted: boolean, now: number): Verdict {
    const { windows } = this.policy;
    let header = '';
    let remaining = Infinity;
    let resetSeconds = 0;
    let retryAfterSeconds = admitted ? 0 : 1;
    for (let i = 0; i < windows.length; i++) {
      const { name, ms, limit } = windows[i] as (typeof windows)[number];
      if (limit === UNLIMITED) continue;
      const { start, used } = this.known[i] as Known;
      const isOver = now >= start + ms;
      const left = isOver ? limit : Math.max(0, limit - used + this.tokens);
      const seconds = Math.ceil(((isOver ? windowStart(now, ms) : start) + ms - now) / 1_000);
      header += `${header === '' ? '' : ', '}"${name}";r=${left};t=${seconds}`;
      if (left < remaining) {
        remaining = left;
        resetSeconds = seconds;
      }
      if (!admitted && left === 0 && seconds > retryAfterSeconds) retryAfterSeconds = seconds;
    }
    return { admitted, policy: this.policy, header, remaining, resetSeconds, retryAfterSeconds };
  }
}
