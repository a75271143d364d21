import type { AuthenticatedRequest, Principal } from '@app/auth';
import { type AppConfig, AppError } from '@app/platform';
import type { Connection, ConnectionEnd, ConnectionHandler } from '@app/realtime';
import type { WebSocket } from 'ws';
import type { GraphqlContext, LiveClient } from '../../graphql-operation';

/** Why a connection is closed, as the protocol graphql-transport-ws and RFC 6455 have it; clients come back after all but 4401. */
const CODES: Record<ConnectionEnd['reason'], number> = { rights: 4403, reconnect: 1012, slow: 1013 };
const MOST_REASON = 120;

/** One websocket: who it is, what it watches, and what becomes of that when its rights change. */
export class LiveConnection implements LiveClient, ConnectionHandler {
  connection: Connection | undefined;
  private readonly watched = new Set<{ recheck(principal: Principal): Promise<void> }>();
  private readonly request: { user?: Principal; id: string; ip: string; headers: object };

  constructor(
    private readonly socket: WebSocket,
    readonly address: string,
    readonly rules: Pick<AppConfig, 'streamBacklogBytes' | 'streamSlowMs'>,
  ) {
    const route = { method: 'GET', routeOptions: { url: '/graphql' } };
    this.request = { ...route, id: crypto.randomUUID(), ip: address, headers: {} };
  }

  /** What its resolvers get; each operation has its own. */
  context(): GraphqlContext {
    return { req: this.request as unknown as AuthenticatedRequest, live: this };
  }

  entered(connection: Connection): void {
    this.connection = connection;
    this.request.user = connection.principal;
    // The client may have gone while it was asked who it is; nobody tells of that again.
    if (this.socket.readyState !== this.socket.OPEN) connection.close();
  }

  follow(watched: { recheck(principal: Principal): Promise<void> }): () => void {
    this.watched.add(watched);
    return () => void this.watched.delete(watched);
  }

  async recheck(principal: Principal): Promise<void> {
    this.request.user = principal;
    await Promise.all([...this.watched].map((each) => each.recheck(principal)));
  }

  onEnd({ reason, error }: ConnectionEnd): void {
    this.close(CODES[reason], error);
  }

  /** Refuses a connection that has just said who it is. */
  refuse(error: AppError, status: number): void {
    this.close(status < 500 && status !== 429 ? CODES.rights : CODES.slow, error);
  }

  tooSlow(): void {
    const error = new AppError('CLIENT_TOO_SLOW', 'What was sent was not taken in time.');
    this.connection?.end({ reason: 'slow', error });
    // It would not take this either.
    this.socket.terminate();
  }

  reconnect(): void {
    const error = new AppError(
      'DEPENDENCY_UNAVAILABLE',
      'This process does not hear of changes; connect again.',
    );
    this.connection?.end({ reason: 'reconnect', error });
  }

  private close(code: number, { code: name, detail }: AppError): void {
    this.socket.close(code, `${name}: ${detail}`.slice(0, MOST_REASON).replaceAll(/[^\x20-\x7e]/g, '?'));
  }
}
