import type { Frame } from './frame';

/** What waits for a client that is slower than what is pushed: of each widget only the newest, after a snapshot nothing older. */
export class Backlog {
  private readonly frames = new Map<string | symbol, Frame>();
  private waiting = 0;

  /** Size of all that waits, as JSON; about bytes. */
  get size(): number {
    return this.waiting;
  }

  /** Size of what waits behind the first: that one has to go out, however large it is. */
  get excess(): number {
    return this.waiting - (this.first()?.json.length ?? 0);
  }

  get isEmpty(): boolean {
    return this.frames.size === 0;
  }

  add(frame: Frame): void {
    if (frame.event === 'snapshot')
      for (const [key, { event }] of this.frames)
        if (event === 'widget:data' || event === 'snapshot') this.drop(key);
    const key = frame.key === null ? Symbol(frame.event) : frame.key;
    // The newer one comes last: cursors only grow.
    this.drop(key);
    this.frames.set(key, frame);
    this.waiting += frame.json.length;
  }

  /** The one that has waited longest; it stays until it is taken. */
  first(): Frame | undefined {
    return this.frames.values().next().value;
  }

  /** Removes the one that has waited longest. */
  shift(): void {
    const { value: key } = this.frames.keys().next();
    if (key !== undefined) this.drop(key);
  }

  clear(): void {
    this.frames.clear();
    this.waiting = 0;
  }

  private drop(key: string | symbol): void {
    const frame = this.frames.get(key);
    if (!frame) return;
    this.frames.delete(key);
    this.waiting -= frame.json.length;
  }
}
