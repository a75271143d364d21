import { AppError } from '@app/platform';

/**
 * Lets `width` works run at once and at most `queue` wait, so that a flood of logins costs neither all memory nor all
 * processors. Beyond that the caller gets OVERLOADED at once.
 */
export class HashGate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queue: number,
  ) {}

  /** @throws AppError OVERLOADED (503, Retry-After 1) when the queue is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.width) {
      if (this.waiting.length >= this.queue) {
        throw new AppError('OVERLOADED', 'Too many logins at once; try again in a moment.', {
          retryAfterSeconds: 1,
        });
      }
      // Whoever finishes hands over its place, so `running` does not change here.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running++;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
