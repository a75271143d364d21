import { Clock } from '@app/platform';

/** A clock that stands still until a test sets it. */
export class FixedClock extends Clock {
  constructor(private time: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  set(iso: string): void {
    this.time = new Date(iso);
  }
}

export function fixedClock(iso: string): FixedClock {
  return new FixedClock(new Date(iso));
}
