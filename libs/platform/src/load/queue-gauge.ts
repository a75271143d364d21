import type { LoadGauge } from './load-gauge';

const REMEMBERED_TICKS = 3;
/** A queue of so many times the limit counts even if it is a burst. */
const BURST = 4;

/**
 * How long a queue is that does not go away: the shortest of the last ticks and of now (as in CoDel, RFC 8289). A burst
 * that drains at once counts for nothing, unless it is four times the limit.
 */
export class QueueGauge implements LoadGauge {
  private readonly seen: number[] = [];

  constructor(
    readonly name: string,
    private readonly waiting: () => number,
    private readonly limit: number,
  ) {}

  tick(): void {
    this.seen.push(this.waiting());
    if (this.seen.length > REMEMBERED_TICKS) this.seen.shift();
  }

  level(): number {
    const now = this.waiting();
    const standing = this.seen.length < REMEMBERED_TICKS ? 0 : Math.min(now, ...this.seen);
    return Math.max(standing, now / BURST) / this.limit;
  }
}
