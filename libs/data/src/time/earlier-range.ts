import type { TimeZone } from '@app/platform';
import type { Comparison, TimeRange } from '../query/metric-query';
import { type Moment, roundUp } from './buckets';
import { goBack, parseSpan, type Span } from './relative-range';
import type { ResolvedRange } from './time-range';

const DAY = 86_400_000;

/**
 * The range that another is compared with. `previous_period` ends where the range begins: n units earlier for a relative
 * range of n units, as many days of the calendar for a range of whole local days, else as long in elapsed time.
 * `{ shift }` is the range so much earlier. Days and longer go back on the zone's calendar, so that midnight stays
 * midnight when the clock changes.
 * @returns an empty range where the calendar has nothing there, such as a day that the zone left out
 */
export function earlierRange(
  { from, to }: ResolvedRange,
  { compare, timeRange, zone }: { compare: Comparison; timeRange: TimeRange; zone: TimeZone },
): ResolvedRange {
  const start = momentOf(from.getTime(), zone);
  const end = momentOf(to.getTime(), zone);
  const span = compare === 'previous_period' ? lengthOf(timeRange, start, end) : parseSpan(compare.shift);
  const earlier = (moment: Moment): number =>
    span ? goBack(moment, span, zone) : moment.instant - (end.instant - start.instant);
  const until = compare === 'previous_period' ? start.instant : earlier(end);
  return { from: new Date(Math.min(earlier(start), until)), to: new Date(until) };
}

/** How long a range is on the calendar; undefined when it is no number of units. */
function lengthOf(timeRange: TimeRange, start: Moment, end: Moment): Span | undefined {
  if (typeof timeRange === 'string') return parseSpan(timeRange);
  const days = (end.local - start.local) / DAY;
  return Number.isInteger(days) && days > 0 ? { count: days, unit: 'd' } : undefined;
}

/** The first instant of a local day stands for midnight, also where a gap skips that. */
function momentOf(instant: number, zone: TimeZone): Moment {
  const day = roundUp(instant, { interval: '1d', zone, weekStart: 'monday' });
  return day.instant === instant ? day : { instant, local: zone.toLocal(instant) };
}
