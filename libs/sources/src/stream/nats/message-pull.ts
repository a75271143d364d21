import type { Msg, NatsConnection as Server, Subscription } from '@nats-io/transport-node';
import { SourceError } from '../../source-error';
import { STREAM_LIMITS } from '../stream-limits';
import { type StreamMessage, streamMessage } from './stream-message';

const SECOND_NS = 1_000_000_000;
const EXPIRES_NS = 30 * SECOND_NS;
const HEARTBEAT_NS = 5 * SECOND_NS;
/** A server that is not heard of for so long while it was asked is gone. */
const SILENT_MS = 15_000;
const { batchBytes, lingerMs, messageBytes } = STREAM_LIMITS;

/** What was asked for and is on its way. */
interface Request {
  messages: number;
  bytes: number;
  came: boolean;
}

/**
 * Asks a consumer for messages, as many and as large together as a batch may be, and for others when those have come: what waits in this
 * process is bounded whatever the messages are. The client's own way bounds either their number or, with pauses of half a minute, their
 * size.
 */
export class MessagePull {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly buffer: StreamMessage[] = [];
  private request: Request | undefined;
  private failure: SourceError | undefined;
  private wake = (): void => {};
  private heardAt = performance.now();
  private maxBytes: number = batchBytes;
  private deliveries = 0;

  /** @param seq of the last message that was read, and stored */
  constructor(
    private readonly server: Server,
    inbox: string,
    private readonly from: { stream: string; consumer: string },
    private seq: number,
  ) {
    this.inbox = inbox;
    this.subscription = server.subscribe(inbox, { callback: (error, message) => this.hear(error, message) });
    void server
      .closed()
      .catch(() => undefined)
      .then(() => this.fail(new SourceError('broken')));
  }

  /**
   * Waits for a message, and a moment for others. Those of the batch before are stored by now.
   * @throws SourceError broken when messages are missing, or nobody gives any more: begin again behind what is stored
   */
  async next(batchSize: number, signal: AbortSignal): Promise<StreamMessage[]> {
    const stored = this.seq;
    const batch: StreamMessage[] = [];
    let bytes = 0;
    let until: number | undefined;
    while (batch.length < batchSize && bytes < batchBytes && !signal.aborted) {
      const message = this.buffer.shift();
      if (message) {
        until ??= performance.now() + lingerMs;
        if (this.isNew(message)) {
          batch.push(message);
          bytes += message.data.length;
        } else if (message.seq <= stored) message.ack();
        continue;
      }
      if (this.failure) throw this.failure;
      if (batch.length > 0 && !this.request) break;
      if (!this.request) this.ask(batchSize);
      const left = (until ?? Infinity) - performance.now();
      if (left <= 0) break;
      if (performance.now() - this.heardAt > SILENT_MS) throw new SourceError('broken');
      await this.heard(Math.min(left, SILENT_MS), signal);
    }
    return batch;
  }

  close(): void {
    this.fail(new SourceError('aborted'));
    if (!this.server.isClosed()) this.subscription.unsubscribe();
  }

  private ask(messages: number): void {
    this.heardAt = performance.now();
    this.request = { messages, bytes: this.maxBytes, came: false };
    const { stream, consumer } = this.from;
    const asked = {
      batch: messages,
      max_bytes: this.maxBytes,
      expires: EXPIRES_NS,
      idle_heartbeat: HEARTBEAT_NS,
    };
    this.server.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, JSON.stringify(asked), {
      reply: this.inbox,
    });
  }

  private hear(error: Error | null, message: Msg): void {
    if (this.failure) return;
    this.heardAt = performance.now();
    if (error) return this.fail(new SourceError('broken', undefined, { cause: error }));
    if (message.subject === this.inbox) this.status(message);
    else this.take(message);
    this.wake();
  }

  private take(message: Msg): void {
    const { request } = this;
    const read = streamMessage(message);
    // More than was asked for would be kept without a bound.
    if (!request || !read || (request.bytes -= message.data.length) < 0)
      return this.fail(new SourceError('invalid'));
    request.came = true;
    if (--request.messages === 0) this.request = undefined;
    this.buffer.push(read);
  }

  private status({ headers }: Msg): void {
    const code = headers?.code ?? 0;
    const words = headers?.description.toLowerCase() ?? '';
    const isTooLarge = code === 409 && words.includes('exceeds maxbytes');
    if (code === 100) return;
    if (isTooLarge && this.request?.came === false) {
      // One message is larger than all that may come: it is asked for alone.
      if (this.maxBytes >= messageBytes) return this.fail(new SourceError('too-large'));
      this.maxBytes = Math.min(messageBytes, 4 * this.maxBytes);
    }
    // Time is over, there was nothing, or all that there was room for has come.
    if (isTooLarge || code === 404 || code === 408 || words.includes('batch completed')) {
      if (this.request?.came) this.maxBytes = batchBytes;
      this.request = undefined;
    } else
      this.fail(new SourceError(code === 400 ? 'refused' : 'broken', undefined, { cause: new Error(words) }));
  }

  private fail(error: SourceError): void {
    this.failure ??= error;
    this.wake();
  }

  private async heard(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    const onAbort = (): void => resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    this.wake = resolve;
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }

  private isNew({ seq, delivery }: StreamMessage): boolean {
    this.deliveries++;
    if (delivery !== this.deliveries) throw new SourceError('broken');
    if (seq <= this.seq) return false;
    this.seq = seq;
    return true;
  }
}
