/** Something that tells how near the process is to what it can bear. */
export interface LoadGauge {
  /** For logs: `event loop`, `database`. */
  readonly name: string;
  /** Called about every 100 ms; `elapsedMs` is the time since the last call. */
  tick(elapsedMs: number): void;
  /** 0 = idle, 1 = at the limit. */
  level(): number;
}

/** How often gauges are looked at, in ms, when the event loop does not lag. */
export const TICK_MS = 100;
