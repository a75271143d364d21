import type { Cron } from './cron';
import type { TimeZone } from './time-zone';

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
