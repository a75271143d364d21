/** Longest that a timer can be set for. */
const LONGEST_TIMER_MS = 2_000_000_000;

/** What one run of a {@link Pace} has to say: that it looks at the world now. What is asked for later needs another run. */
export type Began = () => void;

/**
 * When something is done that is asked for again and again: at once after a pause, else at most once in `everyMs`, never
 * twice at the same time, and once more if it was asked for while it ran. Times are monotonic.
 */
export class Pace {
  private timer: NodeJS.Timeout | undefined;
  private dueAt = Infinity;
  private begunAt = -Infinity;
  private heldUntil = -Infinity;
  private running = false;
  private stopped = false;

  /** @param run must not reject */
  constructor(
    private readonly everyMs: number,
    private readonly run: (began: Began) => Promise<void>,
  ) {}

  /** Something has changed: as soon as the pace allows. */
  ask(): void {
    this.plan(Math.max(performance.now(), this.begunAt + this.everyMs, this.heldUntil));
  }

  /** In so many ms at the latest. */
  askIn(ms: number): void {
    this.plan(performance.now() + ms);
  }

  /** Nothing that is asked for from now on runs before so many ms are over. */
  hold(ms: number): void {
    this.heldUntil = performance.now() + ms;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private plan(at: number): void {
    if (this.stopped || at >= this.dueAt) return;
    this.dueAt = at;
    if (!this.running) this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    if (this.stopped || this.dueAt === Infinity) return;
    const wait = this.dueAt - performance.now();
    if (wait <= 0) void this.start();
    else this.timer = setTimeout(() => this.arm(), Math.min(Math.ceil(wait), LONGEST_TIMER_MS));
  }

  private async start(): Promise<void> {
    this.running = true;
    this.begin();
    try {
      await this.run(() => this.begin());
    } finally {
      this.running = false;
      this.arm();
    }
  }

  private begin(): void {
    this.begunAt = performance.now();
    this.dueAt = Infinity;
  }
}
