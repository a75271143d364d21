import type { Connector } from '../connector';

/** How long work may go on with a connector whose source was changed. */
const GRACE_MS = 10_000;

/** A connector, opened for one version of its source, and who works with it. */
export class OpenConnector {
  private readonly leaving = new AbortController();
  private users = 0;
  private closing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  lastUsedAt: number;

  constructor(
    readonly sourceId: string,
    readonly version: number,
    readonly kind: string,
    readonly connector: Connector,
    private readonly now: () => number,
    private readonly told: { failed: (error: unknown) => void; closed: (opened: OpenConnector) => void },
  ) {
    this.lastUsedAt = now();
  }

  get isIdle(): boolean {
    return this.users === 0;
  }

  /** Aborted when no new work comes here: end soon. */
  get ending(): AbortSignal {
    return this.leaving.signal;
  }

  async use<T>(work: (connector: Connector) => Promise<T>): Promise<T> {
    this.users++;
    try {
      return await work(this.connector);
    } finally {
      this.users--;
      this.lastUsedAt = this.now();
      if (this.users === 0 && this.leaving.signal.aborted) void this.close();
    }
  }

  /** Lets the work at hand end, for a while, and closes then. */
  retire(): void {
    if (this.leaving.signal.aborted) return;
    this.leaving.abort();
    if (this.users === 0) void this.close();
    else this.timer = setTimeout(() => void this.close(), GRACE_MS).unref();
  }

  /** Closes now, whoever works with it. Never rejects. */
  close(): Promise<void> {
    clearTimeout(this.timer);
    this.leaving.abort();
    this.closing ??= this.connector
      .close()
      .catch(this.told.failed)
      .then(() => this.told.closed(this));
    return this.closing;
  }
}
