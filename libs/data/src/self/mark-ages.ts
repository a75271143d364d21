/** What one look at the marks found. Ids grow with time. */
export interface MarksSeen {
  /** Monotonic milliseconds before the look. */
  at: number;
  oldestId: number;
  newestId: number;
}

const MOST_LOOKS = 1_000;

/**
 * For how long the oldest mark has been waiting. A mark says which minute changed, which may be years ago, and not when
 * it was written; but it was written no later than a look that saw an id at least as high. Exact to the time between
 * two looks that are remembered; what was there before the first counts from then.
 */
export class MarkAges {
  private looks: { at: number; newestId: number }[] = [];
  /** Every so many looks one is remembered. */
  private stride = 1;
  private passed = 0;

  /** Milliseconds that the oldest mark of this look has been waiting; 0 when there is none. */
  waiting(seen: MarksSeen | undefined): number {
    this.looks = seen ? this.looks.filter(({ newestId }) => newestId >= seen.oldestId) : [];
    if (!seen) return 0;
    this.remember(seen);
    return seen.at - (this.looks[0]?.at ?? seen.at);
  }

  /** All looks lie equally far apart, so that whichever becomes the first one is about right. */
  private remember({ at, newestId }: MarksSeen): void {
    if (this.looks.length === 0) this.stride = 1;
    else if (++this.passed < this.stride) return;
    this.passed = 0;
    this.looks.push({ at, newestId });
    if (this.looks.length <= MOST_LOOKS) return;
    this.looks = this.looks.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }
}
