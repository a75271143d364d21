interface Unread {
  payload: Buffer | string;
  cut: () => void;
  timer: NodeJS.Timeout;
}

/**
 * Answers that were handed to the operating system but that their clients have not read. Each is held in memory until
 * then: too many of them, or one for too long, and the connection is cut. A buffer that several clients read is one.
 */
export class UnreadAnswers {
  private readonly unread = new Set<Unread>();
  private readonly readers = new Map<Buffer | string, number>();
  private held = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly timeoutMs: number,
  ) {}

  /** Memory that is held, in bytes. */
  get bytes(): number {
    return this.held;
  }

  /** Call it before the answer is sent. The returned function says that it was read, or that the client is gone. */
  add(payload: Buffer | string, cut: () => void): () => void {
    const timer = setTimeout(() => this.cut(entry), this.timeoutMs);
    const entry: Unread = { payload, cut, timer };
    timer.unref();
    this.unread.add(entry);
    const readers = this.readers.get(payload) ?? 0;
    if (readers === 0) this.held += size(payload);
    this.readers.set(payload, readers + 1);
    for (const oldest of this.unread) {
      if (this.held <= this.maxBytes || oldest === entry) break;
      this.cut(oldest);
    }
    return () => this.remove(entry);
  }

  private cut(entry: Unread): void {
    this.remove(entry);
    entry.cut();
  }

  private remove(entry: Unread): void {
    if (!this.unread.delete(entry)) return;
    clearTimeout(entry.timer);
    const readers = (this.readers.get(entry.payload) ?? 1) - 1;
    if (readers > 0) {
      this.readers.set(entry.payload, readers);
    } else {
      this.readers.delete(entry.payload);
      this.held -= size(entry.payload);
    }
  }
}

function size(payload: Buffer | string): number {
  return typeof payload === 'string' ? Buffer.byteLength(payload) : payload.byteLength;
}
