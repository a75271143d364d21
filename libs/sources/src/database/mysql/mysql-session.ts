import type { Connection, FieldPacket } from 'mysql2';
import { type CheckedContext, CheckedSocket } from '../../checked-socket';
import type { SourceStatement } from '../../connector';
import { SourceError } from '../../source-error';
import { BESIDE_BYTES, ByteBudget } from '../byte-budget';
import type { DatabaseSession, RowSink, SelectOptions } from '../database-engine';
import { readMysqlError } from './mysql-errors';
import type { MysqlConnection } from './mysql-connection';
import { readValue } from './mysql-values';

const LOGIN_MS = 5_000;
const KILL_MS = 800;
const PUT_BACK_MS = 1_500;

type Wire = Connection & { stream: CheckedSocket; reset(done: (error: Error | null) => void): void };

/** One connection to MySQL or MariaDB. */
export class MysqlSession implements DatabaseSession {
  private broken = false;
  /** Ends what is being waited for: the driver forgets statements whose connection is lost. */
  private fail: (error: Error) => void = () => {};
  private readonly budget: ByteBudget;

  private constructor(
    private readonly wire: Wire,
    private readonly isMariaDb: boolean,
    private readonly kill: () => Promise<void>,
  ) {
    wire.on('error', (error) => {
      this.broken = true;
      this.fail(error);
    });
    this.budget = new ByteBudget(wire.stream);
  }

  /** @throws SourceError */
  static async open(
    connection: MysqlConnection,
    context: CheckedContext,
    signal: AbortSignal,
  ): Promise<MysqlSession> {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(LOGIN_MS)]);
    try {
      const sql = 'SELECT VERSION(), CONNECTION_ID()';
      const { wire, row } = await connectAndAsk(connection, context, { sql, signal: inTime });
      const kill = (): Promise<void> => killQuery(connection, context, String(row[1]));
      return new MysqlSession(wire, String(row[0]).includes('MariaDB'), kill);
    } catch (error) {
      if (inTime.aborted && !signal.aborted)
        throw new SourceError('unreachable', undefined, { cause: error });
      throw readMysqlError(error, false);
    }
  }

  get usable(): boolean {
    return !this.broken;
  }

  async select(statement: SourceStatement, options: SelectOptions, sink: RowSink): Promise<void> {
    const { signal, timeoutMs, maxBytes } = options;
    if (signal.aborted) throw new SourceError('aborted');
    const stop = (): void => {
      this.broken = true;
      void this.kill().finally(() => this.cut(new SourceError('aborted')));
    };
    signal.addEventListener('abort', stop, { once: true });
    this.budget.grant(maxBytes);
    try {
      await this.tell(this.settings(timeoutMs));
      await this.tell('START TRANSACTION READ ONLY');
      await this.run(statement, sink);
    } catch (error) {
      const read = readMysqlError(error, true);
      if (signal.aborted && read.reason === 'timeout')
        throw new SourceError('aborted', undefined, { cause: error });
      throw read;
    } finally {
      signal.removeEventListener('abort', stop);
      await this.putBack();
    }
  }

  close(): void {
    this.cut(new SourceError('aborted'));
  }

  /** Values and the meaning of quotes do not depend on how the server is set up. */
  private settings(timeoutMs: number): string {
    const limit = this.isMariaDb
      ? `max_statement_time = ${Math.max(timeoutMs / 1_000, 0.001)}`
      : `max_execution_time = ${Math.ceil(timeoutMs)}`;
    return `SET SESSION ${limit}, time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION'`;
  }

  private async tell(sql: string): Promise<void> {
    await this.settled<unknown>((done) => this.wire.query(sql, done));
  }

  /** As a prepared statement, of which the server takes one at a time. */
  private run({ text, values }: SourceStatement, sink: RowSink): Promise<void> {
    return this.settled<void>((done) => {
      let fields: FieldPacket[] = [];
      const failed = (error: unknown): void => done(error as Error);
      const command = this.wire.execute({ sql: text, rowsAsArray: true }, values as never[]);
      command.on('fields', (found: FieldPacket[] | undefined) => {
        fields = found ?? [];
        sink.columns(fields.map(({ name }) => name));
      });
      command.on('result', (row: unknown) => {
        if (this.broken || !Array.isArray(row)) return;
        try {
          sink.row(row.map((value, at) => readValue(value, fields[at] as FieldPacket)));
        } catch (error) {
          this.cut(error as Error);
        }
      });
      command.on('error', failed);
      command.on('end', () => done(null));
    });
  }

  /** Waits for an answer, or for the end of the connection. */
  private async settled<T>(begin: (done: (error: Error | null, answer?: T) => void) => void): Promise<T> {
    if (this.broken) throw new SourceError('broken');
    try {
      return await new Promise<T>((resolve, reject) => {
        this.fail = reject;
        begin((error, answer) => (error ? reject(error) : resolve(answer as T)));
      });
    } finally {
      this.fail = () => {};
    }
  }

  /** Nothing that a statement did to the session stays: no transaction, no lock, no variable. */
  private async putBack(): Promise<void> {
    if (this.broken) return;
    this.budget.grant(BESIDE_BYTES);
    const late = setTimeout(() => this.cut(new SourceError('broken')), PUT_BACK_MS);
    await this.settled<void>((done) => this.wire.reset(done)).catch(() => (this.broken = true));
    clearTimeout(late);
  }

  private cut(error: Error): void {
    this.broken = true;
    this.fail(error);
    this.wire.stream.destroy();
  }
}

