import { newId } from '@app/platform';
import type { Principal } from '@app/auth';
import type { Connection, ConnectionEnd, ConnectionHandler, OpenRequest } from './connection';

/** What a connection needs of the registry that holds it. */
export interface ConnectionOwner {
  count(principal: Principal): Promise<void>;
  /** It is not open any more. */
  closed(connection: OpenConnection, reason: ConnectionEnd['reason'] | undefined): void;
}

/** One connection as the registry keeps it. */
export class OpenConnection implements Connection {
  readonly id = newId();
  isOpen = true;
  rechecking = false;

  constructor(
    readonly request: OpenRequest,
    public principal: Principal,
    readonly handler: ConnectionHandler,
    private readonly owner: ConnectionOwner,
  ) {}

  count(): Promise<void> {
    return this.owner.count(this.principal);
  }

  end(end: ConnectionEnd): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.owner.closed(this, end.reason);
    this.handler.onEnd(end);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.owner.closed(this, undefined);
  }
}
