import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { SourceError } from '../../source-error';
import { STREAM_LIMITS } from '../stream-limits';
import { pause } from '../until-aborted';

/** Gathers what a consumer is given into batches, and makes sure that nothing is missing between. */
export class MessageCollector {
  private messages: ConsumerMessages | undefined;
  private iterator: AsyncIterator<JsMsg> | undefined;
  private pending: Promise<IteratorResult<JsMsg>> | undefined;
  private deliveries = 0;

  /** @param seq of the last message that was read, and stored */
  constructor(
    private readonly consumer: Consumer,
    private readonly bufferBytes: number,
    private seq: number,
  ) {}

  /**
   * Waits for a message, and a moment for others. Those of the batch before are stored by now.
   * @throws SourceError broken when messages are missing: begin again behind what is stored
   */
  async next(batchSize: number, signal: AbortSignal): Promise<JsMsg[]> {
    // What is not taken out of the buffer is not asked for anew. A consumer that somebody deletes ends it, instead of being waited for.
    this.messages ??= await this.consumer.consume({
      max_bytes: this.bufferBytes,
      abort_on_missing_resource: true,
    });
    this.iterator ??= this.messages[Symbol.asyncIterator]();
    const stored = this.seq;
    const batch: JsMsg[] = [];
    let bytes = 0;
    const control = new AbortController();
    let time: Promise<'over'> | undefined;
    while (batch.length < batchSize && bytes < STREAM_LIMITS.batchBytes && !signal.aborted) {
      this.pending ??= this.iterator.next();
      const next = await (time ? Promise.race([this.pending, time]) : this.pending);
      if (next === 'over') break;
      this.pending = undefined;
      if (next.done) throw new SourceError('broken');
      const message = next.value;
      if (this.isNew(message)) {
        batch.push(message);
        bytes += message.data.length;
      } else if (message.seq <= stored) message.ack();
      time ??= pause(STREAM_LIMITS.lingerMs, AbortSignal.any([signal, control.signal])).then(
        () => 'over' as const,
      );
    }
    control.abort();
    return batch;
  }

  close(): void {
    this.pending?.catch(() => undefined);
    // Not waited for: the client says that it has ended only when somebody takes what is still in its buffer.
    this.messages?.stop();
    this.iterator?.return?.().catch(() => undefined);
  }

  private isNew({ seq, info }: JsMsg): boolean {
    this.deliveries++;
    if (info.deliverySequence !== this.deliveries) throw new SourceError('broken');
    if (seq <= this.seq) return false;
    this.seq = seq;
    return true;
  }
}
