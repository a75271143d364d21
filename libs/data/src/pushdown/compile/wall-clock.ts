import { TimeZone } from '@app/platform';
import type { StoreRange } from '../../store/metric-store';

/** No change of a zone's offset takes longer. */
const WIDEST_CHANGE = 26 * 3_600_000;

/** A stretch of time as the clock of a source's column shows it, in ms as if that were UTC. */
export interface WallRange {
  from: number;
  to: number;
  /** Starts of buckets, in order. Buckets that the clock never shows begin where the next one does. */
  buckets?: readonly number[];
}

/** A range on the clock of a zone. */
export function wallRange({ from, to, buckets }: StoreRange, timezone: string): WallRange {
  const zone = TimeZone.find(timezone);
  if (!zone || timezone === 'UTC') return { from, to, ...(buckets && { buckets }) };
  return {
    from: leastLocal(zone, from),
    to: leastLocal(zone, to),
    ...(buckets && { buckets: buckets.map((start) => leastLocal(zone, start)) }),
  };
}

/** The instant that a zone's clock shows; of two that it shows twice the first. */
export function instantOf(local: number, timezone: string): number {
  return TimeZone.find(timezone)?.toInstant(local) ?? local;
}

/**
 * The least local time that means `instant` or later, by {@link TimeZone.toInstant}. That keeps the order of times, so a bucket of instants is
 * one stretch of local times, and the source's own database of zones is never asked. Where the clock is set back, what it shows twice
 * belongs to the first time; where it is set forward, what it skips belongs to the moment after.
 */
function leastLocal(zone: TimeZone, instant: number): number {
  const [span, before] = zone.spans(instant - WIDEST_CHANGE, instant + 1).toReversed();
  if (!span) return instant;
  const local = instant + span.offset;
  if (!before) return local;
  const change = span.start + before.offset;
  return instant === span.start ? change : before.offset > span.offset ? Math.max(local, change) : local;
}
