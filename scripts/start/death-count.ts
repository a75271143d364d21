/** What to do after a process has ended unexpectedly. */
export interface Verdict {
  /** Wait so long before it is started again, in milliseconds. */
  delayMs: number;
  /** Starting it again has been tried often enough. */
  hopeless: boolean;
}

const WINDOW_MS = 60_000;
const MOST = 5;
const FIRST_DELAY_MS = 250;

/** Counts unexpected ends: each within a minute doubles the wait, the fifth is one too many. */
export class DeathCount {
  private times: number[] = [];

  record(now = Date.now()): Verdict {
    this.times = [...this.times.filter((time) => now - time < WINDOW_MS), now];
    return { delayMs: FIRST_DELAY_MS * 2 ** (this.times.length - 1), hopeless: this.times.length >= MOST };
  }
}
