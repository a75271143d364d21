import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig, LOGGER } from '@app/platform';
import { Client, Pool, type PoolClient, type QueryResult, type QueryResultRow } from 'pg';
import type { Logger } from 'pino';
import { DATABASE_LIMITS, type DatabaseLimits, poolLimits } from './limits/database-limits';
import { rollback } from './rollback';
import type { SqlExecutor } from './sql-executor';

/**
 * Plain SQL on PostgreSQL for what must be fast or is no entity: points, metrics, outbox.
 * Statements run in autocommit on a pooled connection unless inside {@link transaction}.
 */
@Injectable()
export class Database implements SqlExecutor, OnApplicationShutdown {
  readonly pool: Pool;
  private closed = false;

  constructor(
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(DATABASE_LIMITS) readonly limits: DatabaseLimits,
  ) {
    this.pool = new Pool({
      connectionString: config.databaseUrl,
      max: limits.statements,
      application_name: 'vitrine',
      idleTimeoutMillis: 30_000,
      ...poolLimits(config, limits),
    });
    // A connection that breaks is replaced by the pool; without listeners it would end the process, the second kind when
    // it breaks between two statements of a transaction.
    this.pool.on('error', (error) => this.logger.warn({ err: error }, 'idle database connection lost'));
    this.pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Statements that wait for a connection. */
  get waiting(): number {
    return this.pool.waitingCount;
  }

  /** Whether statements go through a pooler, so that a connection here is not one process of the server. */
  get isPooled(): boolean {
    return this.config.databaseDirectUrl !== undefined;
  }

  query<R extends object = Record<string, unknown>>(
    sql: string,
    parameters: unknown[] = [],
  ): Promise<QueryResult<R & QueryResultRow>> {
    return this.pool.query<R & QueryResultRow>(sql, parameters);
  }

  /** Runs `work` in one READ COMMITTED transaction on one connection; rolls back if it throws. */
  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      broken = await rollback(client, error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /**
   * A connection of its own that bypasses any pooler, for LISTEN and session locks. The caller ends it.
   * It carries an `error` listener already; add one to react.
   */
  async session(applicationName: string): Promise<Client> {
    const client = new Client({
      connectionString: this.config.databaseDirectUrl ?? this.config.databaseUrl,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', (error) => this.logger.warn({ err: error }, `${applicationName} lost its connection`));
    await client.connect();
    return client;
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.pool.end();
  }
}
