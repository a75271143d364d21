/** Opens after a few failures in a row; then lets one call through per interval until one succeeds. Times in ms. */
export class CircuitBreaker {
  private failures = 0;
  private retryAt = 0;

  constructor(
    private readonly failuresToOpen: number,
    private readonly retryEveryMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get open(): boolean {
    return this.failures >= this.failuresToOpen;
  }

  /** Whether a call may be made now. While open, saying yes reserves the one trial of this interval. */
  admit(): boolean {
    if (!this.open) return true;
    if (this.now() < this.retryAt) return false;
    this.retryAt = this.now() + this.retryEveryMs;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures++;
    if (this.open) this.retryAt = this.now() + this.retryEveryMs;
  }
}
