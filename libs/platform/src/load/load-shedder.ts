import { type LoadGauge, TICK_MS } from './load-gauge';

/** From this level on a part of the requests is refused; at level 1 all are. */
const BEGINS_AT = 0.5;

/**
 * Decides which requests are refused so that the others are answered in time. The part that is refused grows with the
 * fullest gauge, so that it settles where the rest can be borne instead of switching between all and nothing.
 */
export class LoadShedder {
  private timer: NodeJS.Timeout | undefined;
  private refusedPart = 0;
  private ticked = 0;

  constructor(
    private readonly gauges: readonly LoadGauge[],
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Begins to watch. Does not keep the process alive. */
  start(): void {
    this.ticked = this.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  tick(): void {
    const now = this.now();
    for (const gauge of this.gauges) gauge.tick(now - this.ticked);
    this.ticked = now;
  }

  /** Whether the request that has just come is to be refused: the name of the gauge because of which it is. */
  refuses(): string | undefined {
    let fullest: LoadGauge | undefined;
    let level = 0;
    for (const gauge of this.gauges) {
      const own = gauge.level();
      if (own > level) [fullest, level] = [gauge, own];
    }
    const part = Math.min(1, (level - BEGINS_AT) / (1 - BEGINS_AT));
    if (part <= 0) return undefined;
    // Spread evenly: at one half every second request.
    this.refusedPart += part;
    if (this.refusedPart < 1) return undefined;
    this.refusedPart -= 1;
    return fullest?.name;
  }
}
