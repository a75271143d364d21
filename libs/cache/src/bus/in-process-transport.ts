import type { BroadcastTransport } from './broadcast-transport';

/** What the processes of a test, or a process that is alone, hear each other on. */
export class InProcessChannel {
  readonly listeners = new Set<(text: string) => void>();
}

/** Delivers within this process, in order, never in the caller's own turn. */
export class InProcessTransport implements BroadcastTransport {
  readonly maxBytes = 1_000_000;
  private listener: ((text: string) => void) | undefined;

  constructor(private readonly channel = new InProcessChannel()) {}

  listen(onMessage: (text: string) => void): void {
    this.listener = onMessage;
    this.channel.listeners.add(onMessage);
  }

  async send(text: string): Promise<void> {
    const listeners = [...this.channel.listeners];
    queueMicrotask(() => {
      for (const listener of listeners) listener(text);
    });
  }

  async close(): Promise<void> {
    if (this.listener) this.channel.listeners.delete(this.listener);
  }
}
