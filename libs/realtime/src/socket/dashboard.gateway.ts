import { Inject, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { AppConfig, LOGGER, newId, runWithContext } from '@app/platform';
import type { Logger } from 'pino';
import type { Namespace, Socket } from 'socket.io';
import type { OpenRequest } from '../connections/connection';
import { Connections } from '../connections/connections';
import { LiveDashboards } from '../live-dashboards';
import { DashboardSession, type SocketEnds } from './dashboard-session';
import type { EngineConnection } from './engine';
import { readHandshake } from './handshake';
import { SocketMessages } from './socket-messages';
import { SocketOutlet } from './socket-outlet';
import { connectError } from './socket-problem';

const PREFIX = '/ws/dashboard/';
const NAMESPACE = /^\/ws\/dashboard\/[^/,?]{1,100}$/;
/** What the allowedEndpoints of API keys name. */
const TEMPLATE = '/ws/dashboard/:id';
const LOOK_EVERY_MS = 1_000;
/** A client that has been told to go is gone by then, whether it has heard or not. */
const CUT_AFTER_MS = 1_000;
const TRY_AGAIN_LATER = 1_013;

/** A socket with its session. */
interface Held {
  session: DashboardSession;
  outlet: SocketOutlet;
  leave: () => void;
}

/** Live dashboards by socket.io: one namespace for each dashboard. */
@WebSocketGateway({ namespace: NAMESPACE })
export class DashboardGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnApplicationBootstrap, OnModuleDestroy
{
  private readonly held = new WeakMap<Socket, Held>();
  private readonly outlets = new Set<SocketOutlet>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly live: LiveDashboards,
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  afterInit(namespace: Namespace): void {
    namespace.use((socket, next) => {
      void this.decide(socket, next);
    });
  }

  onApplicationBootstrap(): void {
    // Once what came meanwhile is seen: that this process was held up is no client's fault.
    this.timer = setInterval(() => setImmediate(() => this.look()), LOOK_EVERY_MS).unref();
  }

  private look(): void {
    const now = performance.now();
    for (const outlet of this.outlets) outlet.assertMoves(now);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  handleConnection(socket: Socket): void {
    const held = this.held.get(socket);
    if (!held) return;
    const { session, outlet, leave } = held;
    const messages = new SocketMessages(session);
    socket.onAny((event: string, ...args: unknown[]) => void messages.take(event, args));
    socket.once('disconnect', leave);
    outlet.start();
  }

  private async decide(socket: Socket, answer: (refusal?: Error) => void): Promise<void> {
    try {
      const context = { requestId: newId(), address: socket.handshake.address };
      await runWithContext(context, () => this.admit(socket));
    } catch (thrown) {
      answer(connectError(thrown));
      return;
    }
    answer();
  }

  /** Before the client hears that it is connected. @throws AppError */
  private async admit(socket: Socket): Promise<void> {
    const { credential, parameters } = readHandshake(socket.handshake.auth);
    const namespace = socket.nsp.name;
    const dashboardId = namespace.slice(PREFIX.length).toLowerCase();
    const request: OpenRequest = {
      transport: 'socket.io',
      address: socket.handshake.address,
      method: 'GET',
      template: TEMPLATE,
      permission: 'dashboard:read',
      allowsEmbed: true,
      dashboardId,
    };
    const connection = socket.conn as unknown as EngineConnection;
    const outlet = new SocketOutlet(connection, namespace, this.config, () => session.tooSlow());
    const session = new DashboardSession(dashboardId, this.live, outlet, this.ends(socket));
    const opened = await this.connections.open(credential, request, session);
    this.outlets.add(outlet);
    // Of a client that is gone socket.io tells nothing before it was connected.
    const leave = (): void => {
      this.outlets.delete(outlet);
      connection.off('close', leave);
      session.close();
    };
    connection.setMaxListeners(0).once('close', leave);
    if (connection.readyState !== 'open') leave();
    try {
      await session.begin(opened, parameters);
    } catch (error) {
      leave();
      throw error;
    }
    this.held.set(socket, { session, outlet, leave });
  }

  private ends(socket: Socket): SocketEnds {
    const connection = socket.conn as unknown as EngineConnection;
    return {
      disconnect: () => {
        socket.disconnect();
        const { sockets } = socket.client as unknown as { sockets: ReadonlyMap<string, unknown> };
        // The same connection can show other dashboards.
        setTimeout(() => sockets.size === 0 && connection.close(true), CUT_AFTER_MS).unref();
      },
      reconnect: () => connection.close(),
      cut: (reason) => {
        this.logger.info({ address: socket.handshake.address, reason }, 'a live client was too slow');
        const { socket: websocket } = connection.transport;
        if (!websocket) return connection.close(true);
        websocket.close(TRY_AGAIN_LATER, reason);
        setTimeout(() => websocket.terminate(), CUT_AFTER_MS).unref();
      },
    };
  }
}
