import { OwnLimitError, type SourceError, type SourceErrorReason } from '../source-error';

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** What says that nothing at all can be asked of the source for now; everything else is about one question. */
const DOWN: ReadonlySet<SourceErrorReason> = new Set(['unreachable', 'certificate', 'credentials', 'busy']);

/**
 * When a source that is down is tried again: after 1 s, 2 s, 4 s, … 60 s, each by up to a half shorter at random, or when it asked to be.
 * Until then everybody is told why it failed: nobody waits for it, and no account is locked by trying a password.
 */
export class BackOff {
  private failures = 0;
  private until = 0;
  private why: SourceError | undefined;

  /** @param now milliseconds since 1970 */
  constructor(
    private readonly now: () => number,
    private readonly random: () => number = Math.random,
  ) {}

  /** Why it is not asked now; undefined when it may be. */
  get error(): SourceError | undefined {
    return this.now() < this.until ? this.why : undefined;
  }

  succeeded(): void {
    this.failures = 0;
    this.until = 0;
    this.why = undefined;
  }

  /** @returns whether it says that the source is down */
  failed(error: SourceError): boolean {
    if (!DOWN.has(error.reason) || error instanceof OwnLimitError) return false;
    const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures) * (1 - this.random() / 2);
    this.failures = Math.min(this.failures + 1, 20);
    this.why = error;
    this.until = this.now() + Math.max(pause, error.retryAfterMs ?? 0);
    return true;
  }
}
