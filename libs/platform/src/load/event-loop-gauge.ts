import { type LoadGauge, TICK_MS } from './load-gauge';

/** A single pause that is short against this is forgiven, a lasting lag is seen after it. */
const SMOOTHED_OVER_MS = 500;

/**
 * How late timers are: what every request waits for, at least once. The mean of the lag, weighted by how long it lasted,
 * with the past fading by half a second.
 */
export class EventLoopGauge implements LoadGauge {
  readonly name = 'event loop';
  private lagMs = 0;

  constructor(private readonly limitMs: number) {}

  tick(elapsedMs: number): void {
    const late = Math.max(0, elapsedMs - TICK_MS);
    const weight = 1 - Math.exp(-elapsedMs / SMOOTHED_OVER_MS);
    this.lagMs += (late - this.lagMs) * weight;
  }

  level(): number {
    return this.lagMs / this.limitMs;
  }
}
