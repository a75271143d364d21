import type { BroadcastTransport } from './broadcast-transport';

/** The part of an application's event broadcast that the cache needs. */
export interface CacheEvents {
  subscribe(topic: 'cache.message', handler: (event: { payload: { text: string } }) => void): () => void;
  /** Calls `handler` whenever events may have been missed. */
  onGap(handler: () => void): () => void;
  publish(event: {
    topic: 'cache.message';
    subject: string;
    organizationId: null;
    payload: { text: string };
  }): Promise<void>;
}

/** Carries the cache's texts as events of the application: without Redis, on the database's LISTEN and NOTIFY. */
export class EventTransport implements BroadcastTransport {
  readonly maxBytes = 100_000;
  private readonly endings: (() => void)[] = [];

  constructor(private readonly events: CacheEvents) {}

  listen(onMessage: (text: string) => void, onReconnect: () => void): void {
    this.endings.push(
      this.events.subscribe('cache.message', ({ payload }) => onMessage(payload.text)),
      this.events.onGap(onReconnect),
    );
  }

  async send(text: string): Promise<void> {
    await this.events.publish({
      topic: 'cache.message',
      subject: 'cache',
      organizationId: null,
      payload: { text },
    });
  }

  async close(): Promise<void> {
    for (const end of this.endings.splice(0)) end();
  }
}
