import type { Credential, Opening, Principal, Standing } from '@app/auth';
import type { AppError } from '@app/platform';

/** By which way somebody is connected. */
export type Transport = 'socket.io' | 'sse' | 'graphql';

/** What somebody wants to open. */
export interface OpenRequest extends Opening {
  transport: Transport;
  /** Of the client. */
  address: string;
}

/** A credential as it came, or one that was accepted already, such as a ticket that is good for one use. */
export type Shown = Credential | Standing;

/**
 * Why the server ends a connection. `rights`: tell the client that its credential does not hold any more, and that it must
 * come with another. `reconnect`: the process stops, or cannot keep its promise for now; the client is to come back. `slow`: it did not take what
 * was sent to it; it may come back.
 */
export interface ConnectionEnd {
  reason: 'rights' | 'reconnect' | 'slow';
  error: AppError;
}

/** What a transport does about what happens to a connection of its. */
export interface ConnectionHandler {
  /** Called once, and not after `close`: tell the client, and close. Nothing has to be closed with the registry then. */
  onEnd(end: ConnectionEnd): void;
  /**
   * Whoever is connected may see something else than before, or perhaps nothing at all: ask what it watches. Not called twice
   * at a time.
   * @throws AppError 4xx when it may not watch this any more: the connection ends with that; after any other it is to reconnect
   */
  recheck?(principal: Principal): Promise<void>;
}

/** Somebody who is connected, for as long as its credential holds. */
export interface Connection {
  readonly id: string;
  /** As of a moment ago. */
  readonly principal: Principal;
  /** Counts a message of the client. @throws AppError RATE_LIMITED */
  count(): Promise<void>;
  /** Ends it from the side of the transport, for a reason that the client can be told: `onEnd` is called. */
  end(end: ConnectionEnd): void;
  /** The client is gone. May be called again. */
  close(): void;
}
