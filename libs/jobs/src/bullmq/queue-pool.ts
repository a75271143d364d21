import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { Pool } from 'pg';
import { GatheredReads } from './gathered-reads';

const CONNECT_WITHIN_MS = 2_000;
/** BullMQ's statements are short. One that waits for a lock must not hold its connection for ever. */
const STATEMENT_MS = 30_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
const TAKE_TURN = `SELECT pg_advisory_xact_lock(hashtext('vitrine:jobs'), hashtext($1))`;

/**
 * The capped pool that BullMQ's queues, workers and event streams share.
 * Losses of the connection reach BullMQ as the one error that it takes for such: it then waits and tries again instead
 * of trying at once for ever.
 */
export class QueuePool implements PgPool {
  /** BullMQ reads it: its LISTEN sessions notice a silent loss, so that it need not poll. */
  readonly options = { keepAlive: true };
  private readonly pool: Pool;
  /** Of BullMQ's statements, by their texts: a connection parses and plans each once, however many jobs come. */
  private readonly names = new Map<string, string>();
  private readonly reads = new GatheredReads((text, params) => this.ask(text, params));
  private ending: Promise<void> | undefined;

  constructor(url: string, max: number) {
    this.pool = new Pool({
      connectionString: url,
      max,
      options: '-c search_path=bullmq',
      application_name: 'vitrine-jobs',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // Every queue, worker and event stream listens for errors.
    this.pool.setMaxListeners(0);
    this.pool.on('error', () => {});
  }

  query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    return (this.reads.read(text, params) as Promise<PgQueryResult<R>> | undefined) ?? this.ask(text, params);
  }

  private async ask<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    try {
      const { rows, rowCount } = await this.pool.query({
        text,
        ...(params && { name: this.nameOf(text), values: [...params] }),
      });
      return { rows: rows as R[], rowCount };
    } catch (error) {
      throw asLoss(error);
    }
  }

  async connect(): Promise<PgPoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw asLoss(error);
    }
  }

  /**
   * Runs statements in one transaction, while no other session runs any under the same key.
   * @param work is given what behaves as a pool of the transaction's one connection
   */
  async inTurn<T>(key: string, work: (pool: PgPool) => Promise<T>): Promise<T> {
    const client = await this.connect();
    const pool = new OneClient(client);
    let lost = false;
    try {
      await pool.query('BEGIN');
      await pool.query(TAKE_TURN, [key]);
      const result = await work(pool);
      await pool.query('COMMIT');
      return result;
    } catch (error) {
      await pool.query('ROLLBACK').catch(() => (lost = true));
      throw error;
    } finally {
      client.release(lost);
    }
  }

  private nameOf(text: string): string {
    const name = this.names.get(text) ?? `jobs-${this.names.size}`;
    this.names.set(text, name);
    return name;
  }

  on(event: 'error' | 'connect', listener: (argument: never) => void): this {
    this.pool.on(event as 'error', listener as (error: Error) => void);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.pool.removeAllListeners(event);
    return this;
  }

  end(): Promise<void> {
    this.ending ??= this.pool.end();
    return this.ending;
  }
}

/** A pool of one connection, which its owner releases. */
class OneClient implements PgPool {
  constructor(private readonly client: PgPoolClient) {}

  async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    try {
      return await this.client.query(text, params);
    } catch (error) {
      throw asLoss(error);
    }
  }

  connect(): Promise<PgPoolClient> {
    return Promise.reject(new Error('A transaction has no second connection.'));
  }

  on(): this {
    return this;
  }

  removeAllListeners(): this {
    return this;
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** SQLSTATE classes of a connection that is lost or refused: 08, 53, 57P. */
const LOST_STATE = /^(08|53|57P)/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What the server answered to the statement stays as it is; all else means that it could not be asked. */
function asLoss(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && SQLSTATE.test(code) && !LOST_STATE.test(code)) return error;
  return Object.assign(
    new Error(`The job queue's database is away: ${String(message || code)}`, { cause: error }),
    {
      code: 'ECONNREFUSED',
    },
  );
}
