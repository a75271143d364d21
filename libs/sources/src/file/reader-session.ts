import { SourceError } from '../source-error';
import type { OpenReader } from './open-reader';
import type { ReaderSlots, SlotOwner } from './reader-slots';

const IDLE_MS = 60_000;

/** One opening of the files of a source, and who works with it. It ends when nobody has worked with it for a minute. */
export class ReaderSession implements SlotOwner {
  private readonly leaving = new AbortController();
  private readonly opening: Promise<OpenReader>;
  private opened: OpenReader | undefined;
  private users = 0;
  private isRetired = false;
  private idle: NodeJS.Timeout | undefined;

  /** @param open begins at once; it belongs to nobody, so that whoever loses patience leaves it to the others */
  constructor(
    open: (signal: AbortSignal) => Promise<OpenReader>,
    private readonly slots: ReaderSlots,
    readonly organizationId: string,
  ) {
    this.opening = this.begin(open);
    this.opening.catch(() => this.end());
  }

  get isIdle(): boolean {
    // While it is being opened somebody is about to enter.
    return this.users === 0 && this.opened !== undefined;
  }

  /** Whether it can be used, as far as is known, for files that have this identity now. */
  serves(identity: string): boolean {
    if (this.isRetired) return false;
    return !this.opened || (!this.opened.reader.hasEnded && this.opened.identity === identity);
  }

  /** Gives the reader, which stays until `leave` unless it crashes. @throws SourceError */
  async enter(signal: AbortSignal | undefined, withinMs: number): Promise<OpenReader> {
    this.users += 1;
    clearTimeout(this.idle);
    try {
      return await patiently(this.opening, signal, withinMs);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  leave(): void {
    this.users -= 1;
    this.slots.used(this);
    if (this.users > 0) return;
    if (this.isRetired) this.end();
    else this.idle = setTimeout(() => this.retire(), IDLE_MS).unref();
  }

  /** Takes no more work, and ends with what it has. */
  retire(): void {
    this.isRetired = true;
    if (this.users === 0) this.end();
  }

  /** Ends now, whoever works with it. */
  async close(): Promise<void> {
    this.end();
    await this.opening.then(
      (opened) => opened.close(),
      () => undefined,
    );
  }

  private async begin(open: (signal: AbortSignal) => Promise<OpenReader>): Promise<OpenReader> {
    await this.slots.take(this, this.leaving.signal);
    this.opened = await open(this.leaving.signal);
    return this.opened;
  }

  private end(): void {
    this.isRetired = true;
    clearTimeout(this.idle);
    if (this.leaving.signal.aborted) return;
    this.leaving.abort();
    this.slots.give(this);
    void this.opening.then(
      (opened) => opened.close(),
      () => undefined,
    );
  }
}

async function patiently<T>(work: Promise<T>, signal: AbortSignal | undefined, withinMs: number): Promise<T> {
  if (signal?.aborted) throw new SourceError('aborted');
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new SourceError('timeout')), withinMs);
  const aborted = (): void => reject(new SourceError('aborted'));
  signal?.addEventListener('abort', aborted, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
  }
}
