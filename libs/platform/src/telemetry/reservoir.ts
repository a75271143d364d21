/**
 * A uniform sample of what passes by, of bounded size (Vitter, "Random Sampling with a Reservoir", algorithm R, 1985).
 * Each of `n` values has been kept with the same probability, whatever it is and whenever it came.
 */
export class Reservoir<T> {
  private readonly keys: T[] = [];
  private readonly values: Float64Array;
  private seen = 0;

  constructor(
    private readonly capacity: number,
    private readonly random: () => number = Math.random,
  ) {
    this.values = new Float64Array(capacity);
  }

  add(key: T, value: number): void {
    const slot = this.seen < this.capacity ? this.seen : Math.floor(this.random() * (this.seen + 1));
    this.seen++;
    if (slot >= this.capacity) return;
    this.keys[slot] = key;
    this.values[slot] = value;
  }

  /** The sample, and an empty reservoir. */
  drain(): { key: T; value: number }[] {
    const sample = this.keys.map((key, slot) => ({ key, value: this.values[slot] as number }));
    this.keys.length = 0;
    this.seen = 0;
    return sample;
  }
}
