import { AppError, TimeZone } from '@app/platform';
import type { Interval, TimeRange } from '../query/metric-query';
import { INTERVAL_MS, type Moment, bucketStart, cut, roundUp } from './buckets';
import { parseInstant } from './instant';
import { RELATIVE_FORMS, goBack, parseSpan, usualLength } from './relative-range';

const MINUTE = 60_000;
/** Beyond this a relative range would leave what a date can hold. */
const LONGEST_YEARS = 1_000;

/** Half-open: from ≤ t < to, in UTC. */
export interface ResolvedRange {
  from: Date;
  to: Date;
}

export type WeekStart = 'monday' | 'sunday';

/**
 * The one place where a range of a query becomes instants. A relative range ends at `now` rounded up to the interval's
 * boundary in the zone and begins that many calendar units before: `30d` by day is today and the 29 days before. Without an interval,
 * or with one that is longer than the range, it ends at the next full minute: `1h` by day is the last hour, not that before midnight.
 * @throws AppError VALIDATION_FAILED naming the field, when the range or the zone is none
 */
export function resolveTimeRange(
  range: TimeRange,
  interval: Interval | undefined,
  timezone: string,
  weekStart: WeekStart,
  now: Date,
): ResolvedRange {
  const zone = zoneOf(timezone);
  if (typeof range !== 'string') {
    const from = instantOf(range.from, zone, '/timeRange/from');
    const to = instantOf(range.to, zone, '/timeRange/to');
    if (from >= to)
      throw AppError.invalid(
        '/timeRange',
        `"from" must be before "to"; given are ${range.from} and ${range.to}`,
      );
    return { from: new Date(from), to: new Date(to) };
  }
  const span = parseSpan(range);
  if (!span)
    throw AppError.invalid('/timeRange', `${JSON.stringify(range)} is no time range; give ${RELATIVE_FORMS}`);
  if (usualLength(span) > LONGEST_YEARS * usualLength({ count: 1, unit: 'y' })) {
    throw new AppError('LIMIT_EXCEEDED', `The time range ${range} is longer than ${LONGEST_YEARS} years.`);
  }
  const end =
    interval && INTERVAL_MS[interval] <= usualLength(span)
      ? roundUp(now.getTime(), { interval, zone, weekStart })
      : nextMinute(now.getTime(), zone);
  return { from: new Date(goBack(end, span, zone)), to: new Date(end.instant) };
}

/**
 * Boundaries that cut [from, to) into buckets, strictly increasing, the first `from`, the last `to`. Where `from` lies
 * inside a bucket the first is a part of one: {@link startOfBucket} says which.
 */
export function bucketBoundaries(
  from: Date,
  to: Date,
  interval: Interval,
  timezone: string,
  weekStart: WeekStart,
): Date[] {
  const boundaries = cut(from.getTime(), to.getTime(), { interval, zone: zoneOf(timezone), weekStart });
  return boundaries.map((boundary) => new Date(boundary));
}

/** Start of the whole bucket that holds `instant`; the name under which an answer shows the bucket. */
export function startOfBucket(
  instant: Date,
  interval: Interval,
  timezone: string,
  weekStart: WeekStart,
): Date {
  return new Date(bucketStart(instant.getTime(), { interval, zone: zoneOf(timezone), weekStart }));
}

function nextMinute(now: number, zone: TimeZone): Moment {
  const instant = Math.ceil(now / MINUTE) * MINUTE;
  return { instant, local: zone.toLocal(instant) };
}

/** @throws AppError VALIDATION_FAILED when the name is none */
export function zoneOf(timezone: string): TimeZone {
  const zone = TimeZone.find(timezone);
  if (!zone) throw AppError.invalid('/timezone', unknownZone(timezone));
  return zone;
}

export function unknownZone(timezone: string): string {
  return `${JSON.stringify(timezone.slice(0, 100))} is no time zone; give an IANA name such as UTC or Europe/Berlin`;
}

function instantOf(text: string, zone: TimeZone, pointer: string): number {
  const instant = parseInstant(text, zone);
  if (typeof instant === 'string') throw AppError.invalid(pointer, instant);
  return instant;
}
