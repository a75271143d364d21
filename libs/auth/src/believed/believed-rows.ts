import { BoundedMap } from '../tokens/bounded-map';

/** Longest that an answer of the database is believed without asking again. Milliseconds. */
const BELIEVED_MS = 1_000;
/** What is in use is asked about again this long before anybody would have to wait for it. */
const AHEAD_MS = 500;
const REMEMBERED = 10_000;
const UNKNOWN = -Infinity;

/** What this process knows of one key. */
class Belief<V> {
  /** Undefined while unknown or when there is no good row. */
  value: V | undefined;
  /** Monotonic time before the statement that said so. */
  askedAt = UNKNOWN;
  /** Ended by this process: final. */
  ended = false;
  /** Raised by whoever changes the row, so that an answer read before the change is not taken. */
  generation = 0;
  asking: Promise<void> | undefined;

  constructor(readonly key: string) {}
}

/**
 * Rows of the database as of at most one second ago, with next to no statements: all that are due are asked about in
 * one, ahead of time while they are in use. What ends or changes in this process counts at once.
 */
export class BelievedRows<V> {
  private readonly beliefs = new BoundedMap<string, Belief<V>>(REMEMBERED);
  private due: Belief<V>[] = [];
  private batch: Promise<void> = Promise.resolve();

  /**
   * @param read gives what the database says of these keys, and nothing for those without a good row. Where nothing has
   *   changed it gives the `previous` value, so that the same object is the same state.
   */
  constructor(
    private readonly read: (
      keys: string[],
      previous: (key: string) => V | undefined,
    ) => Promise<ReadonlyMap<string, V>>,
  ) {}

  /** What the database says of a key: at once from memory, else a promise. Undefined = no good row. */
  get(key: string): V | undefined | Promise<V | undefined> {
    const belief = this.beliefOf(key);
    const age = performance.now() - belief.askedAt;
    if (belief.ended || age >= BELIEVED_MS) return this.ask(belief);
    // Nobody waits for this one. Should it fail, the next request past the limit asks again and says so.
    if (belief.value !== undefined && age >= AHEAD_MS && !belief.asking)
      this.enqueue(belief).catch(() => undefined);
    return belief.value;
  }

  /** What is known of a key at this moment, if it is good; {@link BelievedRows.get} tells more. */
  known(key: string): V | undefined {
    const belief = this.beliefs.get(key);
    if (!belief || belief.ended || performance.now() - belief.askedAt >= BELIEVED_MS) return undefined;
    return this.get(key) as V | undefined;
  }

  /** What was known of a key when it was last asked about, however long ago; nothing if it was not good. */
  last(key: string): V | undefined {
    return this.beliefs.get(key)?.value;
  }

  /** There is no good row from now on, and never again. Call it once that is committed. */
  end(key: string): void {
    const belief = this.beliefs.get(key);
    if (!belief) return;
    belief.ended = true;
    belief.value = undefined;
  }

  /** These may have changed: the next request of each asks the database. Call it once that is committed. */
  forget(matches: (value: V) => boolean): void {
    // What is unknown may be asked for at this moment, by a statement that does not see the change.
    for (const belief of this.beliefs.values())
      if (belief.value === undefined || matches(belief.value)) expire(belief);
  }

  /** Changes may have been missed: everything is asked again. */
  forgetAll(): void {
    for (const belief of this.beliefs.values()) expire(belief);
  }

  private beliefOf(key: string): Belief<V> {
    const known = this.beliefs.get(key);
    if (known) return known;
    const belief = new Belief<V>(key);
    this.beliefs.set(key, belief);
    return belief;
  }

  private async ask(belief: Belief<V>): Promise<V | undefined> {
    // A statement that began before the row changed leaves it unknown: then it is asked once more.
    while (!belief.ended) {
      await (belief.asking ?? this.enqueue(belief));
      if (belief.askedAt !== UNKNOWN) break;
    }
    return belief.value;
  }

  private enqueue(belief: Belief<V>): Promise<void> {
    if (this.due.length === 0) this.batch = this.next();
    this.due.push(belief);
    belief.asking = this.batch.finally(() => (belief.asking = undefined));
    return belief.asking;
  }

  /** The statement for everybody who becomes due before the event loop turns. */
  private async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const beliefs = this.due;
    this.due = [];
    const generations = beliefs.map((belief) => belief.generation);
    const askedAt = performance.now();
    const found = await this.read(
      beliefs.map(({ key }) => key),
      (key) => this.beliefs.get(key)?.value,
    );
    beliefs.forEach((belief, index) => {
      if (belief.ended || belief.generation !== generations[index]) return;
      belief.askedAt = askedAt;
      belief.value = found.get(belief.key);
    });
  }
}

function expire(belief: Belief<unknown>): void {
  belief.generation++;
  belief.askedAt = UNKNOWN;
}
