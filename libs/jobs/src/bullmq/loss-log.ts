import type { Logger } from 'pino';

const REPEAT_AFTER_MS = 10_000;

/** Logs that a connection is lost once, not at every attempt to get it back. */
export class LossLog {
  private readonly last = new Map<string, number>();

  constructor(private readonly logger: Logger) {}

  log(what: string, error: Error): void {
    const key = `${what} ${error.message}`;
    const now = Date.now();
    if (now - (this.last.get(key) ?? 0) < REPEAT_AFTER_MS) return;
    if (this.last.size > 100) this.last.clear();
    this.last.set(key, now);
    this.logger.warn({ err: error }, `${what}: ${error.message || 'connection lost'}`);
  }
}
