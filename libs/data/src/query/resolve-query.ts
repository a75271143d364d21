import { AppError } from '@app/platform';
import { LRUCache } from 'lru-cache';
import { autoInterval, leastBuckets } from '../time/auto-interval';
import { bucketsBeside } from '../time/buckets-beside';
import { earlierRange } from '../time/earlier-range';
import {
  bucketBoundaries,
  resolveTimeRange,
  type ResolvedRange,
  startOfBucket,
  zoneOf,
} from '../time/time-range';
import { parseSpan, usualLength } from '../time/relative-range';
import type { Interval, MetricQuery, TimeRange } from './metric-query';
import type { QueryLimits } from './query-limits';

const DAY = 86_400_000;
const YEAR = usualLength({ count: 1, unit: 'y' });
const SECOND = 1_000;

/** A range and how it is cut. */
export interface CutRange extends ResolvedRange {
  /** Starts of the whole buckets in UTC ms, the first at `from` or before; absent without an interval. */
  buckets?: readonly number[];
}

/** The instants that a query means now. */
export interface ResolvedTime extends CutRange {
  /** What `auto` has become; absent without an interval. */
  interval?: Interval;
  /** The range that is compared with. It may be empty, and may have more or fewer buckets. */
  previous?: CutRange;
  /**
   * Where the answer depends on how much time has passed: now, rounded up to the second, so that equal questions of one
   * second share an answer.
   */
  now?: Date;
}

/**
 * Turns a query's range and interval into instants: the one place for all who ask.
 * @throws AppError LIMIT_EXCEEDED, before the boundaries are computed, for a range or a number of buckets over the limit
 */
export function resolveQuery(query: MetricQuery, limits: QueryLimits, now: Date): ResolvedTime {
  const { timeRange, timezone, weekStart, compare } = query;
  assertSpan(timeRange, limits);
  const interval = intervalOf(query, limits, now);
  const range = resolveTimeRange(timeRange, interval, timezone, weekStart, now);
  assertRange(range, limits);
  const own = cut(range, interval, query, limits);
  const previous = compare && earlierRange(range, { compare, timeRange, zone: zoneOf(timezone) });
  return {
    ...own,
    ...(interval && { interval }),
    ...(previous && { previous: cutBeside(own, cut(previous, interval, query, limits), interval, query) }),
    ...elapsed(query, range, now),
  };
}

function cutBeside(
  range: CutRange,
  earlier: CutRange,
  interval: Interval | undefined,
  { timezone }: MetricQuery,
): CutRange {
  const { buckets } = range;
  if (!interval || !buckets || !earlier.buckets?.length) return earlier;
  const zone = zoneOf(timezone);
  return {
    ...earlier,
    buckets: bucketsBeside(
      { ...range, buckets },
      { ...earlier, buckets: earlier.buckets },
      { interval, zone },
    ),
  };
}

function intervalOf(query: MetricQuery, limits: QueryLimits, now: Date): Interval | undefined {
  const { interval, maxDataPoints = limits.defaultDataPoints, timeRange, timezone, weekStart } = query;
  if (interval !== 'auto') return interval;
  assertRange(resolveTimeRange(timeRange, undefined, timezone, weekStart, now), limits);
  return autoInterval(timeRange, maxDataPoints, { timezone, weekStart, now });
}

function cut(
  range: ResolvedRange,
  interval: Interval | undefined,
  { timezone, weekStart }: MetricQuery,
  limits: QueryLimits,
): CutRange {
  const { from, to } = range;
  if (!interval || from >= to) return { ...range, ...(interval && { buckets: [] }) };
  // What the estimate lets through is counted below.
  const estimate = leastBuckets(range, interval);
  if (estimate > limits.buckets) throw tooManyBuckets(estimate, limits.buckets, interval);
  const buckets = bucketsOf(range, interval, timezone, weekStart);
  if (buckets.length > limits.buckets) throw tooManyBuckets(buckets.length, limits.buckets, interval);
  return { from, to, buckets };
}

/** The same range is cut again with every request for it, also one that the cache answers. Sizes are numbers of buckets. */
const known = new LRUCache<string, readonly number[]>({
  maxSize: 500_000,
  sizeCalculation: (buckets) => buckets.length + 1,
});

function bucketsOf(
  { from, to }: ResolvedRange,
  interval: Interval,
  timezone: string,
  weekStart: MetricQuery['weekStart'],
): readonly number[] {
  const name = `${from.getTime()} ${to.getTime()} ${interval} ${timezone} ${weekStart}`;
  let buckets = known.get(name);
  if (!buckets) {
    const starts = bucketBoundaries(from, to, interval, timezone, weekStart).slice(0, -1).map(Number);
    starts[0] = startOfBucket(from, interval, timezone, weekStart).getTime();
    known.set(name, (buckets = starts));
  }
  return buckets;
}

/** A rate is per second of the time that has passed: as long as the range has not ended that is more every second. */
function elapsed({ metrics }: MetricQuery, { to }: ResolvedRange, now: Date): { now?: Date } {
  if (now >= to || !metrics.some(({ aggregation }) => aggregation === 'rate')) return {};
  return { now: new Date(Math.min(Math.ceil(now.getTime() / SECOND) * SECOND, to.getTime())) };
}

/** A relative range so long that no date holds where it begins. */
function assertSpan(timeRange: TimeRange, limits: QueryLimits): void {
  const span = typeof timeRange === 'string' ? parseSpan(timeRange) : undefined;
  if (span && usualLength(span) > 2 * limits.rangeYears * YEAR) throw tooLong(timeRange as string, limits);
}

function assertRange({ from, to }: ResolvedRange, limits: QueryLimits): void {
  const latest = new Date(from);
  latest.setUTCFullYear(latest.getUTCFullYear() + limits.rangeYears);
  // A day of grace: five years of a zone's calendar may be an hour longer than those of UTC.
  if (to.getTime() <= latest.getTime() + DAY) return;
  throw tooLong(`${from.toISOString()} to ${to.toISOString()}`, limits);
}

function tooLong(given: string, limits: QueryLimits): AppError {
  const message = `The time range is at most ${limits.rangeYears} years; given is ${given}`;
  return new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/timeRange', message }] });
}

function tooManyBuckets(count: number, limit: number, interval: Interval): AppError {
  const message = `The interval ${interval} cuts the time range into more than ${limit} buckets (about ${count}); take a longer interval or "auto"`;
  return new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/interval', message }] });
}
