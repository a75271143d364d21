import type { Connection } from '../../connector-kind';
import { parseStream, type StreamServer } from '../stream-fields';

/** A JetStream stream. Its messages are JSON. */
export interface NatsConnection extends Connection, StreamServer {
  kind: 'nats';
  /** Instead of a username and a password. */
  token?: string;
  /** Only messages of this subject, which can have wildcards. */
  subject?: string;
}

const NAME = /^[^\s.*>/\\]+$/;
const SUBJECT = /^[^\s]+$/;

/** @throws AppError VALIDATION_FAILED */
export function parseNatsConnection(input: Record<string, unknown>): NatsConnection {
  const parsed = parseStream(input, 4_222, (fields) => {
    const token = fields.text('token', { longest: 1_024, secret: true });
    const subject = fields.text('subject');
    if (subject !== undefined && !SUBJECT.test(subject))
      fields.wrong('subject', 'must be a subject without spaces');
    if (typeof input.stream === 'string' && !NAME.test(input.stream))
      fields.wrong('stream', 'must be the name of a stream, without spaces, dots, wildcards and slashes');
    if (token !== undefined && input.password !== undefined && input.password !== null)
      fields.wrong('token', 'must not be there when there is a password');
    return { ...(token !== undefined && { token }), ...(subject !== undefined && { subject }) };
  });
  return { kind: 'nats', ...parsed };
}
