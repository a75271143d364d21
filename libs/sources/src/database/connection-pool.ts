import { OwnLimitError, SourceError } from '../source-error';

interface Pooled {
  readonly usable: boolean;
  close(): void;
}

interface PoolOptions {
  /** Connections at the same time. */
  max: number;
  /** How long one is kept that nobody uses. */
  idleMs: number;
}

/** A few connections to one source, opened when they are needed and closed when they are not. */
export class ConnectionPool<C extends Pooled> {
  private readonly idle: { connection: C; timer: NodeJS.Timeout }[] = [];
  private readonly waiting: (() => void)[] = [];
  private taken = 0;
  private closed = false;

  constructor(
    private readonly open: (signal: AbortSignal) => Promise<C>,
    private readonly options: PoolOptions,
  ) {}

  /**
   * Does some work with a connection that nobody else has meanwhile, waiting for one where all are lent.
   * @throws SourceError busy when the signal is aborted before there is one, aborted once the pool is closed; what opening or the work
   * throws
   */
  async use<T>(signal: AbortSignal, work: (connection: C) => Promise<T>): Promise<T> {
    await this.takePlace(signal);
    let connection: C | undefined;
    try {
      connection = this.takeIdle() ?? (await this.open(signal));
      return await work(connection);
    } finally {
      if (connection) this.giveBack(connection);
      this.taken--;
      this.waiting.shift()?.();
    }
  }

  /** Ends the connections that nobody uses, and each of the others when it is given back. */
  close(): void {
    this.closed = true;
    for (const { connection, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      connection.close();
    }
    for (const wake of this.waiting.splice(0)) wake();
  }

  private async takePlace(signal: AbortSignal): Promise<void> {
    while (!this.closed && this.taken >= this.options.max) {
      if (signal.aborted) throw allLent();
      await this.turn(signal);
    }
    if (this.closed) throw new SourceError('aborted');
    this.taken++;
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(wake), 1);
        reject(allLent());
      };
      this.waiting.push(wake);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private takeIdle(): C | undefined {
    for (let kept = this.idle.pop(); kept; kept = this.idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.connection.usable) return kept.connection;
      kept.connection.close();
    }
    return undefined;
  }

  private giveBack(connection: C): void {
    if (this.closed || !connection.usable) {
      connection.close();
      return;
    }
    const timer = setTimeout(() => {
      this.idle.splice(this.idle.indexOf(kept), 1);
      connection.close();
    }, this.options.idleMs);
    timer.unref();
    const kept = { connection, timer };
    this.idle.push(kept);
  }
}

function allLent(): SourceError {
  return new OwnLimitError('All connections of this process to it are in use.');
}
