import type { Consumer, JsMsg, StreamInfo } from '@nats-io/jetstream';
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
import { SourceError } from '../../source-error';
import { jsonRecord } from '../json-record';
import { STREAM_LIMITS } from '../stream-limits';
import { untilAborted } from '../until-aborted';
import { MessageCollector } from './message-collector';
import { NatsClient, type OpenNats } from './nats-client';
import type { NatsConnection } from './nats-connection';
import { natsFailure } from './nats-failure';

/** Where reading is in a stream. */
interface NatsPosition extends Record<string, unknown> {
  /** Sequence of the last message that was read. */
  seq: number;
  /** When the stream was made: another one of the same name counts from one again. */
  created: string;
}

const SECOND_NS = 1_000_000_000;
/** A consumer that nobody asks for messages goes by itself. */
const IDLE_NS = 3_600 * SECOND_NS;
const ACK_WAIT_NS = 300 * SECOND_NS;

/**
 * Reads a stream by a durable consumer of its own, which begins behind the position that is stored with the points. Every reading makes
 * its own: what a worker was given that died, or that was taken for dead, is given again.
 */
export class NatsStreamConnector implements ReadConnector {
  private readonly client: NatsClient;
  private readonly prefix: string;
  private unacknowledged: JsMsg[] = [];
  private consumer: string | undefined;

  constructor(
    private readonly connection: NatsConnection,
    context: ConnectorContext,
  ) {
    this.client = new NatsClient(connection, context);
    this.prefix = `vitrine-${context.sourceId}-`;
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
    if (begun.lost !== undefined || (position === null && this.connection.start === 'now'))
      yield { records: [], keys: [], position: at, ...(begun.lost !== undefined && { lost: begun.lost }) };
    const collector = new MessageCollector(begun.consumer, begun.maxBytes, at.seq);
    try {
      while (!signal.aborted) {
        const messages = await this.called(() => collector.next(batchSize, signal), signal).catch(
          (error: unknown) => {
            throw natsFailure(error);
          },
        );
        const [first] = messages;
        if (!first) continue;
        const lost = begun.keepsRead ? await this.lostBefore(at, first) : undefined;
        at = { ...at, seq: (messages.at(-1) as JsMsg).seq };
        this.unacknowledged.push(...messages);
        yield {
          records: messages.map(recordOf),
          keys: messages.map(({ seq }) => `${at.created}#${seq}`),
          times: messages.map(({ time }) => time.getTime()),
          position: at,
          ...(lost !== undefined && { lost }),
        };
      }
    } finally {
      collector.close();
    }
  }

  async acknowledge(position: SourcePosition): Promise<void> {
    const { seq } = position as NatsPosition;
    const [stored, rest] = [[] as JsMsg[], [] as JsMsg[]];
    for (const message of this.unacknowledged) (message.seq <= seq ? stored : rest).push(message);
    this.unacknowledged = rest;
    for (const message of stored) message.ack();
  }

  async lag(position: SourcePosition): Promise<number | null> {
    const { consumer } = this;
    if (consumer === undefined || position === null) return null;
    return this.client.use(async ({ manager }) => {
      const info = await manager.consumers.info(this.connection.stream, consumer);
      return info.num_pending + info.num_ack_pending;
    });
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

  private async begin(nats: OpenNats, position: NatsPosition | null) {
    const { manager, client, server } = nats;
    const { stream, subject, start } = this.connection;
    const { created, state, config } = await this.info(nats);
    const maxBytes = Math.max(STREAM_LIMITS.batchBytes, 2 * (server.info?.max_payload ?? 0));
    // One that forgets what was acknowledged has nothing that was read already.
    const keepsRead = config.retention === 'limits';
    const isAnew = position !== null && (position.created !== created || state.last_seq < position.seq);
    const seq =
      position !== null && !isAnew
        ? position.seq
        : start === 'now' && !isAnew
          ? state.last_seq
          : state.first_seq - 1;
    const at: NatsPosition = { seq: Math.max(0, seq), created };
    for await (const { name } of manager.consumers.list(stream))
      if (name.startsWith(this.prefix)) await manager.consumers.delete(stream, name).catch(() => undefined);
    const name = `${this.prefix}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    await manager.consumers.add(stream, {
      durable_name: name,
      ack_policy: 'explicit',
      ack_wait: ACK_WAIT_NS,
      max_ack_pending: 10_000,
      inactive_threshold: IDLE_NS,
      ...(subject !== undefined && { filter_subject: subject }),
      ...(keepsRead
        ? { deliver_policy: 'by_start_sequence', opt_start_seq: at.seq + 1 }
        : { deliver_policy: 'all' }),
    });
    this.consumer = name;
    this.unacknowledged = [];
    const consumer: Consumer = await client.consumers.get(stream, name);
    const lost = isAnew
      ? `The stream was made anew: ${position.seq} messages of the one before were read. It is read from its beginning.`
      : undefined;
    return { consumer, at, maxBytes, keepsRead, lost };
  }

  /** Between two messages others may be missing because they have another subject: the stream itself says what is gone. */
  private async lostBefore({ seq }: NatsPosition, first: JsMsg): Promise<string | undefined> {
    if (first.seq === seq + 1) return undefined;
    const { state } = await this.client.use((nats) => this.info(nats));
    const until = Math.min(state.first_seq, first.seq);
    if (until <= seq + 1) return undefined;
    const some = this.connection.subject === undefined ? '' : 'up to ';
    return `${some}${until - seq - 1} messages, ${seq + 1} to ${until - 1}, were removed from the stream before they were read.`;
  }

  /** The latest messages, by a consumer that goes with the connection. */
  private async sample(nats: OpenNats): Promise<unknown[]> {
    const { state } = await this.info(nats);
    const records: unknown[] = [];
    for (
      let seq = Math.max(state.first_seq, state.last_seq - STREAM_LIMITS.sampled + 1);
      seq <= state.last_seq;
      seq++
    ) {
      const message = await nats.manager.streams
        .getMessage(this.connection.stream, { seq })
        .catch(() => null);
      const record = message === null ? undefined : jsonRecord(new TextDecoder().decode(message.data));
      if (record !== undefined && !(record instanceof UnreadableRecord)) records.push(record);
    }
    return records;
  }
}

function recordOf({ data }: JsMsg): unknown {
  try {
    return jsonRecord(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch {
    return new UnreadableRecord('is not UTF-8 text');
  }
}
