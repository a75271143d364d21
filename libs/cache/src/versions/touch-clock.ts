import type { Fields } from './dependency';

/** What the clock needs to know of an answer. `clock` was read before its computation began. */
export interface Stamped {
  readonly clock: number;
  readonly dependencies: readonly Fields[];
  /** The newest clock at which the answer was found fresh; kept up by {@link TouchClock.isFresh}. */
  checkedAt: number;
}

interface Touched {
  newest: number;
  fields: Map<number, number>;
}

/**
 * The logical clock of one process by which its memory level knows what is stale: every change sets
 * `touch[subject][field] = ++clock`, and an answer is fresh iff its clock is not below the greatest touch of its
 * dependencies. The floor stands for touches that are no longer kept one by one: raising it can only cause misses.
 */
export class TouchClock {
  private clock = 0;
  private floor = 0;
  private kept = 0;
  private readonly subjects = new Map<string, Touched>();

  /** @param maxTouches fields kept one by one; beyond it the older half is folded into the floor */
  constructor(private readonly maxTouches = 200_000) {}

  /** Read it before the computation begins. */
  get now(): number {
    return this.clock;
  }

  /** Touches kept one by one. */
  get size(): number {
    return this.kept;
  }

  touch(changes: readonly Fields[]): void {
    const clock = ++this.clock;
    for (const { subject, fields } of changes) {
      let touched = this.subjects.get(subject);
      if (!touched) this.subjects.set(subject, (touched = { newest: clock, fields: new Map() }));
      touched.newest = clock;
      this.kept -= touched.fields.size;
      for (const field of fields) touched.fields.set(field, clock);
      this.kept += touched.fields.size;
    }
    while (this.kept > this.maxTouches)
      this.raiseFloor(this.floor + Math.ceil((this.clock - this.floor) / 2));
  }

  /** A new epoch: everything computed until now, or being computed, is stale. */
  touchEverything(): void {
    this.floor = ++this.clock;
    this.subjects.clear();
    this.kept = 0;
  }

  /** Folds touches at or before `clock` into the floor. Costs no hit when nothing older than `clock` is still cached. */
  raiseFloor(clock: number): void {
    if (clock <= this.floor) return;
    this.floor = clock;
    for (const [subject, touched] of this.subjects) {
      for (const [field, at] of touched.fields) {
        if (at > clock) continue;
        touched.fields.delete(field);
        this.kept--;
      }
      if (touched.fields.size === 0) this.subjects.delete(subject);
    }
  }

  /** Whether the field of one of the answer's subjects was touched after its clock was read. */
  wasTouched({ clock, dependencies }: Pick<Stamped, 'clock' | 'dependencies'>, field: number): boolean {
    return dependencies.some(({ subject }) => (this.subjects.get(subject)?.fields.get(field) ?? 0) > clock);
  }

  /** Whether nothing that the answer depends on has been touched since its clock was read. O(1) while nothing at all has. */
  isFresh(answer: Stamped): boolean {
    if (answer.checkedAt === this.clock) return true;
    if (answer.clock < this.floor) return false;
    for (const { subject, fields } of answer.dependencies) {
      const touched = this.subjects.get(subject);
      if (!touched || touched.newest <= answer.checkedAt) continue;
      for (const field of fields) {
        if ((touched.fields.get(field) ?? 0) > answer.clock) return false;
      }
    }
    answer.checkedAt = this.clock;
    return true;
  }
}
