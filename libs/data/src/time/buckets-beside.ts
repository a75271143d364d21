import type { TimeZone } from '@app/platform';
import type { Interval } from '../query/metric-query';
import { followsOffset } from './buckets';
import type { ResolvedRange } from './time-range';

/** A range and the starts of its whole buckets in UTC ms, the first at `from` or before. */
interface Cut extends ResolvedRange {
  buckets: readonly number[];
}

/**
 * How an earlier range is cut so that its buckets can stand beside those of `range`. Where both begin equally far into a bucket that is by the
 * calendar. Else pieces would be compared that are of unequal length, such as two days of a week with four: then the earlier range is
 * cut where `range` is, counted from where each begins. Pieces up to an hour are of elapsed time, longer ones of the clock.
 * @returns strictly increasing starts, the first at `earlier.from` or before
 */
export function bucketsBeside(
  range: Cut,
  earlier: Cut,
  { interval, zone }: { interval: Interval; zone: TimeZone },
): readonly number[] {
  const elapsed = followsOffset(interval);
  const clock = (instant: number): number => (elapsed ? instant : zone.toLocal(instant));
  const into = ({ from, buckets }: Cut): number =>
    clock(from.getTime()) - clock(buckets[0] ?? from.getTime());
  if (into(range) === into(earlier)) return earlier.buckets;
  const start = earlier.from.getTime();
  const way = clock(start) - clock(range.from.getTime());
  const starts = [start];
  for (const boundary of [...range.buckets.slice(1), range.to.getTime()]) {
    const beside = clock(boundary) + way;
    const instant = elapsed ? beside : zone.toInstant(beside);
    if (instant > (starts.at(-1) as number) && instant < earlier.to.getTime()) starts.push(instant);
  }
  return starts;
}
