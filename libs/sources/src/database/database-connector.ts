import { setTimeout } from 'node:timers/promises';
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
/** How long a server can keep a connection open that is closed. */
const CLOSE_MS = 3_000;
/** Of what a server sends for one statement. */
const MAX_BYTES = 64 * 1_048_576;

/** Any database, asked by SELECTs over a few connections. */
export class DatabaseConnector implements QueryConnector {
  readonly dialect;
  private readonly pool: ConnectionPool<DatabaseSession>;
  private readonly closing = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly maxBytes: number;

  constructor(
    private readonly engine: DatabaseEngine,
    { maxConnections = MAX_CONNECTIONS, idleMs = IDLE_MS, maxBytes = MAX_BYTES } = {},
  ) {
    this.dialect = engine.dialect;
    this.maxBytes = maxBytes;
    this.pool = new ConnectionPool((signal) => engine.connect(signal), { max: maxConnections, idleMs });
  }

  async test(signal: AbortSignal): Promise<void> {
    await this.query({ text: 'SELECT 1', values: [] }, { signal, timeoutMs: TEST_MS, maxRows: 1 });
  }

  async query(
    statement: SourceStatement,
    { signal, timeoutMs, maxRows }: SourceQueryOptions,
  ): Promise<SourceRows> {
    assertSelect(statement.text, this.dialect);
    return within(timeoutMs, this.unlessClosed(signal), (inTime) =>
      this.select(statement, { maxRows, timeoutMs, signal: inTime }),
    );
  }

  async explain(
    { text, values }: SourceStatement,
    { signal, timeoutMs, maxRows }: SourceQueryOptions,
  ): Promise<string[]> {
    assertSelect(text, this.dialect);
    const { rows } = await within(timeoutMs, this.unlessClosed(signal), (inTime) =>
      this.select({ text: `EXPLAIN ${text}`, values }, { maxRows, timeoutMs, signal: inTime }),
    );
    return rows.map((row) => row.map((value) => value ?? '').join(' '));
  }

  introspect(signal: AbortSignal): Promise<SourceSchema> {
    return within(SCHEMA_MS, this.unlessClosed(signal), (inTime) =>
      readSchema(this.engine, (statement, { maxRows, timeoutMs }) =>
        within(timeoutMs, inTime, (soon) => this.select(statement, { maxRows, timeoutMs, signal: soon })),
      ),
    );
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.pool.close();
    await Promise.race([Promise.allSettled(this.running), setTimeout(CLOSE_MS, undefined, { ref: false })]);
  }

  private unlessClosed(signal?: AbortSignal): AbortSignal {
    return signal ? AbortSignal.any([signal, this.closing.signal]) : this.closing.signal;
  }

  private async select(
    statement: SourceStatement,
    { maxRows, timeoutMs, signal }: { maxRows: number; timeoutMs: number; signal: AbortSignal },
  ): Promise<SourceRows> {
    const rows = new RowCollector(maxRows);
    const options: SelectOptions = { signal, timeoutMs, maxBytes: this.maxBytes };
    const work = this.pool.use(signal, (session) => session.select(statement, options, rows));
    this.running.add(work);
    try {
      await work;
      return rows.rows;
    } finally {
      this.running.delete(work);
    }
  }
}
