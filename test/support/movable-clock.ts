import { Clock } from '@app/platform';

/** Goes with the real time, so far ahead of it as a test says. */
export class MovableClock extends Clock {
  offsetMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}
