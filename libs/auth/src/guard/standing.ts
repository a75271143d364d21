import type { Principal } from '../principals/principal';

/** A credential that was accepted, for as long as something lasts that was opened with it. */
export interface Standing {
  /** The same for everything that came with the same credential, and for nothing else. */
  readonly key: string;
  /** When it ends by itself. Milliseconds since 1970; Infinity = never. */
  readonly expiresAt: number;
  /**
   * Who it is, as of at most one second ago: the same object as long as its rights are the same. Many that ask in one turn
   * of the event loop cost one statement.
   * @throws AppError 401 when it does not hold any more
   */
  current(): Principal | Promise<Principal>;
}
