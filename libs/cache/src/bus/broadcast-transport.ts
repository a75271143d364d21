/**
 * Carries short texts between all processes of one Vitrine. Nothing is promised of delivery: `InvalidationBus` notices
 * what is lost. Texts of one process must arrive in the order in which they were sent.
 */
export interface BroadcastTransport {
  /** Longest text in bytes. */
  readonly maxBytes: number;
  /**
   * Begins to listen and returns without waiting for the connection. `onMessage` gets the texts of every process, this
   * one's included: hearing oneself proves that one hears. `onReconnect` is called each time that listening begins
   * again after it may have missed something.
   */
  listen(onMessage: (text: string) => void, onReconnect: () => void): void;
  /** @throws when the text could not be handed over */
  send(text: string): Promise<void>;
  close(): Promise<void>;
}
