import { QUEUES } from '../job-contract';
import type { BullOptions, Connections } from './connections';
import { QueuePool } from './queue-pool';

/** Connections for queries; the LISTEN sessions of workers and event streams come on top. */
const QUERY_CONNECTIONS = 4;

/** One pool for all queues, workers and event streams of the process. */
export class PostgresConnections implements Connections {
  readonly queue: BullOptions;
  readonly blocking: BullOptions;
  private readonly pool: QueuePool;

  /** @param url a direct one: LISTEN and `search_path` do not survive a pooler in transaction mode */
  constructor(url: string) {
    this.pool = new QueuePool(url, QUERY_CONNECTIONS + 2 * QUEUES.length);
    this.queue = { connection: this.pool };
    this.blocking = this.queue;
  }

  async ready(): Promise<void> {}

  async check(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
