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
import { fingerprint } from '../../fingerprint';
import { pause, untilAborted } from '../until-aborted';
import { RedisClient } from './redis-client';
import type { RedisConnection } from './redis-connection';
import {
  type Entry,
  digestAt,
  digestOf,
  goneBehind,
  madeAnew,
  positionAt,
  readEntries,
  readState,
  type RedisPosition,
  type StreamState,
  streamState,
} from './stream-state';

/** One wait for new entries: how soon it is noticed that nobody wants them any more. */
const BLOCK_MS = 500;
const FIRST_COUNT = 50;

/**
 * Reads a stream by the position that is stored with the points, not by what its consumer group has delivered: what a worker took that
 * died, or that was taken for dead, cannot be lost so. The group is moved to where everything is stored.
 */
export class RedisStreamConnector implements ReadConnector {
  private readonly client: RedisClient;
  private readonly group: string;
  /** What decides which entries are there: with another one reading begins anew. */
  private readonly place: string;
  private readonly server: string;
  private hasGroup = false;

  constructor(
    private readonly connection: RedisConnection,
    context: ConnectorContext,
  ) {
    this.client = new RedisClient(connection, context);
    this.group = `vitrine-${context.sourceId}`;
    const { host, port, database, stream, start } = connection;
    this.place = fingerprint({ database, stream, start });
    this.server = fingerprint({ host, port });
  }

  async test(signal: AbortSignal): Promise<void> {
    await this.called(() => this.state(), signal);
  }

  async introspect(signal: AbortSignal): Promise<SourceSchema> {
    const { stream } = this.connection;
    const latest = (count: number): Promise<Entry[]> =>
      this.called(
        () =>
          this.client.use(async (redis) =>
            readEntries(await redis.xrevrange(stream, '+', '-', 'COUNT', count)),
          ),
        signal,
      );
    const entries = await latest(STREAM_LIMITS.sampled).catch((error: unknown) => {
      if (isTooLarge(error)) return latest(1);
      throw error;
    });
    const records = entries
      .map((entry) => this.recordOf(entry))
      .filter((each) => !(each instanceof UnreadableRecord));
    return { tables: [tableOf(stream, records.toReversed())], truncated: false };
  }

  async *read(
    position: SourcePosition,
    { signal, batchSize }: SourceReadOptions,
  ): AsyncGenerator<SourceBatch> {
    const before = position as RedisPosition | null;
    const begun = await this.called(() => this.begin(before), signal);
    let at = begun.position;
    // What comes from now on belongs to it, also when nothing comes before this process ends.
    if (begun.lost !== undefined || (at.id !== before?.id && this.connection.start === 'now'))
      yield { records: [], keys: [], ...begun };
    let count = Math.min(FIRST_COUNT, batchSize);
    let isMore = true;
    while (!signal.aborted) {
      const from: RedisPosition = at;
      if (!isMore) {
        if (!(await this.called(() => this.waitBehind(from), signal))) continue;
        await pause(STREAM_LIMITS.lingerMs, signal);
      }
      const taken = await this.called(() => this.take(from, count), signal).catch((error: unknown) => {
        if (count > 1 && isTooLarge(error)) return undefined;
        throw error;
      });
      if (!taken) {
        // Then as many as have such a size.
        count = 1;
        isMore = true;
        continue;
      }
      const { state } = taken;
      const anew = this.checked(from, state);
      if (anew.lost !== undefined) {
        at = anew.position;
        isMore = true;
        yield { records: [], keys: [], ...anew };
        continue;
      }
      const entries = withinBounds(taken.entries);
      isMore = taken.entries.length === count || entries.length < taken.entries.length;
      const next = this.advance(from, entries, state);
      at = next.position;
      if (next.lost !== undefined || entries.length > 0)
        yield {
          records: entries.map((entry) => this.recordOf(entry)),
          keys: entries.map(([id]) => this.keyOf(id)),
          times: entries.map(([id]) => timeOf(id)),
          ...next,
        };
      count = Math.min(batchSize, fitting(entries, count));
    }
  }

  async acknowledge(position: SourcePosition): Promise<void> {
    const { id, read } = position as RedisPosition;
    await this.client.use(async (redis) => {
      const { stream } = this.connection;
      if (!this.hasGroup)
        await redis.xgroup('CREATE', stream, this.group, id).catch((error: Error) => {
          if (!error.message.startsWith('BUSYGROUP')) throw error;
        });
      this.hasGroup = true;
      const counted = read === null ? [] : ['ENTRIESREAD', String(read)];
      await redis.call('XGROUP', 'SETID', stream, this.group, id, ...counted);
    });
  }

  async lag(position: SourcePosition): Promise<number | null> {
    const { length, added } = await this.state();
    const { read = null, place } = (position ?? {}) as Partial<RedisPosition>;
    if (place !== this.place) return this.connection.start === 'now' ? 0 : length;
    return read === null || added === null ? null : Math.max(0, added - read);
  }

  /** Its group; where there is none, or no stream, nothing is left. */
  async forget(): Promise<void> {
    await this.client.use((redis) => redis.xgroup('DESTROY', this.connection.stream, this.group));
  }

  async close(): Promise<void> {
    this.client.close();
  }

