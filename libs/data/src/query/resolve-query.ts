import { AppError } from '@app/platform';
import { INTERVAL_MS } from '../time/buckets';
import { bucketBoundaries, resolveTimeRange, startOfBucket } from '../time/time-range';
import type { MetricQuery } from './metric-query';
import type { QueryLimits } from './query-limits';

const DAY = 86_400_000;

/** The instants that a query means now. */
export interface ResolvedTime {
  from: Date;
  to: Date;
  /** Starts of the whole buckets in UTC ms, the first at `from` or before; absent without an interval. */
  buckets?: number[];
}

/**
 * Turns a query's range and interval into instants.
 * @throws AppError LIMIT_EXCEEDED, before the boundaries are computed, for a range or a number of buckets over the limit
 */
export function resolveQuery(query: MetricQuery, limits: QueryLimits, now: Date): ResolvedTime {
  const { timeRange, interval, timezone, weekStart } = query;
  const { from, to } = resolveTimeRange(timeRange, interval, timezone, weekStart, now);
  assertRange(from, to, limits);
  if (!interval) return { from, to };
  // Days and months vary by less than a tenth, and what the estimate lets through is counted below.
  const estimate = Math.floor((0.9 * (to.getTime() - from.getTime())) / INTERVAL_MS[interval]);
  if (estimate > limits.buckets) throw tooManyBuckets(estimate, limits.buckets, query);
  const starts = bucketBoundaries(from, to, interval, timezone, weekStart).slice(0, -1).map(Number);
  if (starts.length > limits.buckets) throw tooManyBuckets(starts.length, limits.buckets, query);
  starts[0] = startOfBucket(from, interval, timezone, weekStart).getTime();
  return { from, to, buckets: starts };
}

function assertRange(from: Date, to: Date, limits: QueryLimits): void {
  const latest = new Date(from);
  latest.setUTCFullYear(latest.getUTCFullYear() + limits.rangeYears);
  // A day of grace: five years of a zone's calendar may be an hour longer than those of UTC.
  if (to.getTime() <= latest.getTime() + DAY) return;
  const message = `The time range is at most ${limits.rangeYears} years; given is ${from.toISOString()} to ${to.toISOString()}`;
  throw new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/timeRange', message }] });
}

function tooManyBuckets(count: number, limit: number, { interval }: MetricQuery): AppError {
  const message = `The interval ${interval} cuts the time range into more than ${limit} buckets (about ${count}); take a longer interval or "auto"`;
  return new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/interval', message }] });
}
