import { sketchQuantile } from '../../sketch/sketch';

/** Adds sketches up as they come from the database: `{1,2,3}`. */
export class SketchSum {
  private lo = Infinity;
  private hi = -Infinity;
  private first: { keys: string; counts: string } | undefined;
  private sum: Map<number, number> | undefined;
  private sorted: { keys: number[]; counts: number[] } | undefined;

  /** @param lo @param hi the least and greatest value that the sketch stands for */
  add(lo: number, hi: number, keys: string, counts: string): void {
    this.lo = Math.min(this.lo, lo);
    this.hi = Math.max(this.hi, hi);
    this.sorted = undefined;
    // Most groups have one sketch, which needs no merging.
    if (!this.first) {
      this.first = { keys, counts };
      return;
    }
    if (!this.sum) {
      this.sum = new Map();
      count(this.sum, this.first.keys, this.first.counts);
    }
    count(this.sum, keys, counts);
  }

  /** The continuous quantile, not beyond the least and greatest value. @param fraction 0 < p < 1 */
  quantile(fraction: number): number | null {
    this.sorted ??= this.merged();
    const estimate = sketchQuantile(this.sorted, fraction);
    return estimate === undefined ? null : Math.min(this.hi, Math.max(this.lo, estimate));
  }

  private merged(): { keys: number[]; counts: number[] } {
    if (!this.sum)
      return { keys: numbers(this.first?.keys ?? '{}'), counts: numbers(this.first?.counts ?? '{}') };
    const { sum } = this;
    const keys = [...sum.keys()].toSorted((a, b) => a - b);
    return { keys, counts: keys.map((key) => sum.get(key) ?? 0) };
  }
}

function count(sum: Map<number, number>, keys: string, counts: string): void {
  const own = numbers(counts);
  for (const [index, key] of numbers(keys).entries()) sum.set(key, (sum.get(key) ?? 0) + (own[index] ?? 0));
}

/** Several times as fast as the driver's parser of arrays. */
function numbers(array: string): number[] {
  return JSON.parse(`[${array.slice(1, -1)}]`) as number[];
}
