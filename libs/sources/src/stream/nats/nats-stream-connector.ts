import type { StreamInfo } from '@nats-io/jetstream';
import type {
  ReadConnector,
  SourceBatch,
  SourcePosition,
  SourceReadOptions,
  SourceSchema,
} from '../../connector';
import { UnreadableRecord } from '../../connector';
import type { ConnectorContext } from '../../connector-kind';
import { tableOf } from '../../records/table-of';
import { fingerprint } from '../../fingerprint';
import { SourceError } from '../../source-error';
import { jsonRecord } from '../json-record';
import { STREAM_LIMITS } from '../stream-limits';
import { untilAborted } from '../until-aborted';
import { MessagePull } from './message-pull';
import { NatsClient, type OpenNats } from './nats-client';
import type { NatsConnection } from './nats-connection';
import { natsFailure } from './nats-failure';
import type { StreamMessage } from './stream-message';

/** Where reading is in a stream. */
interface NatsPosition extends Record<string, unknown> {
  /** Sequence of the last message that was read. */
  seq: number;
  /** When the stream was made: another one of the same name counts from one again. */
  created: string;
  /** Names what of it was read. */
  place: string;
}

const SECOND_NS = 1_000_000_000;
/** A consumer that nobody asks for messages goes by itself. */
const IDLE_NS = 3_600 * SECOND_NS;
/** Of a stream that keeps messages only for consumers that there are. */
const IDLE_OF_INTEREST_NS = 7 * 24 * IDLE_NS;
const ACK_WAIT_NS = 300 * SECOND_NS;
/** Of a stream, that are looked through for those of readings before. */
const MOST_CONSUMERS = 10_000;

/**
 * Reads a stream by a durable consumer of its own, which begins behind the position that is stored with the points. Every reading makes
 * its own: what a worker was given that died, or that was taken for dead, is given again.
 */
export class NatsStreamConnector implements ReadConnector {
  private readonly client: NatsClient;
  private readonly prefix: string;
  /** What decides which messages are there: with another one reading begins anew. */
  private readonly place: string;
  private unacknowledged: StreamMessage[] = [];
  private consumer: string | undefined;

  constructor(
    private readonly connection: NatsConnection,
    context: ConnectorContext,
  ) {
    this.client = new NatsClient(connection, context);
    this.prefix = `vitrine-${context.sourceId}-`;
    const { stream, subject, start } = connection;
    this.place = fingerprint({ stream, subject, start });
  }

  async test(signal: AbortSignal): Promise<void> {
    await this.called(() => this.client.use((nats) => this.info(nats)), signal);
  }

  async introspect(signal: AbortSignal): Promise<SourceSchema> {
    const records = await this.called(() => this.client.use((nats) => this.sample(nats)), signal);
    return { tables: [tableOf(this.connection.stream, records)], truncated: false };
  }

  async *read(
    position: SourcePosition,
    { signal, batchSize }: SourceReadOptions,
  ): AsyncGenerator<SourceBatch> {
    const begun = await this.called(
      () => this.client.use((nats) => this.begin(nats, position as NatsPosition | null)),
      signal,
    );
    let { at } = begun;
    const { pull } = begun;
    try {
      if (begun.lost !== undefined || (begun.isFirst && this.connection.start === 'now'))
        yield { records: [], keys: [], position: at, ...(begun.lost !== undefined && { lost: begun.lost }) };
      while (!signal.aborted) {
        const messages = await this.called(() => pull.next(batchSize, signal), signal).catch(
          (error: unknown) => {
            throw natsFailure(error);
          },
        );
        const [first] = messages;
        if (!first) continue;
        const lost = begun.keepsRead ? await this.lostBefore(at, first) : undefined;
        at = { ...at, seq: (messages.at(-1) as StreamMessage).seq };
        this.unacknowledged.push(...messages);
        yield {
          records: messages.map(recordOf),
          // One number can be given twice, to streams of one name.
          keys: messages.map(
            ({ seq, time }) => `${this.connection.stream}#${seq} of ${new Date(time).toISOString()}`,
          ),
          times: messages.map(({ time }) => time),
          position: at,
          ...(lost !== undefined && { lost }),
        };
      }
    } finally {
      pull.close();
    }
  }

  async acknowledge(position: SourcePosition): Promise<void> {
    const { seq } = position as NatsPosition;
    const [stored, rest] = [[] as StreamMessage[], [] as StreamMessage[]];
    for (const message of this.unacknowledged) (message.seq <= seq ? stored : rest).push(message);
    this.unacknowledged = rest;
    for (const message of stored) message.ack();
  }

  async lag(): Promise<number | null> {
    const { consumer } = this;
    if (consumer === undefined) return null;
    return this.client.use(async ({ manager }) => {
      const info = await manager.consumers.info(this.connection.stream, consumer);
      return info.num_pending + info.num_ack_pending;
    });
  }

