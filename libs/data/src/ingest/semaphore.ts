/** Lets at most `permits` pieces of work run at once; the others wait in order. */
export class Semaphore {
  private readonly queue: (() => void)[] = [];

  constructor(private permits: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.permits > 0) this.permits -= 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.permits += 1;
    }
  }
}
