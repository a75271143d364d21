import type { ConnectorKind } from '../../connector-kind';
import { type NatsConnection, parseNatsConnection } from './nats-connection';
import { NatsStreamConnector } from './nats-stream-connector';

/** Streams of NATS JetStream, from version 2.9 on. */
export const natsKind: ConnectorKind<NatsConnection> = {
  type: 'stream',
  kind: 'nats',
  secrets: ['password', 'token'],
  harmless: ['stream', 'subject', 'start'],
  parse: parseNatsConnection,
  open: (connection, context) => new NatsStreamConnector(connection, context),
};
