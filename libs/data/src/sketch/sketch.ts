/**
 * Quantile sketch after DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch with relative-error
 * guarantees", VLDB 2019): values are counted by logarithmic bucket, so that sketches merge by addition. Negative values
 * have buckets of their own, zero has one, and keys are in the order of the values.
 */
export interface Sketch {
  /** Strictly increasing. */
  keys: number[];
  /** How many values each key stands for. */
  counts: number[];
}

/** An estimate differs from the value it stands for by at most this part of it. */
export const SKETCH_ERROR = 0.01;
const GAMMA = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
const LN_GAMMA = Math.log(GAMMA);
/** Keeps the keys of positive values above 0: the smallest double has the logarithmic bucket -37,222. */
const OFFSET = 40_000;

/** SQL for the key of a double. The same buckets as {@link sketchKey}, which rounding may move by one at their edges. */
export function sketchKeySql(value: string): string {
  return `(CASE WHEN ${value} > 0 THEN ${OFFSET} + ceil(ln(${value}) / ${LN_GAMMA}) WHEN ${value} < 0 THEN -${OFFSET} - ceil(ln(-(${value})) / ${LN_GAMMA}) ELSE 0 END)::int`;
}

export function sketchKey(value: number): number {
  if (value > 0) return OFFSET + Math.ceil(Math.log(value) / LN_GAMMA);
  if (value < 0) return -OFFSET - Math.ceil(Math.log(-value) / LN_GAMMA);
  return 0;
}

/** The value that a key stands for, within {@link SKETCH_ERROR} of every value that has the key. */
export function sketchValue(key: number): number {
  if (key === 0) return 0;
  const bucket = Math.abs(key) - OFFSET;
  // Not GAMMA ** bucket * 2: that overflows a bucket earlier.
  const estimate = Math.exp(bucket * LN_GAMMA - Math.log((GAMMA + 1) / 2));
  return key > 0 ? estimate : -estimate;
}

/**
 * The continuous quantile, as percentile_cont defines it: between the estimates of the values at floor and ceil of
 * p(n-1). Undefined for an empty sketch.
 * @param fraction 0 < p < 1
 */
export function sketchQuantile({ keys, counts }: Sketch, fraction: number): number | undefined {
  let total = 0;
  for (let index = 0; index < counts.length; index++) total += counts[index] as number;
  if (total === 0) return undefined;
  const rank = fraction * (total - 1);
  const low = Math.floor(rank);
  const high = Math.ceil(rank);
  let seen = 0;
  let lower: number | undefined;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as number;
    seen += counts[index] as number;
    if (lower === undefined && seen > low) lower = sketchValue(key);
    if (seen > high) {
      const upper = sketchValue(key);
      return (lower ?? upper) + (rank - low) * (upper - (lower ?? upper));
    }
  }
  return lower;
}

/** Adds sketches up. */
export function mergeSketches(sketches: Iterable<Sketch>): Sketch {
  const counts = new Map<number, number>();
  for (const sketch of sketches) {
    for (const [index, key] of sketch.keys.entries()) {
      counts.set(key, (counts.get(key) ?? 0) + (sketch.counts[index] ?? 0));
    }
  }
  const keys = [...counts.keys()].toSorted((a, b) => a - b);
  return { keys, counts: keys.map((key) => counts.get(key) ?? 0) };
}
