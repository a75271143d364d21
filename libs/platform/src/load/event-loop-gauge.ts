import { performance } from 'node:perf_hooks';
import { type LoadGauge, TICK_MS } from './load-gauge';

/** A single pause that is short against this is forgiven, a lasting lag is seen after it. */
const SMOOTHED_OVER_MS = 500;
/** So few requests in one tick are not what keeps the event loop busy: to refuse them would help nobody. */
const FEW = 4;

/**
 * How late timers are while the event loop is busy: what every request waits for, at least once. The mean of the lag,
 * weighted by how long it lasted, with the past fading by half a second. A process that idles and is late because others
 * have the processor does not count as lagging.
 */
export class EventLoopGauge implements LoadGauge {
  readonly name = 'event loop';
  private lagMs = 0;

  /** @param utilization part of the time since its last call that the event loop was busy, 0 to 1 */
  constructor(
    private readonly limitMs: number,
    private readonly utilization: () => number = utilizationSinceLast(),
  ) {}

  tick(elapsedMs: number): void {
    const late = Math.max(0, elapsedMs - TICK_MS) * this.utilization();
    const weight = 1 - Math.exp(-elapsedMs / SMOOTHED_OVER_MS);
    this.lagMs += (late - this.lagMs) * weight;
  }

  level(arrived: number): number {
    return arrived < FEW ? 0 : this.lagMs / this.limitMs;
  }
}

function utilizationSinceLast(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
