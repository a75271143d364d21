/** A request in a group, its size and who waits for it. */
interface Waiting<T, R> {
  item: T;
  size: number;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Coalesces small requests: the first one starts at once, those that come while as many groups as allowed are under way
 * go together next. Nothing waits for a timer, so a lone request is as fast as without.
 */
export class GroupCommit<T, R> {
  private waiting: Waiting<T, R>[] = [];
  private running = 0;

  /**
   * @param commit stores a group; answers by position with a result, or an error that only this request gets
   * @param maxSize largest sum of sizes of one group
   * @param alone whether, after a group failed as a whole, its members are worth trying one by one
   * @param parallel groups under way at once: while one waits for the disk, the next one computes
   */
  constructor(
    private readonly commit: (items: T[]) => Promise<(R | Error)[]>,
    private readonly maxSize: number,
    private readonly alone: (error: unknown) => boolean,
    private readonly parallel = 1,
  ) {}

  submit(item: T, size: number): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, size, resolve, reject });
      if (this.running < this.parallel) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running++;
    while (this.waiting.length > 0) {
      await this.settle(this.next());
      // Whoever was just answered may send again at once: let that into the next group.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.running--;
  }

  private next(): Waiting<T, R>[] {
    let size = 0;
    let count = 0;
    for (const entry of this.waiting) {
      if (count > 0 && size + entry.size > this.maxSize) break;
      size += entry.size;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async settle(group: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.commit(group.map(({ item }) => item));
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index] as R | Error;
        if (result instanceof Error) reject(result);
        else resolve(result);
      }
    } catch (error) {
      if (group.length > 1 && this.alone(error)) {
        for (const entry of group) await this.settle([entry]);
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }
}
