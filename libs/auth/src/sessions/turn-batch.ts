/** Gathers what comes before the event loop turns, so that one statement serves it all. */
export class TurnBatch<T> {
  private waiting: T[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly work: (items: T[]) => Promise<void>) {}

  /** Resolves when the work on the item's batch is done, and fails as it does. */
  add(item: T): Promise<void> {
    if (this.waiting.length === 0) this.running = this.next();
    this.waiting.push(item);
    return this.running;
  }

  private async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const items = this.waiting;
    this.waiting = [];
    await this.work(items);
  }
}