  private state(): Promise<StreamState> {
    return this.client.use((redis) => streamState(redis, this.connection.stream));
  }

  /** A position of another stream is none; of another server it counts where the last entry that was read is there as well. */
  private async begin(position: RedisPosition | null): Promise<{ position: RedisPosition; lost?: string }> {
    const { place, server } = this;
    const { stream, start } = this.connection;
    if (position?.place === place) {
      const digest = await this.client.use((redis) => digestAt(redis, stream, position.id));
      const isSame = digest !== undefined && digest === (position.digest ?? digest);
      if (position.server === server) return this.checked(position, await this.state(), { digest });
      if (isSame) return { position: { ...position, server } };
    }
    return { position: { ...positionAt(await this.state(), start), place, server } };
  }

  /** The position, or the beginning of a stream that took the place of the one that was read. */
  private checked(
    position: RedisPosition,
    state: StreamState,
    found?: { digest: string | undefined },
  ): { position: RedisPosition; lost?: string } {
    const why = madeAnew(position, state, found);
    if (why === undefined) return { position };
    // The group went with the stream.
    this.hasGroup = false;
    const { place, server } = position;
    return {
      position: { ...positionAt(state, 'beginning'), place, server },
      lost: `The stream was made anew: ${why}. It is read from its beginning.`,
    };
  }

  /** The same for an entry wherever the stream was moved to. */
  private keyOf(id: string): string {
    const { database, stream } = this.connection;
    return database === 0 ? `${id} of ${stream}` : `${id} of ${database}/${stream}`;
  }

  /** Ends at once when it is called off; what Redis was asked has no other end. */
  private async called<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw new SourceError('aborted');
    return untilAborted(work(), signal).catch((error: unknown) => {
      if (signal.aborted) this.client.drop();
      throw error;
    });
  }

  private async waitBehind(position: RedisPosition): Promise<boolean> {
    const { id } = position;
    const { stream } = this.connection;
    const found = await this.client.use((redis) =>
      redis.xread('COUNT', 1, 'BLOCK', BLOCK_MS, 'STREAMS', stream, id),
    );
    if (found !== null) return true;
    // A stream that was made anew has ids before this one: nothing would ever come.
    return madeAnew(position, await this.state()) !== undefined;
  }

  /** Entries behind a position, and the stream as it is in the same moment. */
  private async take(
    { id }: RedisPosition,
    count: number,
  ): Promise<{ entries: Entry[]; state: StreamState }> {
    const { stream } = this.connection;
    return this.client.use(async (redis) => {
      const transaction = redis.multi().xinfo('STREAM', stream);
      const replies = await transaction.xread('COUNT', count, 'STREAMS', stream, id).exec();
      for (const [error] of replies ?? []) if (error) throw error;
      // One stream was asked for; null where it has nothing.
      const read = replies?.[1]?.[1] as [string, unknown][] | null | undefined;
      return { state: readState(replies?.[0]?.[1]), entries: readEntries(read?.[0]?.[1] ?? []) };
    });
  }

  private advance(
    from: RedisPosition,
    entries: Entry[],
    state: StreamState,
  ): { position: RedisPosition; lost?: string } {
    const gone = goneBehind(from, state);
    const last = entries.at(-1);
    const read = from.read === null ? null : from.read + gone + entries.length;
    const position: RedisPosition = last
      ? { ...from, id: last[0], read, digest: digestOf(last) }
      : { ...from, read };
    if (gone === 0) return { position };
    const until = entries[0]?.[0] ?? state.lastId;
    return {
      position: entries.length > 0 ? position : { ...position, id: state.lastId, digest: undefined },
      lost: `${gone} entries behind ${from.id} and before ${until} were removed from the stream before they were read.`,
    };
  }

  private recordOf([, fields]: Entry): unknown {
    const { format, field } = this.connection;
    const pairs: [string, string][] = [];
    for (let place = 0; place < fields.length; place += 2)
      pairs.push([fields[place] as string, fields[place + 1] as string]);
    // Members of its own, whatever they are called.
    const record = Object.fromEntries(pairs);
    if (format === 'fields') return record;
    const text = Object.hasOwn(record, field) ? record[field] : undefined;
    return text === undefined
      ? new UnreadableRecord(`has no field ${JSON.stringify(field)}`)
      : jsonRecord(text);
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof SourceError && error.reason === 'too-large';
}

function timeOf(id: string): number {
  return Number(id.slice(0, id.indexOf('-')));
}

/** As many entries as a batch may have; the others are asked for once more. */
function withinBounds(entries: Entry[]): Entry[] {
  let bytes = 0;
  const beyond = entries.findIndex((entry) => (bytes += sizeOf(entry)) > STREAM_LIMITS.batchBytes);
  return beyond < 0 ? entries : entries.slice(0, Math.max(1, beyond));
}

function sizeOf([, fields]: Entry): number {
  return fields.reduce((all, { length }) => all + length, 0);
}

/** How many entries of this size make a batch that is large and not too large. */
function fitting(entries: Entry[], asked: number): number {
  if (entries.length === 0) return asked;
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  return Math.max(
    1,
    Math.min(asked * 4, Math.floor(STREAM_LIMITS.batchBytes / Math.max(1, size / entries.length))),
  );
}
