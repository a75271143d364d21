import type { TimeZone } from '@app/data';
import type { Cron } from './cron';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The 29th of February comes again within eight years, on whatever day of the week within forty. */
const LONGEST_SEARCH = 41 * 366 * DAY;

/**
 * The first instant after `after` at which it is due, in ms; undefined when there never is one. A local time that does not exist, because
 * clocks are put forward, is due at the first instant after the gap; one that comes twice is due the first time alone. Of several local times
 * that fall on one instant there is one.
 */
export function nextDue(cron: Cron, zone: TimeZone, after: number): number | undefined {
  const local = zone.toLocal(after);
  const today = Math.floor(local / DAY) * DAY;
  for (let day = today; day <= today + LONGEST_SEARCH; day += DAY) {
    const date = new Date(day);
    if (!cron.matchesDay(date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay())) continue;
    for (const hour of cron.hours) {
      if (day + (hour + 1) * HOUR <= local) continue;
      for (const minute of cron.minutes) {
        const instant = zone.toInstant(day + hour * HOUR + minute * MINUTE);
        if (instant > after) return instant;
      }
    }
  }
  return undefined;
}

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
