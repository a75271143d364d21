import {
  type BackendFactory,
  createRedisBackend,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  type QueueBaseOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import { QueuePool } from './queue-pool';

// BullMQ remembers that a first connection failed and then never works; connection and backend forget it and try again.

class PersistentConnection extends PostgresConnection {
  override async waitUntilReady(): Promise<void> {
    try {
      await super.waitUntilReady();
    } catch (error) {
      forgetFailure(this);
      throw Object.assign(
        new Error(`The job queue is not ready: ${(error as Error).message}`, { cause: error }),
        {
          code: 'ECONNREFUSED',
        },
      );
    }
  }
}

class PersistentBackend extends PostgresQueueBackend {
  private readonly pool: QueuePool;

  constructor(
    pool: QueuePool,
    queue: string,
    options: QueueBaseOptions<PostgresConnectionOptions>,
    listenName: string | undefined,
  ) {
    super(new PersistentConnection(pool), queue, options, true, listenName);
    this.pool = pool;
  }

  override async waitUntilReady(): Promise<void> {
    try {
      await super.waitUntilReady();
    } catch (error) {
      forgetFailure(this);
      throw error;
    }
  }

  override addJobScheduler(
    ...schedule: Parameters<PostgresQueueBackend['addJobScheduler']>
  ): Promise<[string, number]> {
    return this.inTurn(schedule[0], (backend) => backend.addJobScheduler(...schedule));
  }

  override updateJobSchedulerNextMillis(
    ...next: Parameters<PostgresQueueBackend['updateJobSchedulerNextMillis']>
  ): Promise<string | null> {
    return this.inTurn(next[0], (backend) => backend.updateJobSchedulerNextMillis(...next));
  }

  override removeJobScheduler(id: string): Promise<number> {
    return this.inTurn(id, (backend) => backend.removeJobScheduler(id));
  }

  /**
   * BullMQ reads a schedule and writes it and its next job in several statements, without a lock: two at once fail, or leave the
   * next job of a schedule that was removed, which then keeps that schedule from coming back until it has run.
   */
  private async inTurn<T>(id: string, work: (backend: PostgresQueueBackend) => Promise<T>): Promise<T> {
    await this.waitUntilReady();
    return this.pool.inTurn(`${this.queueName}:${id}`, (pool) =>
      work(new PostgresQueueBackend(new ReadyConnection(pool), this.queueName, this.opts, false)),
    );
  }
}

class ReadyConnection extends PostgresConnection {
  override waitUntilReady(): Promise<void> {
    return Promise.resolve();
  }
}

function forgetFailure(instance: PostgresConnection | PostgresQueueBackend): void {
  Object.assign(instance, { readyPromise: undefined });
}

/** Backend by the connection that an instance is given: a {@link QueuePool} means PostgreSQL, all else Redis. */
const backendByConnection: BackendFactory = (name, options, factoryOptions = {}) => {
  const connection: unknown = options.connection;
  if (!(connection instanceof QueuePool)) return createRedisBackend(name, options, factoryOptions);
  return new PersistentBackend(
    connection,
    name,
    options as unknown as QueueBaseOptions<PostgresConnectionOptions>,
    listenName(name, factoryOptions),
  );
};

/** BullMQ finds workers and event streams in `pg_stat_activity` by these names. */
function listenName(
  queue: string,
  { blocking, withBlockingConnection }: { blocking?: boolean; withBlockingConnection?: boolean },
): string | undefined {
  if (withBlockingConnection) return queue;
  return blocking ? `${queue}:qe` : undefined;
}

/** Lets `@nestjs/bullmq`, which takes no factory, work on both backends. Call before a queue is made. */
export function installBackends(): void {
  setDefaultBackendFactory(backendByConnection);
}
