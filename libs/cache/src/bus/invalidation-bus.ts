import { randomUUID } from 'node:crypto';
import type { Fields } from '../versions/dependency';
import type { BroadcastTransport } from './broadcast-transport';
import { type BusMessage, decodeMessage, encodeMessage, packChanges } from './bus-message';
import { Outgoing } from './outgoing';
import { Peers } from './peers';

/** How often each process shows that it can be heard. */
export const HEARTBEAT_MS = 500;
/** With more changes than this waiting for the transport, the others are told that all may have changed. */
const MOST_WAITING = 10_000;

export interface BusHandlers {
  /** Another process has changed this. */
  onChanges(changes: Fields[]): void;
  /** Something may have been missed: whatever is in memory can be stale. */
  onGap(): void;
}

/**
 * Tells the other processes what has changed, and notices when it has missed what they told: by a heartbeat of every
 * process every 500 ms, by numbers without a gap per sender, and by reconnects of the transport. Changes that come
 * while a message is under way go together in the next one.
 */
export class InvalidationBus {
  private readonly self = randomUUID();
  private readonly peers = new Peers(this.self);
  private readonly outgoing = new Outgoing(MOST_WAITING);
  private sent = 0;
  private underWay: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private handlers: BusHandlers | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly transport: BroadcastTransport,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether memory can be believed: this process has heard itself within the last second. */
  get listening(): boolean {
    return this.peers.hearsItself(this.now());
  }

  start(handlers: BusHandlers): void {
    this.handlers = handlers;
    this.transport.listen(
      (text) => this.receive(text),
      () => {
        handlers.onGap();
        this.beat();
      },
    );
    this.beat();
    this.timer = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.timer.unref();
  }

  /** Resolves when the transport has taken the changes. What it loses shows as a gap at the others. */
  publish(changes: readonly Fields[]): Promise<void> {
    this.outgoing.add(changes);
    return this.send();
  }

  /** Tells the others that anything may have changed. */
  publishEverything(): Promise<void> {
    this.outgoing.addEverything();
    return this.send();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    if (this.handlers) {
      await this.send().catch(() => {});
      await this.transport
        .send(encodeMessage({ kind: 'bye', from: this.self, sent: this.sent }))
        .catch(() => {});
    }
    await this.transport.close();
  }

  private beat(): void {
    if (this.peers.someFellSilent(this.now())) this.handlers?.onGap();
    this.send().catch(() => {
      // A heartbeat that was not sent is noticed by its absence, here and elsewhere.
    });
  }

  /** Sends what waits, after what is under way; with nothing waiting, a heartbeat. */
  private send(): Promise<void> {
    this.next ??= this.underWay.then(() => this.deliver());
    this.underWay = this.next.catch(() => {});
    return this.next;
  }

  private async deliver(): Promise<void> {
    this.next = undefined;
    for (const message of this.messages()) await this.transport.send(encodeMessage(message));
  }

  /** Numbers what waits. Numbers of messages that are then not sent are missed by the others, as they should be. */
  private messages(): BusMessage[] {
    const from = this.self;
    const waiting = this.outgoing.take();
    const packs = waiting === 'everything' ? undefined : packChanges(waiting, this.transport.maxBytes);
    if (!packs) return [{ kind: 'everything', from, sent: ++this.sent }];
    if (packs.length === 0) return [{ kind: 'beat', from, sent: this.sent }];
    return packs.map((changes) => ({ kind: 'touch', from, sent: ++this.sent, changes }));
  }

  private receive(text: string): void {
    const message = decodeMessage(text);
    if (!message) {
      this.handlers?.onGap();
      return;
    }
    if (message.kind === 'bye') {
      this.peers.left(message.from);
      return;
    }
    const complete = this.peers.heard(message.from, message.sent, message.kind !== 'beat', this.now());
    if (!complete) this.handlers?.onGap();
    if (message.from === this.self) return;
    if (message.kind === 'everything') this.handlers?.onGap();
    if (message.kind === 'touch') this.handlers?.onChanges(message.changes);
  }
}
