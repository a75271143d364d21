import type { Connection, FieldPacket } from 'mysql2';
import { type CheckedContext, CheckedSocket } from '../../checked-socket';
import type { SourceStatement } from '../../connector';
import { SourceError } from '../../source-error';
import { ByteBudget } from '../byte-budget';
import type { DatabaseSession, RowSink, SelectOptions } from '../database-engine';
import { readMysqlError } from './mysql-errors';
import type { MysqlConnection } from './mysql-connection';
import { readValue } from './mysql-values';

const LOGIN_MS = 5_000;
const KILL_MS = 800;

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
    const wire = await connect(connection, context, { signal, timeoutMs: LOGIN_MS });
    try {
      const [version, id] = await ask(wire, 'SELECT VERSION(), CONNECTION_ID()');
      const kill = (): Promise<void> => killQuery(connection, context, String(id));
      return new MysqlSession(wire, String(version).includes('MariaDB'), kill);
    } catch (error) {
      wire.stream.destroy();
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
    this.budget.grant(Infinity);
    await this.settled<void>((done) => this.wire.reset(done)).catch(() => (this.broken = true));
  }

  private cut(error: Error): void {
    this.broken = true;
    this.fail(error);
    this.wire.stream.destroy();
  }
}

async function connect(
  { host, port, user, password, database, tls }: MysqlConnection,
  context: CheckedContext,
  { signal, timeoutMs }: { signal?: AbortSignal; timeoutMs: number },
): Promise<Wire> {
  const { createConnection } = (await import('mysql2')).default;
  const socket = new CheckedSocket(context).connect(port, host).setNoDelay();
  // An address is no name that TLS announces, yet it is what a certificate is checked against.
  Object.assign(socket, { _host: host });
  const wire = createConnection({
    stream: () => socket,
    host,
    port,
    user,
    password,
    database,
    connectTimeout: timeoutMs,
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
  const stop = (): unknown => socket.destroy(new SourceError('aborted'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      wire.on('error', reject);
      wire.once('connect', () => resolve());
    });
    return wire;
  } catch (error) {
    socket.destroy();
    throw readMysqlError(error, false);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** The first row. */
function ask(wire: Wire, sql: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    wire.once('error', reject);
    wire.query({ sql, rowsAsArray: true }, (error, rows) =>
      error ? reject(error) : resolve((rows as unknown[][])[0] ?? []),
    );
  });
}

/** Ends over a second connection what the first one runs; gives up quietly. */
async function killQuery(connection: MysqlConnection, context: CheckedContext, id: string): Promise<void> {
  if (!/^\d+$/.test(id)) return;
  const signal = AbortSignal.timeout(KILL_MS);
  try {
    const wire = await connect(connection, context, { signal, timeoutMs: KILL_MS });
    const stop = (): unknown => wire.stream.destroy(new SourceError('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    await ask(wire, `KILL QUERY ${id}`).finally(() => wire.stream.destroy());
  } catch {
    // It ends with its connection, or by the time that the server was told.
  }
}
