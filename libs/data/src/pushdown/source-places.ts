import { AppError } from '@app/platform';

interface Waiter {
  start(): void;
}

/** How many statements one source is asked at once, and how many may wait for that. Of each process. */
export const SOURCE_PLACES = { atOnce: 4, waiting: 100 } as const;

/** Keeps the statements that run in each source few: the others wait in order. */
export class SourcePlaces {
  private readonly running = new Map<string, number>();
  private readonly waiting = new Map<string, Waiter[]>();

  constructor(private readonly limits: { atOnce: number; waiting: number } = SOURCE_PLACES) {}

  /** @throws AppError 503 OVERLOADED when too many wait already; the signal's reason when it aborts before the turn has come */
  async run<T>(sourceId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const running = this.running.get(sourceId) ?? 0;
    if (running < this.limits.atOnce) this.running.set(sourceId, running + 1);
    else await this.turn(sourceId, signal);
    try {
      return await work();
    } finally {
      this.end(sourceId);
    }
  }

  private async turn(sourceId: string, signal: AbortSignal): Promise<void> {
    const queue = this.waiting.get(sourceId) ?? [];
    if (queue.length >= this.limits.waiting) {
      const message = 'Too many questions wait for the source of a metric; send this one again later.';
      throw new AppError('OVERLOADED', message, { retryAfterSeconds: 5 });
    }
    this.waiting.set(sourceId, queue);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { start: resolve };
    queue.push(waiter);
    const onAbort = (): void => {
      const place = queue.indexOf(waiter);
      // Whoever has started already runs, and is aborted there.
      if (place < 0) return;
      queue.splice(place, 1);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** The place of who ends goes to who waits. */
  private end(sourceId: string): void {
    const next = this.waiting.get(sourceId)?.shift();
    if (this.waiting.get(sourceId)?.length === 0) this.waiting.delete(sourceId);
    if (next) return next.start();
    const running = (this.running.get(sourceId) ?? 1) - 1;
    if (running === 0) this.running.delete(sourceId);
    else this.running.set(sourceId, running);
  }
}
