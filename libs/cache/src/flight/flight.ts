/**
 * One computation that several callers wait for. It is aborted when all of them have left, and only then; `keep`
 * makes it run to its end whoever leaves. Its code begins in a later turn than the constructor's.
 */
export class Flight<Result> {
  private readonly controller = new AbortController();
  private readonly result: Promise<Result>;
  private waiting = 0;

  constructor(run: (signal: AbortSignal) => Promise<Result>) {
    const { signal } = this.controller;
    this.result = Promise.resolve().then(() => run(signal));
    this.result.catch(() => {
      // Each caller hears of it; with none left it concerns nobody.
    });
  }

  /** Whether it was given up. Who comes then begins a new one. */
  get aborted(): boolean {
    return this.controller.signal.aborted;
  }

  keep(): Promise<Result> {
    this.waiting++;
    return this.result;
  }

  /** @throws the signal's reason as soon as it aborts */
  join(signal?: AbortSignal): Promise<Result> {
    if (!signal) return this.keep();
    if (signal.aborted) {
      if (this.waiting === 0) this.controller.abort(signal.reason);
      return Promise.reject(signal.reason as Error);
    }
    this.waiting++;
    return new Promise<Result>((resolve, reject) => {
      const leave = () => {
        reject(signal.reason as Error);
        if (--this.waiting === 0) this.controller.abort(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}
