import type { StoreRange } from '../metric-store';

/** Seconds of a bucket, or of the whole range, that have passed. Zero or less: none. */
export function secondsOf(
  { from, to, buckets }: StoreRange,
  bucket: number | undefined,
  now: number | undefined,
): number {
  const start = bucket === undefined ? from : (buckets?.[bucket] ?? from);
  const end = bucket === undefined ? to : (buckets?.[bucket + 1] ?? to);
  return (Math.min(end, to, now ?? Infinity) - Math.max(start, from)) / 1_000;
}
