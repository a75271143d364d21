import type { StoreRange } from '../metric-store';
import { LEVEL_MS, LEVELS, type Segment, type Span } from './level';

/**
 * Cuts a range into what answers it: each stretch goes to the coarsest level whose rows lie wholly inside the range, inside one
 * bucket and outside of what is dirty; what no level can answer is raw. Every instant of the range is in exactly one
 * segment, in order.
 * @param dirty what the rollups must not be believed for; sorted, not overlapping
 */
export function segmentsOf({ from, to, buckets = [] }: StoreRange, dirty: readonly Span[]): Segment[] {
  const cover = new Cover(dirty);
  let start = from;
  for (const edge of buckets) {
    if (edge <= start || edge >= to) continue;
    cover.stretch(start, edge, 0);
    start = edge;
  }
  cover.stretch(start, to, 0);
  return cover.segments;
}

class Cover {
  readonly segments: Segment[] = [];

  constructor(private readonly dirty: readonly Span[]) {}

  /** Covers a stretch within one bucket with rows of `LEVELS[index]` and finer. */
  stretch(from: number, to: number, index: number): void {
    if (from >= to) return;
    const level = LEVELS[index];
    if (!level) return this.add('raw', from, to);
    const length = LEVEL_MS[level];
    const first = Math.ceil(from / length) * length;
    const last = Math.floor(to / length) * length;
    if (first >= last) return this.stretch(from, to, index + 1);
    this.stretch(from, first, index + 1);
    this.rows(first, last, index);
    this.stretch(last, to, index + 1);
  }

  /** Covers whole rows of a level, descending where they are dirty. */
  private rows(from: number, to: number, index: number): void {
    const level = LEVELS[index] as (typeof LEVELS)[number];
    const length = LEVEL_MS[level];
    let start = from;
    for (let at = this.firstDirtyAfter(from); at < this.dirty.length; at++) {
      const span = this.dirty[at] as Span;
      if (span.from >= to) break;
      const dirtyFrom = Math.max(start, Math.floor(span.from / length) * length);
      const dirtyTo = Math.min(to, Math.ceil(span.to / length) * length);
      if (dirtyTo <= start) continue;
      this.add(level, start, dirtyFrom);
      this.stretch(dirtyFrom, dirtyTo, index + 1);
      start = dirtyTo;
    }
    this.add(level, start, to);
  }

  private add(level: Segment['level'], from: number, to: number): void {
    if (from >= to) return;
    const last = this.segments.at(-1);
    if (last?.level === level && last.to === from) last.to = to;
    else this.segments.push({ level, from, to });
  }

  /** Index of the first dirty span that ends after `time`. */
  private firstDirtyAfter(time: number): number {
    let low = 0;
    let high = this.dirty.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.dirty[middle] as Span).to <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
