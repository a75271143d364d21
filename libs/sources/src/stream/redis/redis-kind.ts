import type { ConnectorKind } from '../../connector-kind';
import { parseRedisConnection, type RedisConnection } from './redis-connection';
import { RedisStreamConnector } from './redis-stream-connector';

/** Streams of Redis, from version 7 on, and of what speaks its protocol. */
export const redisStreamKind: ConnectorKind<RedisConnection> = {
  type: 'stream',
  kind: 'redis-stream',
  secrets: ['password'],
  harmless: ['database', 'stream', 'format', 'field', 'start'],
  parse: parseRedisConnection,
  open: (connection, context) => new RedisStreamConnector(connection, context),
};
