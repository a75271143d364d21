import { INTERVALS, type Interval, type TimeRange } from '../query/metric-query';
import { INTERVAL_MS } from './buckets';
import { bucketBoundaries, resolveTimeRange, type ResolvedRange, type WeekStart } from './time-range';

/** The shortest interval that cuts the range into at most `most` buckets; `1mo` when none does. */
export function autoInterval(
  timeRange: TimeRange,
  most: number,
  { timezone, weekStart, now }: { timezone: string; weekStart: WeekStart; now: Date },
): Interval {
  const fits = (interval: Interval): boolean => {
    const range = resolveTimeRange(timeRange, interval, timezone, weekStart, now);
    if (leastBuckets(range, interval) > most) return false;
    return bucketBoundaries(range.from, range.to, interval, timezone, weekStart).length - 1 <= most;
  };
  return INTERVALS.find(fits) ?? '1mo';
}

/** Fewer buckets than the range has, without computing them: days and months vary by less than a tenth. */
export function leastBuckets({ from, to }: ResolvedRange, interval: Interval): number {
  return Math.floor((0.9 * (to.getTime() - from.getTime())) / INTERVAL_MS[interval]);
}
