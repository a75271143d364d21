import type { AppConfig } from '@app/platform';
import { OwnLimitError, SourceError } from '../source-error';

const WAITED_MS = 10_000;

/** One that can give its place to another when it has nothing to do. */
export interface SlotOwner {
  readonly isIdle: boolean;
  /** Ends its reader and gives back the place. */
  retire(): void;
}

/** Bounds how many readers there are in this process. The one that has been idle longest makes room. */
export class ReaderSlots {
  private static readonly all = new WeakMap<AppConfig, ReaderSlots>();
  /** In the order in which they were used. */
  private readonly owners = new Set<SlotOwner>();
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** Those of an application: all who were given the same settings share them. */
  static of(config: AppConfig): ReaderSlots {
    let slots = this.all.get(config);
    if (!slots) this.all.set(config, (slots = new ReaderSlots(config.sourceFileReaders)));
    return slots;
  }

  /** @throws SourceError busy, when all were busy for 10 s */
  async take(owner: SlotOwner, signal?: AbortSignal): Promise<void> {
    const until = Date.now() + WAITED_MS;
    while (this.owners.size >= this.most) {
      const idle = [...this.owners].find(({ isIdle }) => isIdle);
      if (idle) idle.retire();
      else await this.changed(until - Date.now(), signal);
    }
    this.owners.add(owner);
  }

  /** Is told of those who work, so that it knows who has not for longest. */
  used(owner: SlotOwner): void {
    if (this.owners.delete(owner)) this.owners.add(owner);
    this.waiting.shift()?.();
  }

  give(owner: SlotOwner): void {
    this.owners.delete(owner);
    this.waiting.shift()?.();
  }

  private async changed(withinMs: number, signal?: AbortSignal): Promise<void> {
    if (withinMs <= 0) throw new OwnLimitError('All places for readers of files are taken.', WAITED_MS);
    await new Promise<void>((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
        resolve();
      };
      const aborted = (): void => {
        clearTimeout(timer);
        this.waiting.splice(this.waiting.indexOf(done), 1);
        reject(new SourceError('aborted'));
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(done), 1);
        done();
      }, withinMs);
      signal?.addEventListener('abort', aborted, { once: true });
      this.waiting.push(done);
    });
  }
}
