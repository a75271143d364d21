import { type Cron, nextDue, type TimeZone } from '@app/platform';

const HOUR = 3_600_000;

/** What is to be done about a schedule that is due. */
export interface Due {
  /** The instant that is run; undefined if it is too late for any. */
  run: number | undefined;
  /** Instants that nobody ran, in order; of more than a hundred the last. */
  missed: number[];
  missedCount: number;
  /** When it is due again; undefined for never. */
  next: number | undefined;
}

const LATEST = HOUR;
const MOST_MISSED = 100;

/**
 * Decides over a schedule that has been due since `since`. Of all instants that have passed only the latest is run, and only if it is
 * younger than an hour and than half of the time until the next one: whoever reads the mail takes it for a punctual one.
 */
export function decideDue(cron: Cron, zone: TimeZone, since: number, now: number): Due {
  const missed: number[] = [];
  let missedCount = 0;
  const miss = (instant: number): void => {
    missedCount++;
    missed.push(instant);
    if (missed.length > MOST_MISSED) missed.shift();
  };
  let latest = since;
  let next = nextDue(cron, zone, latest);
  while (next !== undefined && next <= now) {
    miss(latest);
    latest = next;
    next = nextDue(cron, zone, latest);
  }
  const mayBeLate = next === undefined ? LATEST : Math.min(LATEST, (next - latest) / 2);
  const isLate = now - latest > mayBeLate;
  if (isLate) miss(latest);
  return { run: isLate ? undefined : latest, missed, missedCount, next };
}
