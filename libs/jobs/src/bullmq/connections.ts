import type { ConnectionOptions } from 'bullmq';

/** Options that BullMQ's classes take. */
export interface BullOptions {
  connection: ConnectionOptions;
  prefix?: string;
}

/** The connections of one process to the queue's server. */
export interface Connections {
  /** For queues: commands fail soon when the server is away. */
  readonly queue: BullOptions;
  /** For workers and event streams: they block, and wait for the server to come back. */
  readonly blocking: BullOptions;
  /** Rejects while a command cannot be sent. */
  ready(): Promise<void>;
  /** Resolves if the server answers. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Injection token of the {@link Connections}. */
export const CONNECTIONS = Symbol('CONNECTIONS');
