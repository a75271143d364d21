import type { ReadConnector, SourcePosition } from '@app/sources';

/** How many records wait in a source. Never throws: nothing is read less well because nobody can say. */
export class LagMeter {
  private at = -Infinity;
  private measuring: Promise<void> | undefined;
  private failing = false;
  /** As it was measured last; null where the source cannot say. */
  value: number | null = null;

  /** @param everyMs it is asked no more often: it costs the source a request */
  constructor(
    private readonly connector: ReadConnector,
    private readonly everyMs: number,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Measures, unless it was done a moment ago. */
  async measure(position: SourcePosition): Promise<number | null> {
    if (this.connector.lag && performance.now() - this.at >= this.everyMs)
      this.measuring ??= this.ask(position).finally(() => (this.measuring = undefined));
    await this.measuring;
    return this.value;
  }

  private async ask(position: SourcePosition): Promise<void> {
    try {
      this.value = (await this.connector.lag?.(position)) ?? null;
      this.failing = false;
    } catch (error) {
      this.value = null;
      if (!this.failing) this.onFailure(error);
      this.failing = true;
    } finally {
      this.at = performance.now();
    }
  }
}
