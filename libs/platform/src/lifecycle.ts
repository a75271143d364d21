import { Injectable } from '@nestjs/common';

/**
 * Whether this process still takes work, and how much is in flight.
 * running → draining (readiness 503, requests still taken) → closing (requests refused with 503).
 */
@Injectable()
export class Lifecycle {
  private state: 'running' | 'draining' | 'closing' = 'running';
  private inFlight = 0;
  private onIdle: (() => void) | undefined;
  private readonly closers = new Set<() => void | Promise<void>>();

  get draining(): boolean {
    return this.state !== 'running';
  }

  get closing(): boolean {
    return this.state === 'closing';
  }

  drain(): void {
    if (this.state === 'running') this.state = 'draining';
  }

  /** Counts one request; the returned function ends it and may be called again without effect. */
  begin(): () => void {
    this.inFlight++;
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.inFlight--;
      if (this.inFlight === 0) this.onIdle?.();
    };
  }

  /** Has `closer` called when requests begin to be refused: what is no request, and would never end by itself, ends then. */
  onClosing(closer: () => void | Promise<void>): void {
    this.closers.add(closer);
  }

  /** Refuses further requests and waits until those in flight are done, and all closers, at most `timeoutMs`. */
  async close(timeoutMs: number): Promise<void> {
    this.state = 'closing';
    const closed = Promise.allSettled([...this.closers].map(async (closer) => closer()));
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    await Promise.race([Promise.all([closed, this.idle()]), late]);
    clearTimeout(timer);
  }

  private idle(): Promise<void> {
    if (this.inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => (this.onIdle = resolve));
  }
}
