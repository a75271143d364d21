import type { Fields } from '../versions/dependency';

/** What waits to be told to the other processes: single changes, or, when they become too many, that all may have changed. */
export class Outgoing {
  private changes: Fields[] = [];
  private everything = false;

  constructor(private readonly most: number) {}

  add(changes: readonly Fields[]): void {
    if (this.everything) return;
    this.changes.push(...changes);
    if (this.changes.length > this.most) this.addEverything();
  }

  addEverything(): void {
    this.everything = true;
    this.changes = [];
  }

  /** Hands out what waits and begins anew. */
  take(): 'everything' | Fields[] {
    const taken = this.everything ? 'everything' : this.changes;
    this.changes = [];
    this.everything = false;
    return taken;
  }
}
