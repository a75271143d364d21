import { Clock } from '@app/platform';

/** The time of the machine, moved ahead by a test. */
export class SteppedClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  advance(ms: number): void {
    this.aheadMs += ms;
  }
}
