import type { OffsetSpan, TimeZone } from '@app/platform';
import type { Interval } from '../query/metric-query';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Length in ms of the intervals that follow the offset: a bucket is that long but where the zone's offset changes. */
const FIXED = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': HOUR } as const;

/** Usual length of a bucket in ms. A month counts 30 days. */
export const INTERVAL_MS: Readonly<Record<Interval, number>> = {
  ...FIXED,
  '6h': 6 * HOUR,
  '1d': DAY,
  '1w': 7 * DAY,
  '1mo': 30 * DAY,
};

/** What decides where buckets begin. */
export interface Calendar {
  interval: Interval;
  zone: TimeZone;
  weekStart: 'monday' | 'sunday';
}

/** An instant, and the wall clock time that it stands for (where a gap skips that time the clock shows a later one). */
export interface Moment {
  instant: number;
  local: number;
}

/** Start of the bucket that holds `instant`, in UTC ms. */
export function bucketStart(instant: number, calendar: Calendar): number {
  return startsAround(instant, instant, calendar).findLast((start) => start <= instant) as number;
}

/** The bucket start at `instant`, or else the next one. */
export function roundUp(instant: number, calendar: Calendar): Moment {
  const { zone, interval } = calendar;
  if (followsOffset(interval)) {
    const start = fixedStarts(instant, instant, FIXED[interval], zone).find(
      (start) => start >= instant,
    ) as number;
    return { instant: start, local: zone.toLocal(start) };
  }
  return localStarts(instant, instant, calendar).find((start) => start.instant >= instant) as Moment;
}

/**
 * Boundaries in UTC ms, strictly increasing, that cut [from, to) into buckets: the first is `from`, the last `to`,
 * those between are where buckets begin. Intervals up to an hour follow the offset at the bucket's start; longer ones
 * follow the wall clock (see TimeZone.toInstant for gaps and folds), so a day has 23, 24 or 25 hours.
 */
export function cut(from: number, to: number, calendar: Calendar): number[] {
  const inside = startsAround(from, to, calendar).filter((start) => start > from && start < to);
  return [from, ...inside, to];
}

/** Bucket starts from the last at or before `from` to the first at or after `to`, and perhaps some beyond. */
function startsAround(from: number, to: number, calendar: Calendar): number[] {
  const { interval, zone } = calendar;
  if (followsOffset(interval)) return fixedStarts(from, to, FIXED[interval], zone);
  return localStarts(from, to, calendar).map(({ instant }) => instant);
}

/** Whether buckets are of elapsed time and follow the zone's offset; others follow the wall clock. */
export function followsOffset(interval: Interval): interval is keyof typeof FIXED {
  return interval in FIXED;
}

/**
 * Walks span by span. A bucket that an offset change falls into ends where it would have ended without the change;
 * the one after it ends at the next multiple in the new offset.
 */
function fixedStarts(from: number, to: number, step: number, zone: TimeZone): number[] {
  const first = from - 2 * step;
  const spans = zone.spans(first, to + 2 * step);
  const starts: number[] = [];
  let next = floorTo(first, step, spans[0] as OffsetSpan);
  for (const span of spans) {
    const end = Math.min(span.end, to + step);
    while (next < end) {
      starts.push(next);
      next = floorTo(next, step, span) + step;
    }
  }
  starts.push(next);
  return starts;
}

function floorTo(instant: number, step: number, span: OffsetSpan): number {
  return Math.floor((instant + span.offset) / step) * step - span.offset;
}

function localStarts(from: number, to: number, calendar: Calendar): Moment[] {
  const { zone } = calendar;
  const starts: Moment[] = [];
  // A fold may repeat the end of a day after the next has begun: start one bucket early.
  let local = localStart(zone.toLocal(from) - INTERVAL_MS[calendar.interval], calendar);
  for (;;) {
    const instant = zone.toInstant(local);
    // A gap can swallow whole buckets: their starts coincide.
    if (instant !== starts.at(-1)?.instant) starts.push({ instant, local });
    if (instant >= to) return starts;
    local = nextLocalStart(local, calendar);
  }
}

function localStart(local: number, { interval, weekStart }: Calendar): number {
  if (interval === '1mo') {
    const date = new Date(local);
    return firstOfMonth(date.getUTCFullYear(), date.getUTCMonth());
  }
  // 1970-01-01 was a Thursday: day 4 was a Monday, day 3 a Sunday.
  const phase = interval === '1w' ? (weekStart === 'monday' ? 4 * DAY : 3 * DAY) : 0;
  const step = INTERVAL_MS[interval];
  return Math.floor((local - phase) / step) * step + phase;
}

function nextLocalStart(local: number, { interval }: Calendar): number {
  if (interval !== '1mo') return local + INTERVAL_MS[interval];
  const date = new Date(local);
  return firstOfMonth(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

function firstOfMonth(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
