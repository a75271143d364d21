import { randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { ClickHouseClient, ClickHouseSettings, QueryParams } from '@clickhouse/client';
import type { CheckedContext } from '../../checked-socket';
import type { SourceStatement, SourceValue } from '../../connector';
import { SourceError } from '../../source-error';
import { BESIDE_BYTES, ByteBudget } from '../byte-budget';
import type { DatabaseSession, RowSink, SelectOptions } from '../database-engine';
import { CheckedAgent } from './checked-agent';
import { readClickhouseError } from './clickhouse-errors';
import type { ClickhouseConnection } from './clickhouse-connection';
import { readerOf } from './clickhouse-values';

const FORMAT = 'JSONCompactEachRowWithNamesAndTypes';
const LOGIN_MS = 5_000;
const KILL_MS = 800;
const READONLY = `SELECT value FROM system.settings WHERE name = 'readonly'`;

/** What comes back does not depend on how the server or the user is set up, and errors come before rows do. */
const SETTINGS: ClickHouseSettings = {
  session_timezone: 'UTC',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 1,
  output_format_json_validate_utf8: 1,
  result_overflow_mode: 'throw',
  timeout_overflow_mode: 'throw',
  cancel_http_readonly_queries_on_client_close: 1,
  wait_end_of_query: 1,
};

type QueryOptions = Pick<QueryParams, 'abort_signal' | 'query_id' | 'clickhouse_settings'>;

/** One connection to ClickHouse over HTTP. */
export class ClickhouseSession implements DatabaseSession {
  private broken = false;
  private budget: ByteBudget | undefined;
  private bytes = BESIDE_BYTES;
  private readonly agent: CheckedAgent;
  private readonly client: ClickHouseClient;
  /** Whether the user's profile has readonly = 2: then all statements are, and the setting itself cannot be sent. */
  private isReadonly = false;

  private constructor(
    { createClient, ClickHouseLogLevel }: typeof import('@clickhouse/client'),
    private readonly connection: ClickhouseConnection,
    private readonly context: CheckedContext,
  ) {
    this.agent = new CheckedAgent(connection, context, (socket) => {
      this.budget = new ByteBudget(socket);
      this.budget.grant(this.bytes);
    });
    const { host, port, database, user, password } = connection;
    this.client = createClient({
      // TLS is a matter of the agent, which connects nowhere else.
      url: `http://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      username: user,
      password,
      database,
      application: 'vitrine',
      http_agent: this.agent,
      compression: { request: false, response: false },
      log: { level: ClickHouseLogLevel.OFF },
    });
  }

  /** @throws SourceError */
  static async open(
    connection: ClickhouseConnection,
    context: CheckedContext,
    signal: AbortSignal,
  ): Promise<ClickhouseSession> {
    const session = new ClickhouseSession(await import('@clickhouse/client'), connection, context);
    try {
      await session.login(AbortSignal.any([signal, AbortSignal.timeout(LOGIN_MS)]));
      return session;
    } catch (error) {
      session.close();
      throw readClickhouseError(error, false);
    }
  }

  get usable(): boolean {
    return !this.broken;
  }

  async select(statement: SourceStatement, options: SelectOptions, sink: RowSink): Promise<void> {
    const { signal, timeoutMs, maxBytes } = options;
    if (signal.aborted) throw new SourceError('aborted');
    const queryId = randomUUID();
    let killed: Promise<void> | undefined;
    const stop = (): void => {
      this.broken = true;
      killed = this.kill(queryId);
    };
    signal.addEventListener('abort', stop, { once: true });
    this.grant(maxBytes);
    try {
      await this.run(statement, sink, {
        abort_signal: signal,
        query_id: queryId,
        clickhouse_settings: { ...SETTINGS, ...this.limits(timeoutMs, maxBytes) },
      });
    } catch (error) {
      if (signal.aborted) throw new SourceError('aborted', undefined, { cause: error });
      // Of a connection that was cut off the client only says that it broke.
      throw this.budget?.exceeded ? this.budget.error() : readClickhouseError(error, true);
    } finally {
      signal.removeEventListener('abort', stop);
      await killed;
    }
  }

  close(): void {
    this.broken = true;
    void this.client.close().catch(() => {});
  }

  /** @throws SourceError also where a user's profile keeps limits from being set */
  private async login(signal: AbortSignal): Promise<void> {
    // Without any setting: a user with readonly = 1 may send none.
    const answer = await this.client.query({ query: READONLY, format: 'JSONCompact', abort_signal: signal });
    const { data } = await answer.json<[string]>();
    const level = String(data[0]?.[0]);
    if (level === '1')
      throw new SourceError(
        'refused',
        'The profile of its user has readonly = 1, under which it can be given no limits; use 2.',
      );
    this.isReadonly = level === '2';
  }

  private async run(statement: SourceStatement, sink: RowSink, options: QueryOptions): Promise<void> {
    const answer = await this.client.query({
      query: statement.text,
      format: FORMAT,
      query_params: Object.fromEntries(statement.values.map((value, at) => [`p${at + 1}`, value])),
      ...options,
    });
    let names: string[] | undefined;
    let read: ((value: unknown) => SourceValue)[] | undefined;
    for await (const rows of answer.stream<unknown[]>()) {
      for (const row of rows) {
        const values = row.json<unknown[]>();
        if (!names) sink.columns((names = values.map(String)));
        else if (!read) read = values.map((type) => readerOf(String(type)));
        else sink.row(read.map((reader, at) => reader(values[at])));
      }
    }
    if (!read) throw new SourceError('invalid');
  }

  /** What the server is told. It ends what takes too long or too much by itself. */
  private limits(timeoutMs: number, maxBytes: number): ClickHouseSettings {
    return {
      max_execution_time: Math.max(timeoutMs / 1_000, 0.001),
      max_result_bytes: String(maxBytes),
      ...(!this.isReadonly && { readonly: '1' }),
    };
  }

  private grant(bytes: number): void {
    this.bytes = bytes;
    this.budget?.grant(bytes);
  }

  /** Ends over a second connection what the first one runs: users may end what is theirs. Gives up quietly. */
  private async kill(queryId: string): Promise<void> {
    const session = new ClickhouseSession(await import('@clickhouse/client'), this.connection, this.context);
    await session.client
      .command({
        query: 'KILL QUERY WHERE query_id = {id:String} ASYNC',
        query_params: { id: queryId },
        abort_signal: AbortSignal.timeout(KILL_MS),
      })
      .catch(() => {});
    session.close();
  }
}
