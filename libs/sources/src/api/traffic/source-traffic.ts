import { RateLimiter, RatePolicy } from '@app/auth';
import { Clock, MEASUREMENTS, Telemetry } from '@app/platform';
import { Injectable, Optional } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { isOutage } from './is-outage';
import { type Pace, paceOf } from './pace';
import { type CircuitState, type LaneLimits, SourceLane, type WaitReason } from './source-lane';

/** How a request to an API ended. */
export type RequestOutcome = 'answered' | 'unchanged' | 'refused' | 'limited' | 'failed' | 'unanswered';

export class TrafficOptions {
  /** Failures in a row that open a circuit. Default 5. */
  failuresToOpen?: number;
  /** Default 30,000 ms. */
  halfOpenAfterMs?: number;
  pace?: Pace;
}

const FAILURES_TO_OPEN = 5;
const HALF_OPEN_AFTER_MS = 30_000;
const REMEMBERED_LANES = 10_000;
const MINUTE = 60_000;
/** A minute's requests are not sent at its beginning: of each ten seconds at most a sixth of them, rounded up. */
const PART = 10_000;

/**
 * All that leaves this process for the APIs of sources: limits that all processes share, circuit breakers of this one, and what is
 * measured of both. What it knows of a source outlives the opening and closing of its connector.
 */
@Injectable()
export class SourceTraffic {
  readonly pace: Pace;
  private readonly lanes = new LRUCache<string, Promise<SourceLane>>({ max: REMEMBERED_LANES });
  private readonly made = new LRUCache<string, SourceLane>({ max: REMEMBERED_LANES });
  private readonly requests;
  private readonly waits = new Map<WaitReason, number>();

  constructor(
    private readonly limiter: RateLimiter,
    telemetry: Telemetry,
    clock: Clock,
    @Optional() private readonly options: TrafficOptions = {},
  ) {
    this.pace = options.pace ?? paceOf(clock);
    this.requests = telemetry.durations(MEASUREMENTS.sourceRequests);
    telemetry.reading(MEASUREMENTS.sourceWaits, () =>
      [...this.waits].map(([reason, value]) => ({ value, labels: { reason } })),
    );
    telemetry.reading(MEASUREMENTS.sourceCircuits, () => [
      { value: [...this.made.values()].filter(({ circuit }) => circuit !== 'closed').length },
    ]);
  }

  /** The way to the API of a source, under its limits as they are now. */
  async lane(sourceId: string, limits: LaneLimits): Promise<SourceLane> {
    let lane = this.lanes.get(sourceId);
    if (!lane) this.lanes.set(sourceId, (lane = this.make(sourceId)));
    const made = await lane;
    made.limits = limits;
    return made;
  }

  /** Whether the API of a source is asked at all, as far as this process knows; undefined when it never was. */
  circuit(sourceId: string): CircuitState | undefined {
    return this.made.get(sourceId)?.circuit;
  }

  observe(outcome: RequestOutcome, ms: number): void {
    this.requests.cell(outcome).observe(ms);
  }

  private async make(sourceId: string): Promise<SourceLane> {
    const { circuitBreaker, ConsecutiveBreaker, handleWhen } = await import('cockatiel');
    const halfOpenAfter = this.options.halfOpenAfterMs ?? HALF_OPEN_AFTER_MS;
    const breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter,
      breaker: new ConsecutiveBreaker(this.options.failuresToOpen ?? FAILURES_TO_OPEN),
    });
    const lane: SourceLane = new SourceLane(
      this.pace,
      () => this.limiter.counter(`source:${sourceId}`, policyOf(lane.limits.requestsPerMinute)),
      breaker,
      halfOpenAfter,
      (reason) => this.waits.set(reason, (this.waits.get(reason) ?? 0) + 1),
    );
    this.made.set(sourceId, lane);
    return lane;
  }
}

function policyOf(requestsPerMinute: number): RatePolicy {
  return new RatePolicy([
    { name: 'minute', ms: MINUTE, limit: requestsPerMinute },
    { name: 'part', ms: PART, limit: Math.ceil((requestsPerMinute * PART) / MINUTE) },
  ]);
}
