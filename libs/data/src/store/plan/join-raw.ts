import type { Segment } from './level';

/** Raw segments that are nearer to each other are read as one: a scan per series costs more than the points between. */
const NEAR_MS = 15 * 60_000;
/** Reading one raw segment costs a look-up per series: about so many of them are worth it. */
const MOST_LOOKUPS = 60_000;

/** How many raw segments to read of metrics that have at most so many series. */
export function mostRawSegments(series: number): number {
  return Math.min(24, Math.max(4, Math.ceil(MOST_LOOKUPS / Math.max(1, series))));
}

/**
 * Joins raw segments, with what lies between them, where that is cheaper than to read each by itself: those that are near each other, and
 * beyond `most` those with the smallest gaps.
 */
export function joinRaw(segments: readonly Segment[], most: number): Segment[] {
  const raw = segments.filter(({ level }) => level === 'raw');
  if (raw.length < 2) return [...segments];
  const gaps = raw.slice(1).map((segment, index) => segment.from - (raw[index] as Segment).to);
  const widest = gaps.toSorted((a, b) => b - a)[most - 1] ?? 0;
  const limit = Math.max(NEAR_MS, widest);
  const joined: Segment[] = [];
  for (const segment of raw) {
    const last = joined.at(-1);
    if (last && segment.from - last.to <= limit) last.to = segment.to;
    else joined.push({ ...segment });
  }
  const rolled = segments.filter(
    (segment) =>
      segment.level !== 'raw' && !joined.some(({ from, to }) => segment.from >= from && segment.to <= to),
  );
  return [...rolled, ...joined].toSorted((a, b) => a.from - b.from);
}
