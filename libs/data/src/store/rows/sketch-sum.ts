import { type Sketch, sketchQuantile } from '../../sketch/sketch';
import { readSketchArrays, readSketchBytes } from '../../sketch/sketch-bytes';

/** A sketch as it comes from the database. */
export type StoredSketch = Buffer | { keys: string; counts: string };

/** Adds sketches up as they come from the database. */
export class SketchSum {
  private lo = Infinity;
  private hi = -Infinity;
  private first: StoredSketch | undefined;
  private sum: Map<number, number> | undefined;
  private sorted: Sketch | undefined;

  /** @param lo @param hi the least and greatest value that the sketch stands for */
  add(lo: number, hi: number, sketch: StoredSketch): void {
    this.lo = Math.min(this.lo, lo);
    this.hi = Math.max(this.hi, hi);
    this.sorted = undefined;
    // Most groups have one sketch, which needs no merging.
    if (!this.first) {
      this.first = sketch;
      return;
    }
    if (!this.sum) {
      this.sum = new Map();
      count(this.sum, read(this.first));
    }
    count(this.sum, read(sketch));
  }

  /** The continuous quantile, not beyond the least and greatest value. @param fraction 0 < p < 1 */
  quantile(fraction: number): number | null {
    this.sorted ??= this.merged();
    const estimate = sketchQuantile(this.sorted, fraction);
    return estimate === undefined ? null : Math.min(this.hi, Math.max(this.lo, estimate));
  }

  private merged(): Sketch {
    const { sum, first } = this;
    if (!sum) return first ? read(first) : { keys: [], counts: [] };
    const keys = [...sum.keys()].toSorted((a, b) => a - b);
    return { keys, counts: keys.map((key) => sum.get(key) ?? 0) };
  }
}

function count(sum: Map<number, number>, { keys, counts }: Sketch): void {
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as number;
    sum.set(key, (sum.get(key) ?? 0) + (counts[index] as number));
  }
}

function read(sketch: StoredSketch): Sketch {
  return Buffer.isBuffer(sketch) ? readSketchBytes(sketch) : readSketchArrays(sketch.keys, sketch.counts);
}
