import type {
  ReadConnector,
  SourceBatch,
  SourcePosition,
  SourceReadOptions,
  SourceSchema,
} from '../connector';
import type { ConnectorContext } from '../connector-kind';
import { tableOf } from '../records/table-of';
import { ApiIntegrationError } from './client/api-integration-error';
import { toSourceError } from './client/answer-failure';
import { ThirdPartyApiClient } from './client/third-party-api-client';
import type { ApiConnection } from './connection/api-connection';
import { buildRequest } from './connection/build-request';
import { questionOf, readPosition } from './reading/api-position';
import { ApiRun } from './reading/api-run';
import { runValues } from './reading/mark';
import { firstToken } from './reading/next-page';
import { PageRecords } from './reading/page-records';
import { PageRoom } from './reading/page-room';
import { expectation, type Page, readPage } from './reading/read-page';

/** Whoever only looks waits so long for limits, and asks once. */
const LOOK_PATIENCE_MS = 5_000;
const SAMPLED_RECORDS = 200;

/** An endpoint of an API that is read page by page. */
export class ApiConnector implements ReadConnector {
  private readonly client: ThirdPartyApiClient;
  private readonly question: string;
  private readonly room: PageRoom;
  private readonly closing = new AbortController();

  constructor(
    private readonly connection: ApiConnection,
    private readonly context: Pick<ConnectorContext, 'sourceId' | 'http' | 'traffic' | 'clock' | 'config'>,
  ) {
    const { auth, rateLimit, timeoutMs } = connection;
    const { sourceId, http, traffic, config } = context;
    this.room = PageRoom.of(config);
    this.client = new ThirdPartyApiClient({ sourceId, auth, limits: rateLimit, timeoutMs }, http, traffic);
    this.question = questionOf(connection);
  }

  /** Asks for the first page, and looks for its records, and in some of them for what the connection wants to find. */
  async test(signal: AbortSignal): Promise<void> {
    const { connection } = this;
    const records = new PageRecords(connection, null, undefined);
    const some = await this.firstRecords(signal, SAMPLED_RECORDS);
    try {
      for (const record of some) records.take(record);
      records.end();
    } catch (error) {
      throw toSourceError(error);
    }
    if (records.missing !== undefined) throw new ApiIntegrationError('invalid', { detail: records.missing });
  }

  /** One table: what the records of the first page have, lists and what lies deep as JSON. */
  async introspect(signal: AbortSignal): Promise<SourceSchema> {
    const records = await this.firstRecords(signal, SAMPLED_RECORDS);
    return { tables: [tableOf(nameOf(this.connection.url), records)], truncated: false };
  }

  async *read(
    given: SourcePosition,
    options: SourceReadOptions,
  ): AsyncGenerator<SourceBatch, void, undefined> {
    const signal = this.until(options.signal);
    const position = readPosition(given, this.question);
    let read = false;
    try {
      for await (const batch of this.run(position, { ...options, signal })) {
        read = true;
        yield batch;
      }
    } catch (error) {
      // The page that a run broke off at may be known no more: then the run begins anew.
      if (read || !position.run || !isOfPage(error)) throw error;
      yield* this.run({ ...position, run: undefined }, { ...options, signal });
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.closing.signal]);
  }

  /** The last batch of a run says where the next one begins. */
  private async *run(
    position: ReturnType<typeof readPosition>,
    options: SourceReadOptions,
  ): AsyncGenerator<SourceBatch, void, undefined> {
    const run = new ApiRun(
      this.connection,
      this.client,
      position,
      this.context.clock.now().getTime(),
      options,
      this.room,
    );
    let held: SourceBatch | undefined;
    try {
      for await (const batch of run.batches()) {
        if (held) yield held;
        held = batch;
      }
    } catch (error) {
      if (held) yield held;
      throw toSourceError(error);
    }
    const end = run.position as unknown as Record<string, unknown>;
    if (held) yield { ...held, position: end };
    else if (JSON.stringify(end) !== JSON.stringify(position)) yield { records: [], keys: [], position: end };
  }

  private async firstRecords(given: AbortSignal, most: number): Promise<unknown[]> {
    const { connection } = this;
    const signal = this.until(given);
    const values = runValues(connection.incremental, null, this.context.clock.now().getTime());
    const request = buildRequest(connection, values, firstToken(connection));
    const expect = expectation(connection);
    const answer = await this.client.ask(request, {
      signal,
      attempts: 1,
      patienceMs: LOOK_PATIENCE_MS,
      expect,
    });
    const records: unknown[] = [];
    let page: Page | undefined;
    try {
      page = await readPage(answer, connection, this.room, { signal, patienceMs: LOOK_PATIENCE_MS });
      for await (const record of page.records) {
        records.push(record);
        if (records.length === most) break;
      }
    } catch (error) {
      throw toSourceError(error);
    } finally {
      page?.done();
      await answer.close();
    }
    return records;
  }
}

/** Whether an API has nothing against whoever asks, but against the page. */
function isOfPage(error: unknown): boolean {
  if (!(error instanceof ApiIntegrationError) || error.status === undefined) return false;
  return error.reason === 'refused' || error.reason === 'missing';
}

/** What the last part of a path that is a word calls its records. */
function nameOf(url: string): string {
  const parts = url
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(3)
    .filter((part) => /^[a-z][\w.-]*$/i.test(part));
  return parts.at(-1)?.slice(0, 100) ?? 'records';
}
