import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Credentials, Denials, type Principal, RequestLimits, type Standing } from '@app/auth';
import { EventBroadcast } from '@app/database';
import {
  AppConfig,
  AppError,
  Clock,
  ERROR_CODES,
  Lifecycle,
  MEASUREMENTS,
  Telemetry,
  toAppError,
} from '@app/platform';
import type {
  Connection,
  ConnectionEnd,
  ConnectionHandler,
  OpenRequest,
  Shown,
  Transport,
} from './connection';
import { ConnectionLimits } from './connection-limits';
import { CredentialHolder } from './credential-holder';
import { endInTurns } from './end-in-turns';
import { OpenConnection } from './open-connection';
import { isRefusal, Rechecks } from './rechecks';

const TICK_MS = 1_000;
/** So many ticks lie between two questions whether a credential holds. */
const CREDENTIAL_TICKS = 2;
/** So many lie between two questions whether somebody may still see a dashboard of which nobody said that it changed. */
const PROBE_TICKS = 4;

/**
 * Everybody who is connected to this process, whatever the transport, and whether they may still be. What ends or changes
 * rights counts within five seconds, mostly at once: events say it, and all that is believed is asked again now and then.
 */
@Injectable()
export class Connections implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly holders = new Map<string, CredentialHolder>();
  private readonly limits: ConnectionLimits;
  private readonly rechecks = new Rechecks();
  private readonly counts: Record<Transport, number> = { 'socket.io': 0, sse: 0, graphql: 0 };
  private readonly ended = { rights: 0, reconnect: 0, slow: 0 };
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
    private readonly credentials: Credentials,
    private readonly requests: RequestLimits,
    private readonly broadcast: EventBroadcast,
    private readonly lifecycle: Lifecycle,
    private readonly denials: Denials,
    telemetry: Telemetry,
  ) {
    this.limits = new ConnectionLimits(config);
    telemetry.reading(MEASUREMENTS.liveConnections, () =>
      Object.entries(this.counts).map(([transport, value]) => ({ labels: { transport }, value })),
    );
    telemetry.reading(MEASUREMENTS.liveEnded, () =>
      Object.entries(this.ended).map(([reason, value]) => ({ labels: { reason }, value })),
    );
  }

  onModuleInit(): void {
    this.lifecycle.onClosing(() => this.drain());
    this.broadcast.subscribe('session.ended', ({ payload: { sessionIds } }) =>
      this.askThose(({ sessionId }) => sessionId !== undefined && sessionIds.includes(sessionId)),
    );
    this.broadcast.subscribe('api-key.changed', ({ payload: { keyId } }) =>
      this.askThose(({ kind, id }) => kind === 'apiKey' && id === keyId),
    );
    // Keys and embed tokens rest on accounts too; they are asked within two seconds anyway.
    for (const topic of ['user.changed', 'user.deleted'] as const)
      this.broadcast.subscribe(topic, ({ payload: { userId } }) =>
        this.askThose(({ kind, id }) => kind === 'user' && id === userId),
      );
    for (const topic of ['dashboard.updated', 'dashboard.deleted'] as const)
      this.broadcast.subscribe(topic, ({ payload: { dashboardId } }) => this.probe(dashboardId));
    this.broadcast.onGap(() => {
      this.askThose(() => true);
      this.probe();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    for (const connection of this.all()) connection.end(stopping());
  }

  /** How many are connected. */
  get size(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /**
   * Lets somebody in.
   * @throws AppError 400, 401, 403, 404 as the guard would; 429 RATE_LIMITED, STREAM_LIMIT; 503 OVERLOADED, SHUTTING_DOWN
   */
  async open(shown: Shown, request: OpenRequest, handler: ConnectionHandler): Promise<Connection> {
    this.assertTaking();
    this.limits.assertRoom();
    this.requests.assertNotGuessing(request.address);
    const standing = await this.accept(shown, request);
    const principal = await standing.current();
    await this.requests.count(principal, 'requests');
    this.assertMay(principal, request);
    this.assertTaking();
    return this.enter(standing, principal, request, handler);
  }

  /** Whoever is refused is noted, as for requests; streams are requests, and noted when they are answered. */
  private assertMay(principal: Principal, request: OpenRequest): void {
    try {
      this.credentials.assertMay(principal, request);
    } catch (error) {
      const { code } = toAppError(error);
      if (ERROR_CODES[code].status === 403 && request.transport !== 'sse')
        this.denials.noteOpening(principal, request);
      throw error;
    }
  }

  private enter(
    standing: Standing,
    principal: Principal,
    request: OpenRequest,
    handler: ConnectionHandler,
  ): Connection {
    const giveBack = this.limits.take(principal);
    const holder = this.holders.get(standing.key) ?? new CredentialHolder(standing, principal);
    this.holders.set(standing.key, holder);
    holder.principal = principal;
    this.counts[request.transport]++;
    const connection = new OpenConnection(request, principal, handler, {
      count: (current) => this.requests.count(current, 'requests'),
      closed: (closed, reason) => {
        giveBack();
        this.counts[request.transport]--;
        if (reason) this.ended[reason]++;
        holder.connections.delete(closed);
        if (holder.connections.size === 0) this.holders.delete(standing.key);
      },
    });
    holder.connections.add(connection);
    return connection;
  }

  /** Tells everybody to come back, to another process, not all in the same moment. */
  private async drain(): Promise<void> {
    await endInTurns(this.all(), stopping());
  }

  private async accept(shown: Shown, { address }: OpenRequest): Promise<Standing> {
    if ('current' in shown) return shown;
    try {
      return await this.credentials.accept(shown);
    } catch (error) {
      if (error instanceof AppError && ERROR_CODES[error.code].status === 401)
        await this.requests.countStranger(address);
      throw error;
    }
  }

  private assertTaking(): void {
    if (this.lifecycle.closing) throw stopping().error;
  }

  private tick(): void {
    this.ticks++;
    const now = this.clock.now().getTime();
    const asks = this.ticks % CREDENTIAL_TICKS === 0;
    for (const holder of this.holders.values())
      if (asks || holder.standing.expiresAt <= now) void this.ask(holder);
    if (this.ticks % PROBE_TICKS === 0) this.probe();
  }

  /** Whether those who watch a dashboard, or any, may still see it: asked once for each credential. */
  private probe(dashboardId?: string): void {
    for (const holder of this.holders.values()) {
      const probes = holder
        .probes()
        .filter(({ request }) => dashboardId === undefined || request.dashboardId === dashboardId);
      this.rechecks.add(probes, (refused, error) => {
        const watched = refused.request.dashboardId;
        for (const connection of holder.connections)
          if (watched !== undefined && connection.request.dashboardId === watched)
            connection.end({ reason: 'rights', error });
      });
    }
  }

  private askThose(matches: (principal: Principal) => boolean): void {
    for (const holder of this.holders.values()) if (matches(holder.principal)) void this.ask(holder);
  }

  /** Whether a credential holds, and what it may do. A database that does not answer decides nothing. */
  private async ask(holder: CredentialHolder): Promise<void> {
    if (holder.asking) return;
    holder.asking = true;
    try {
      holder.principal = await holder.standing.current();
    } catch (thrown) {
      const error = toAppError(thrown);
      if (isRefusal(error))
        for (const connection of holder.connections) connection.end({ reason: 'rights', error });
      return;
    } finally {
      holder.asking = false;
    }
    for (const connection of holder.connections) this.update(connection, holder.principal);
  }

  private update(connection: OpenConnection, principal: Principal): void {
    if (connection.principal === principal) return;
    connection.principal = principal;
    try {
      this.credentials.assertMay(principal, connection.request);
    } catch (thrown) {
      connection.end({ reason: 'rights', error: toAppError(thrown) });
      return;
    }
    this.rechecks.add([connection]);
  }

  private all(): OpenConnection[] {
    return [...this.holders.values()].flatMap(({ connections }) => [...connections]);
  }
}

function stopping(): ConnectionEnd {
  const error = new AppError('SHUTTING_DOWN', 'This process is stopping; connect again.', {
    retryAfterSeconds: 1,
  });
  return { reason: 'reconnect', error };
}