/** A connection, and the first row of what it was asked first. The server may say little until then, and no longer than the signal lets it. */
async function connectAndAsk(
  { host, port, user, password, database, tls }: MysqlConnection,
  context: CheckedContext,
  { sql, signal }: { sql: string; signal: AbortSignal },
): Promise<{ wire: Wire; row: unknown[] }> {
  const { createConnection } = (await import('mysql2')).default;
  const socket = new CheckedSocket(context).limitBytes(BESIDE_BYTES).connect(port, host).setNoDelay();
  // An address is no name that TLS announces, yet it is what a certificate is checked against.
  Object.assign(socket, { _host: host });
  const wire = createConnection({
    stream: () => socket,
    host,
    port,
    user,
    password,
    database,
    connectTimeout: LOGIN_MS,
    ...(tls.mode !== 'off' && {
      ssl: {
        rejectUnauthorized: tls.mode === 'verify',
        verifyIdentity: tls.mode === 'verify',
        minVersion: 'TLSv1.2',
        ...(tls.ca !== undefined && { ca: tls.ca }),
      },
    }),
    charset: 'UTF8MB4_UNICODE_CI',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    // A server that asks for a file of this machine gets none, and no code is made of the names that it sends.
    flags: ['-LOCAL_FILES'],
    disableEval: true,
    maxPreparedStatements: 1,
  }) as unknown as Wire;
  const { promise: row, resolve, reject } = Promise.withResolvers<unknown[]>();
  const stop = (): void => reject(new SourceError('aborted'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  wire.on('error', reject);
  wire.once('connect', () =>
    wire.query({ sql, rowsAsArray: true }, (error, rows) =>
      error ? reject(error) : resolve((rows as unknown[][])[0] ?? []),
    ),
  );
  try {
    return { wire, row: await row };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.unlimit();
    signal.removeEventListener('abort', stop);
  }
}

/** Ends over a second connection what the first one runs; gives up quietly. */
async function killQuery(connection: MysqlConnection, context: CheckedContext, id: string): Promise<void> {
  if (!/^\d+$/.test(id)) return;
  const signal = AbortSignal.timeout(KILL_MS);
  const sql = `KILL QUERY ${id}`;
  // Else it ends with its connection, or by the time that the server was told.
  await connectAndAsk(connection, context, { sql, signal }).then(
    ({ wire }) => wire.stream.destroy(),
    () => {},
  );
}
