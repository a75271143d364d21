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

// BullMQ remembers that a first connection failed and then never works; these two forget it and try again.

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
  override async waitUntilReady(): Promise<void> {
    try {
      await super.waitUntilReady();
    } catch (error) {
      forgetFailure(this);
      throw error;
    }
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
    new PersistentConnection(connection),
    name,
    options as unknown as QueueBaseOptions<PostgresConnectionOptions>,
    true,
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
