import type {
  QueryConnector,
  SourceQueryOptions,
  SourceRows,
  SourceSchema,
  SourceStatement,
} from '../connector';
import { ConnectionPool } from './connection-pool';
import type { DatabaseEngine, DatabaseSession, SelectOptions } from './database-engine';
import { within } from './deadline';
import { RowCollector } from './row-collector';
import { readSchema } from './schema-reader';
import { assertSelect } from './single-select';

const MAX_CONNECTIONS = 4;
const IDLE_MS = 30_000;
const TEST_MS = 10_000;
const SCHEMA_MS = 20_000;
/** Of what a server sends for one statement. */
const MAX_BYTES = 64 * 1_048_576;

/** Any database, asked by SELECTs over a few connections. */
export class DatabaseConnector implements QueryConnector {
  readonly dialect;
  private readonly pool: ConnectionPool<DatabaseSession>;

  constructor(
    private readonly engine: DatabaseEngine,
    { maxConnections = MAX_CONNECTIONS, idleMs = IDLE_MS, maxBytes = MAX_BYTES } = {},
  ) {
    this.dialect = engine.dialect;
    this.maxBytes = maxBytes;
    this.pool = new ConnectionPool((signal) => engine.connect(signal), { max: maxConnections, idleMs });
  }

  private readonly maxBytes: number;

  async test(signal: AbortSignal): Promise<void> {
    await this.query({ text: 'SELECT 1', values: [] }, { signal, timeoutMs: TEST_MS, maxRows: 1 });
  }

  async query(
    statement: SourceStatement,
    { signal, timeoutMs, maxRows }: SourceQueryOptions,
  ): Promise<SourceRows> {
    assertSelect(statement.text, this.dialect);
    return within(timeoutMs, signal, (inTime) =>
      this.pool.use(inTime, (session) => this.select(session, statement, maxRows, inTime, timeoutMs)),
    );
  }

  introspect(signal: AbortSignal): Promise<SourceSchema> {
    return within(SCHEMA_MS, signal, (inTime) =>
      readSchema(this.engine, (statement, { maxRows, timeoutMs }) =>
        within(timeoutMs, inTime, (soon) =>
          this.pool.use(soon, (session) => this.select(session, statement, maxRows, soon, timeoutMs)),
        ),
      ),
    );
  }

  async close(): Promise<void> {
    this.pool.close();
  }

  private async select(
    session: DatabaseSession,
    statement: SourceStatement,
    maxRows: number,
    signal: AbortSignal,
    timeoutMs: number,
  ): Promise<SourceRows> {
    const collector = new RowCollector(maxRows);
    const options: SelectOptions = { signal, timeoutMs, maxBytes: this.maxBytes };
    await session.select(statement, options, collector);
    return collector.rows;
  }
}
