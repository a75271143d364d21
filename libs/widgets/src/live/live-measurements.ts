import { Injectable } from '@nestjs/common';
import { type Durations, MEASUREMENTS, Telemetry } from '@app/platform';
import type { PushEventName } from '@app/realtime';

/** What is counted of live dashboards. */
@Injectable()
export class LiveMeasurements {
  private readonly evaluations: Durations;
  private readonly frames = new Map<PushEventName, number>();
  private counted: () => { rooms: number; viewers: number } = () => ({ rooms: 0, viewers: 0 });

  constructor(telemetry: Telemetry) {
    this.evaluations = telemetry.durations(MEASUREMENTS.liveEvaluations);
    telemetry.reading(MEASUREMENTS.liveRooms, () => [{ value: this.counted().rooms }]);
    telemetry.reading(MEASUREMENTS.liveViewers, () => [{ value: this.counted().viewers }]);
    telemetry.reading(MEASUREMENTS.liveFrames, () =>
      [...this.frames].map(([event, value]) => ({ value, labels: { event } })),
    );
  }

  /** @param counted how many rooms and viewers there are at the moment it is called */
  watchedBy(counted: () => { rooms: number; viewers: number }): void {
    this.counted = counted;
  }

  /** `same`: there was nothing new to read. */
  evaluated(outcome: 'answered' | 'same' | 'failed', ms: number): void {
    this.evaluations.cell(outcome).observe(ms);
  }

  /** One frame, for however many viewers. */
  pushed(event: PushEventName): void {
    this.frames.set(event, (this.frames.get(event) ?? 0) + 1);
  }
}
