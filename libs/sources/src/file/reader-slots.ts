import type { AppConfig } from '@app/platform';
import { OwnLimitError, SourceError } from '../source-error';

const WAITED_MS = 10_000;
/** Who was sent away comes again when it was told to: one place is kept for it so long. */
const CLAIMED_MS = 15_000;
/** Readers that wait at once, of one organization and of all. */
const MOST_WAITING = 32;
const MOST_WAITING_IN_ALL = 256;

/** One that can give its place to another when it has nothing to do. */
export interface SlotOwner {
  /** Whose files it reads. */
  readonly organizationId: string;
  readonly isIdle: boolean;
  /** Takes no more work, and gives back the place: at once when it is idle, else with what it has. */
  retire(): void;
}

interface Waiter {
  owner: SlotOwner;
  admit(): void;
}

/**
 * Bounds how many readers there are in this process, and shares the places among organizations: the next place is for the one that holds
 * fewest, in turn where they hold as many. The reader that has been idle longest makes room. While one organization waits, another that
 * holds two places more takes no new work with one of them; and for one that waited in vain, a place is kept until it comes again.
 */
export class ReaderSlots {
  private static readonly all = new WeakMap<AppConfig, ReaderSlots>();
  /** In the order in which they were used. */
  private readonly owners = new Set<SlotOwner>();
  /** Owners that will give back their place when their work is done. */
  private readonly leaving = new Set<SlotOwner>();
  /** By organization. */
  private readonly waiting = new Map<string, Waiter[]>();
  /** Organizations that got a place, the latest last. */
  private readonly served = new Set<string>();
  private readonly claims = new Map<string, NodeJS.Timeout>();

  constructor(private readonly most: number) {}

  /** Those of an application: all who were given the same settings share them. */
  static of(config: AppConfig): ReaderSlots {
    let slots = this.all.get(config);
    if (!slots) this.all.set(config, (slots = new ReaderSlots(config.sourceFileReaders)));
    return slots;
  }

  /** @throws OwnLimitError when no place was to be had for 10 s, or too many wait already; SourceError aborted */
  async take(owner: SlotOwner, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new SourceError('aborted');
    const { organizationId } = owner;
    const own = this.waiting.get(organizationId)?.length ?? 0;
    const all = [...this.waiting.values()].reduce((sum, { length }) => sum + length, 0);
    if (own >= MOST_WAITING || all >= MOST_WAITING_IN_ALL)
      throw new OwnLimitError('Too many files wait for a place to be read.', WAITED_MS);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { owner, admit: resolve };
    const giveUp = (error: SourceError): void => {
      this.forget(waiter);
      reject(error);
    };
    const onAbort = (): void => giveUp(new SourceError('aborted'));
    const timer = setTimeout(() => {
      this.claim(organizationId);
      giveUp(new OwnLimitError('All places for readers of files are taken.', WAITED_MS));
    }, WAITED_MS);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.waiting.set(organizationId, [...(this.waiting.get(organizationId) ?? []), waiter]);
    this.share();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Is told of those who work, so that it knows who has not for longest. */
  used(owner: SlotOwner): void {
    if (this.owners.delete(owner)) this.owners.add(owner);
    this.share();
  }

  give(owner: SlotOwner): void {
    this.owners.delete(owner);
    this.leaving.delete(owner);
    this.share();
  }

  /** Gives places to those who wait, as far as there are any. */
  private share(): void {
    for (;;) {
      const next = this.next();
      if (next === undefined) return;
      if (this.owners.size >= this.most) {
        const idle = [...this.owners].find(({ isIdle }) => isIdle);
        if (!idle) return this.askFor(next);
        // It gives back its place, which may be given to another at once.
        idle.retire();
        continue;
      }
      if (!this.mayTake(next)) return;
      this.admit(next);
    }
  }

  /** Whose turn it is: of those who wait and hold fewest, the one that has not got a place for longest. */
  private next(): string | undefined {
    const order = [...this.served];
    const [next] = [...this.waiting.keys()].toSorted(
      (a, b) => this.heldBy(a) - this.heldBy(b) || order.indexOf(a) - order.indexOf(b),
    );
    return next;
  }

  private admit(organizationId: string): void {
    const [first, ...rest] = this.waiting.get(organizationId) ?? [];
    if (rest.length > 0) this.waiting.set(organizationId, rest);
    else this.waiting.delete(organizationId);
    if (!first) return;
    // To the end of the line.
    this.served.delete(organizationId);
    this.served.add(organizationId);
    if (this.served.size > MOST_WAITING_IN_ALL) this.served.delete([...this.served][0] as string);
    this.unclaim(organizationId);
    this.owners.add(first.owner);
    first.admit();
  }

  /** Has the one that holds most give back a place with the work at hand, where it holds two more. */
  private askFor(organizationId: string): void {
    if (this.leaving.size >= this.waiting.size) return;
    const staying = [...this.owners].filter((owner) => !this.leaving.has(owner));
    const heldBy = (id: string): number => staying.filter((each) => each.organizationId === id).length;
    // Of those that hold as many the one that was used last: it is the one that is done soonest.
    const [greediest] = staying
      .toReversed()
      .toSorted((a, b) => heldBy(b.organizationId) - heldBy(a.organizationId));
    if (!greediest || heldBy(greediest.organizationId) < this.heldBy(organizationId) + 2) return;
    this.leaving.add(greediest);
    greediest.retire();
  }

  /** Whoever holds a place already leaves alone those that are kept for others that hold none. */
  private mayTake(organizationId: string): boolean {
    if (this.heldBy(organizationId) === 0) return true;
    const kept = [...this.claims.keys()].filter((each) => this.heldBy(each) === 0).length;
    return this.most - this.owners.size > kept;
  }

  private claim(organizationId: string): void {
    this.unclaim(organizationId);
    const end = (): void => {
      this.claims.delete(organizationId);
      this.share();
    };
    this.claims.set(organizationId, setTimeout(end, CLAIMED_MS).unref());
  }

  private unclaim(organizationId: string): void {
    clearTimeout(this.claims.get(organizationId));
    this.claims.delete(organizationId);
  }

  private heldBy(organizationId: string): number {
    let held = 0;
    for (const owner of this.owners) if (owner.organizationId === organizationId) held++;
    return held;
  }

  private forget({ owner }: Waiter): void {
    const rest = (this.waiting.get(owner.organizationId) ?? []).filter((each) => each.owner !== owner);
    if (rest.length > 0) this.waiting.set(owner.organizationId, rest);
    else this.waiting.delete(owner.organizationId);
  }
}
