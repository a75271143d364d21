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

  /** Refuses further requests and waits until those in flight are done, at most `timeoutMs`. */
  async close(timeoutMs: number): Promise<void> {
    this.state = 'closing';
    if (this.inFlight === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, timeoutMs);
    this.onIdle = resolve;
    await promise;
    clearTimeout(timer);
  }
}
