/**
 * A map that forgets what was not used lately. Two generations: what is read moves to the young one, and when that is
 * full the old one is dropped. Reads and writes cost a Map look-up or two; it holds at most `capacity` entries.
 */
export class BoundedMap<K, V> {
  private young = new Map<K, V>();
  private old = new Map<K, V>();
  private readonly half: number;

  constructor(capacity: number) {
    this.half = Math.max(1, Math.floor(capacity / 2));
  }

  get(key: K): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const aging = this.old.get(key);
    if (aging !== undefined) this.set(key, aging);
    return aging;
  }

  set(key: K, value: V): void {
    this.old.delete(key);
    this.young.set(key, value);
    if (this.young.size >= this.half) {
      this.old = this.young;
      this.young = new Map();
    }
  }

  delete(key: K): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  *values(): Iterable<V> {
    yield* this.young.values();
    yield* this.old.values();
  }

  get size(): number {
    return this.young.size + this.old.size;
  }
}
