import type { Connection } from '../../connector-kind';
import { parseStream, type StreamServer } from '../stream-fields';

export const REDIS_FORMATS = ['fields', 'json'] as const;

/** A Redis stream and how its entries are read. */
export interface RedisConnection extends Connection, StreamServer {
  kind: 'redis-stream';
  database: number;
  /** `fields`: a record has the fields of its entry, as texts. `json`: it is the JSON in one of them. */
  format: (typeof REDIS_FORMATS)[number];
  /** With `json`: which field. */
  field: string;
}

/** @throws AppError VALIDATION_FAILED */
export function parseRedisConnection(input: Record<string, unknown>): RedisConnection {
  const parsed = parseStream(input, 6_379, (fields) => ({
    database: fields.integer('database', 0, 1_023, 0),
    format: fields.choice('format', REDIS_FORMATS, 'fields'),
    field: fields.text('field') ?? 'payload',
  }));
  return { kind: 'redis-stream', ...parsed };
}
