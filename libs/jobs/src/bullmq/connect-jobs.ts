import type { Logger } from 'pino';
import type { Connections } from './connections';
import { PostgresConnections } from './postgres-connections';
import { RedisConnections } from './redis-connections';

/** Opens the connections of one process to the server that keeps the jobs. */
export type ConnectJobs = (logger: Logger) => Connections;

/** @param url a direct one, not that of a pooler */
export function jobsOnPostgres(url: string): ConnectJobs {
  return () => new PostgresConnections(url);
}

/** @param place.prefix tells installations apart that share a Redis */
export function jobsOnRedis({ url, prefix }: { url: string; prefix: string }): ConnectJobs {
  return (logger) => new RedisConnections(url, prefix, logger);
}
