import type { Logger } from 'pino';
import type { JobsConfig } from '../jobs-config';
import type { Connections } from './connections';
import { PostgresConnections } from './postgres-connections';
import { RedisConnections } from './redis-connections';

/** Redis when there is a URL for it, else PostgreSQL. */
export function createConnections(config: JobsConfig, logger: Logger): Connections {
  return config.redisUrl
    ? new RedisConnections(config.redisUrl, config.redisPrefix ?? 'vitrine', logger)
    : new PostgresConnections(config.databaseDirectUrl ?? config.databaseUrl);
}
