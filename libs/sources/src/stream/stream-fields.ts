import { AppError, type FieldError } from '@app/platform';
import { FieldChecks } from '../api/connection/field-checks';
import { parseTls } from '../database/connection-form';
import type { TlsSettings } from '../database/database-form';

const HOST = /^[A-Za-z0-9._:-]+$/;

/** Where reading begins when nothing of a stream was read yet. */
export const STREAM_STARTS = ['beginning', 'now'] as const;
export type StreamStart = (typeof STREAM_STARTS)[number];

/** What connections to servers of streams have in common. */
export interface StreamServer {
  host: string;
  port: number;
  username?: string;
  password?: string;
  tls: TlsSettings;
  stream: string;
  start: StreamStart;
}

/**
 * Reads a connection to a stream.
 * @param read the fields that this kind has beside the common ones
 * @throws AppError VALIDATION_FAILED
 */
export function parseStream<T extends object>(
  input: Record<string, unknown>,
  defaultPort: number,
  read: (fields: FieldChecks) => T,
): StreamServer & T {
  const errors: FieldError[] = [];
  const fields = new FieldChecks(input, '/connection', errors);
  fields.value('kind');
  const username = fields.text('username');
  const password = fields.text('password', { longest: 1_024, secret: true });
  const server: StreamServer = {
    host: hostOf(fields),
    port: fields.integer('port', 1, 65_535, defaultPort),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    tls: parseTls(fields.value('tls'), (path, message) => fields.wrong(path.split('/'), message)),
    stream: fields.needed('stream', { longest: 512 }),
    start: fields.choice('start', STREAM_STARTS, 'beginning'),
  };
  if (username !== undefined && password === undefined)
    fields.wrong('password', 'is missing: a username comes with one');
  const own = read(fields);
  fields.end();
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return { ...server, ...own };
}

function hostOf(fields: FieldChecks): string {
  const host = fields.needed('host', { longest: 253 });
  if (host !== '' && !HOST.test(host))
    fields.wrong('host', 'must be a host name or an address, without a port');
  return host;
}
