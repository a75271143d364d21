import type { ConnectionOptions } from 'node:tls';
import type { Client, Connection, FieldDef, QueryResult } from 'pg';
import { type CheckedContext, CheckedSocket } from '../../checked-socket';
import type { SourceStatement, SourceValue } from '../../connector';
import { SourceError } from '../../source-error';
import { BESIDE_BYTES, ByteBudget } from '../byte-budget';
import { tlsOptions } from '../connection-form';
import type { DatabaseSession, RowSink, SelectOptions } from '../database-engine';
import type { PostgresqlConnection } from './postgresql-connection';
import { readPostgresqlError } from './postgresql-errors';
import { readerOf } from './postgresql-values';

/** The handshake and the password, after the socket stands. */
const LOGIN_MS = 5_000;
const CANCEL_MS = 800;
const PUT_BACK_MS = 1_500;
const FAREWELL_MS = 1_000;
/** Ends a statement by itself whose client is gone. */
const NOTICE_LOST_CLIENTS = 'SET LOCAL client_connection_check_interval = 1000';
/** A query of ours is one statement: between BEGIN and ROLLBACK it waits for the network alone. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** What `pg` has and its types lack. */
type Wire = Connection & {
  connect(port: number, host: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
};
type Session = Client & { connection: Wire; processID: number; secretKey: number };

/** What is the same for all statements: what comes back does not depend on how the server or the role is set up. */
const SETTINGS = `
  SET LOCAL timezone = 'UTC';
  SET LOCAL datestyle = 'ISO, MDY';
  SET LOCAL intervalstyle = 'iso_8601';
  SET LOCAL bytea_output = 'hex';
  SET LOCAL extra_float_digits = 1;
  SET LOCAL standard_conforming_strings = on;
  SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS};`;

/** One connection to PostgreSQL. */
export class PostgresqlSession implements DatabaseSession {
  private broken = false;
  private readonly budget: ByteBudget;

  private constructor(
    private readonly client: Session,
    private readonly settings: string,
    private readonly sendCancel: () => Promise<void>,
  ) {
    client.on('error', () => (this.broken = true));
    client.on('end', () => (this.broken = true));
    this.budget = new ByteBudget(client.connection.stream);
  }

  /** @throws SourceError */
  static async open(
    connection: PostgresqlConnection,
    context: CheckedContext,
    signal: AbortSignal,
  ): Promise<PostgresqlSession> {
    const pg = (await import('pg')).default;
    const { host, port, user, database, password, options } = connection;
    const ssl = connection.tls.mode === 'off' ? false : tlsOptions(connection.tls);
    const socket = new CheckedSocket(context).limitBytes(BESIDE_BYTES);
    const client = new pg.Client({
      host,
      port,
      user,
      database,
      // A function, for pg takes an empty password from the environment of this process.
      password: () => password,
      ssl,
      sslnegotiation: 'postgres',
      application_name: options.applicationName ?? 'vitrine',
      stream: () => socket,
      connectionTimeoutMillis: LOGIN_MS,
      types: { getTypeParser: () => (text: string) => text },
    }) as Session;
    // Before anything can fail: an error without a listener would end the process.
    client.on('error', () => {});
    const stop = (): unknown => client.connection.stream.destroy(new SourceError('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    try {
      await client.connect();
      // Outside of a transaction it sets nothing, and says whether this server could: from version 14, on some systems.
      const settings = await client.query(NOTICE_LOST_CLIENTS).then(
        () => `${SETTINGS} ${NOTICE_LOST_CLIENTS}`,
        () => SETTINGS,
      );
      return new PostgresqlSession(client, settings, () =>
        cancel(new pg.Connection({ stream: () => new CheckedSocket(context, CANCEL_MS), ssl }) as Wire, {
          ...connection,
          ssl,
          client,
        }),
      );
    } catch (error) {
      client.connection.stream.destroy();
      throw readPostgresqlError(error, false);
    } finally {
      socket.unlimit();
      signal.removeEventListener('abort', stop);
    }
  }

  get usable(): boolean {
    return !this.broken;
  }

  async select(statement: SourceStatement, options: SelectOptions, sink: RowSink): Promise<void> {
    const { signal, timeoutMs, maxBytes } = options;
    if (signal.aborted) throw new SourceError('aborted');
    const stop = (): void => {
      // Whatever becomes of the request to cancel, nobody gets this connection again.
      this.broken = true;
      void this.sendCancel().finally(() => this.cut(new SourceError('aborted')));
    };
    signal.addEventListener('abort', stop, { once: true });
    this.budget.grant(maxBytes);
    try {
      await this.client.query(
        `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}; ${this.settings}`,
      );
      await this.run(statement, sink);
    } catch (error) {
      const read = readPostgresqlError(error, true);
      if (signal.aborted && read.reason === 'timeout')
        throw new SourceError('aborted', undefined, { cause: error });
      throw read;
    } finally {
      signal.removeEventListener('abort', stop);
      await this.putBack();
    }
  }

  close(): void {
    this.broken = true;
    const { stream } = this.client.connection;
    void this.client.end().catch(() => {});
    // A server that does not answer the farewell holds nobody up.
    setTimeout(() => stream.destroy(), FAREWELL_MS).unref();
  }

  private async run({ text, values }: SourceStatement, sink: RowSink): Promise<void> {
    const { Query } = (await import('pg')).default;
    await new Promise<void>((resolve, reject) => {
      // The extended protocol, which takes one statement, also where there are no values.
      const config = { text, values: [...values], rowMode: 'array', queryMode: 'extended' };
      const query = new Query(config);
      let read: ((row: (string | null)[]) => SourceValue[]) | undefined;
      const begin = (fields: FieldDef[]): ((row: (string | null)[]) => SourceValue[]) => {
        sink.columns(fields.map(({ name }) => name));
        const readers = fields.map(({ dataTypeID }) => readerOf(dataTypeID));
        return (row) => row.map((text, at) => (text === null ? null : (readers[at]?.(text) ?? null)));
      };
      query.on('row', (row: unknown, result?: unknown) => {
        if (this.broken) return;
        try {
          read ??= begin((result as QueryResult).fields);
          sink.row(read(row as (string | null)[]));
        } catch (error) {
          reject(error);
          this.cut(error as Error);
        }
      });
      query.on('error', reject);
      query.on('end', (result: unknown) => {
        read ??= begin((result as QueryResult).fields);
        resolve();
      });
      this.client.query(query);
    });
  }

  /** Nothing that a statement did to the session stays: not what it set, not what it locked. */
  private async putBack(): Promise<void> {
    if (this.broken) return;
    this.budget.grant(BESIDE_BYTES);
    const late = setTimeout(() => this.cut(new SourceError('broken')), PUT_BACK_MS);
    await this.client.query('ROLLBACK; SELECT pg_advisory_unlock_all()').catch(() => (this.broken = true));
    clearTimeout(late);
  }

  private cut(error: Error): void {
    this.broken = true;
    this.client.connection.stream.destroy(error);
  }
}

/** Asks the server over a second connection to end what the first one runs; resolves when it has heard, or cannot. */
function cancel(
  wire: Wire,
  {
    host,
    port,
    ssl,
    client,
  }: { host: string; port: number; ssl: false | ConnectionOptions; client: Session },
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      wire.stream.destroy();
      resolve();
    };
    const timer = setTimeout(done, CANCEL_MS);
    wire.on('error', done);
    wire.on('end', done);
    wire.once('connect', () => (ssl ? wire.requestSsl() : wire.cancel(client.processID, client.secretKey)));
    wire.once('sslconnect', () => wire.cancel(client.processID, client.secretKey));
    wire.connect(port, host);
  });
}