  async forget(): Promise<void> {
    await this.client.use(async (nats) => this.end(nats, await this.consumers(nats)));
  }

  close(): Promise<void> {
    return this.client.close();
  }

  private async called<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw new SourceError('aborted');
    return untilAborted(work(), signal);
  }

  private info({ manager }: OpenNats): Promise<StreamInfo> {
    return manager.streams.info(this.connection.stream);
  }

  private async begin(nats: OpenNats, stored: NatsPosition | null) {
    const { manager, server, inbox } = nats;
    const { stream, subject, start } = this.connection;
    const { created, state, config } = await this.info(nats);
    const { retention } = config;
    // One that forgets what was acknowledged has nothing that was read already.
    const keepsRead = retention === 'limits';
    const isQueue = retention === 'workqueue';
    if (isQueue && start === 'now')
      throw new SourceError('refused', 'A work queue is read from its beginning: start must not be "now".');
    const position = stored?.place === this.place ? stored : null;
    const isAnew = position !== null && (position.created !== created || state.last_seq < position.seq);
    const seq =
      position !== null && !isAnew
        ? position.seq
        : start === 'now' && !isAnew
          ? state.last_seq
          : state.first_seq - 1;
    const at: NatsPosition = { seq: Math.max(0, seq), created, place: this.place };
    const olds = await this.consumers(nats);
    const endOlds = (): Promise<void> => this.end(nats, olds);
    // A work queue has no two consumers of the same messages; elsewhere messages without a consumer may go.
    if (isQueue) await endOlds();
    const name = `${this.prefix}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    await manager.consumers.add(stream, {
      durable_name: name,
      ack_policy: 'explicit',
      ack_wait: ACK_WAIT_NS,
      max_ack_pending: 10_000,
      inactive_threshold: retention === 'interest' ? IDLE_OF_INTEREST_NS : IDLE_NS,
      ...(subject !== undefined && { filter_subject: subject }),
      ...(isQueue
        ? { deliver_policy: 'all' }
        : { deliver_policy: 'by_start_sequence', opt_start_seq: at.seq + 1 }),
    });
    this.consumer = name;
    this.unacknowledged = [];
    if (!isQueue) await endOlds();
    const pull = new MessagePull(server, inbox(), { stream, consumer: name }, at.seq);
    const lost = isAnew
      ? `The stream was made anew: ${position.seq} messages of the one before were read. It is read from its beginning.`
      : undefined;
    return { pull, at, keepsRead, lost, isFirst: position === null };
  }

  /** Its consumers, of this reading and of those before. */
  private async consumers({ manager }: OpenNats): Promise<string[]> {
    const names: string[] = [];
    let seen = 0;
    for await (const { name } of manager.consumers.list(this.connection.stream)) {
      if (name.startsWith(this.prefix)) names.push(name);
      if (++seen === MOST_CONSUMERS) break;
    }
    return names;
  }

  private async end({ manager }: OpenNats, names: readonly string[]): Promise<void> {
    for (const name of names)
      await manager.consumers.delete(this.connection.stream, name).catch(() => undefined);
  }

  /** Between two messages others may be missing because they have another subject: the stream itself says what is gone. */
  private async lostBefore({ seq }: NatsPosition, first: StreamMessage): Promise<string | undefined> {
    if (first.seq === seq + 1) return undefined;
    const { state } = await this.client.use((nats) => this.info(nats));
    const until = Math.min(state.first_seq, first.seq);
    if (until <= seq + 1) return undefined;
    const some = this.connection.subject === undefined ? '' : 'up to ';
    return `${some}${until - seq - 1} messages, ${seq + 1} to ${until - 1}, were removed from the stream before they were read.`;
  }

  /** Some of the latest messages, of the subject that is read; always the last one. */
  private async sample(nats: OpenNats): Promise<unknown[]> {
    const { stream, subject = '>' } = this.connection;
    const { state } = await this.info(nats);
    const message = (query: { seq: number; next_by_subj: string } | { last_by_subj: string }) =>
      nats.manager.streams.getMessage(stream, query);
    const last = await message({ last_by_subj: subject });
    const records: unknown[] = [];
    if (!last) return records;
    let bytes = 0;
    let seq = Math.max(state.first_seq, last.seq - STREAM_LIMITS.sampled + 1);
    while (seq <= last.seq && bytes < STREAM_LIMITS.batchBytes) {
      const next = seq === last.seq ? last : await message({ seq, next_by_subj: subject });
      if (!next) break;
      bytes += next.data.length;
      const record = recordOf(next);
      if (!(record instanceof UnreadableRecord)) records.push(record);
      seq = next.seq + 1;
    }
    return records;
  }
}

function recordOf({ data }: { data: Uint8Array }): unknown {
  try {
    return jsonRecord(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return new UnreadableRecord('is not UTF-8 text');
  }
}
