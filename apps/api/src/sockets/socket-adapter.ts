import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { RequestLimits } from '@app/auth';
import { GraphqlSockets } from '@app/graphql';
import { type AppConfig, AppError, ERROR_CODES, Lifecycle, toAppError, toProblem } from '@app/platform';
import { type Namespace, Server, type ServerOptions, type Socket } from 'socket.io';
import type { BackPressure } from '../back-pressure';
import { clientAddress, proxiesOf } from '../client-address';
import type { CrossOrigin } from '../cross-origin';
import { securityHeaders } from '../security-headers';
import { HandshakeGate } from './handshake-gate';
import { type OnUpgrade, routeUpgrades } from './route-upgrades';

const PATH = '/socket.io/';
const MESSAGE_BYTES = 65_536;
/** Whoever has not said by then who it is goes. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Whoever has left all dashboards and has come to no other by then goes too. */
const LEFT_MS = 1_000;

const OPTIONS: Partial<ServerOptions> = {
  path: PATH,
  serveClient: false,
  transports: ['websocket', 'polling'],
  maxHttpBufferSize: MESSAGE_BYTES,
  connectTimeout: CONNECT_TIMEOUT_MS,
  cleanupEmptyChildNamespaces: true,
  destroyUpgrade: false,
  // Compressing for each client by itself would cost more than all the rest.
  perMessageDeflate: false,
  httpCompression: false,
};

interface AdapterOptions {
  config: AppConfig;
  backPressure: BackPressure;
  crossOrigin: CrossOrigin;
}

/**
 * socket.io on the port of HTTP. None of Fastify's hooks run for its requests: what they do for others is done here, and
 * upgrades that are not socket.io's are left alone.
 */
export class SocketAdapter extends IoAdapter {
  private readonly gate = new HandshakeGate();
  /** Gives back the place of a connection that waits to say who it is. */
  private readonly places = new WeakMap<object, () => void>();
  private readonly addressOf: (request: IncomingMessage) => string;
  private io: Server | undefined;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly options: AdapterOptions,
  ) {
    super(app);
    this.addressOf = clientAddress(proxiesOf(options.config.trustedProxies));
  }

  override create(port: number, options?: ServerOptions & { namespace?: string; server?: Server }): Server {
    const namespace = super.create(port, options) as unknown as Namespace;
    namespace.on('connection', (socket: Socket) => {
      this.release(socket.conn);
      socket.once('disconnect', () => closeUnused(socket));
    });
    return namespace as unknown as Server;
  }

  override createIOServer(_port: number, _options?: ServerOptions): Server {
    if (this.io) return this.io;
    const server = this.app.getHttpServer();
    const io = new Server(OPTIONS);
    // What socket.io has of its own asks nobody who he is.
    io.use((_socket, next) => next(new Error('Invalid namespace')));
    const before = server.listeners('upgrade');
    io.attach(server, OPTIONS);
    // It is given its own below; whoever else listens would be taken for somebody who answers the others.
    for (const listener of server.listeners('upgrade') as OnUpgrade[])
      if (!before.includes(listener)) server.off('upgrade', listener);
    io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) =>
      this.pass(request, response, next),
    );
    io.engine.on('connection', (connection: EngineSocket) => {
      connection.remoteAddress = this.addressOf(connection.request);
      this.places.set(connection, this.gate.enter(connection.remoteAddress));
      connection.once('close', () => this.release(connection));
    });
    const engine = io.engine as unknown as Record<'handleUpgrade', (...args: unknown[]) => void>;
    const graphql = this.app.get(GraphqlSockets, { strict: false });
    routeUpgrades(server, [
      [
        /^\/socket\.io\//,
        this.unlessRefused(
          (...upgrade) => engine.handleUpgrade(...upgrade),
          (request) => this.isOfConnection(request),
        ),
      ],
      [
        /^\/graphql(\?|$)/,
        this.unlessRefused(
          (request, socket, head) => {
            const address = this.addressOf(request);
            const entered = once(this.gate.enter(address));
            // Whatever becomes of it: of a handshake that is wrong nobody else tells.
            socket.once('close', entered);
            graphql.connect({ request, socket, head, address, entered });
          },
          () => false,
        ),
      ],
    ]);
    return (this.io = io);
  }

  private unlessRefused(
    handler: OnUpgrade,
    isOfConnection: (request: IncomingMessage) => boolean,
  ): OnUpgrade {
    return (request, socket, head) => {
      const refusal = this.refusal(request, isOfConnection(request));
      if (refusal) refuseUpgrade(socket, this.problem(request, refusal));
      else handler(request, socket, head);
    };
  }

  override async close(): Promise<void> {
    // Those who are connected were told before; the server of HTTP is the application's to close.
    this.io?.engine.close();
  }

  private release(connection: object): void {
    const release = this.places.get(connection);
    this.places.delete(connection);
    release?.();
  }

  /** Headers for polls, and for the answer to an upgrade; refusals and preflights are answered here. */
  private pass(request: IncomingMessage, response: ServerResponse, next: () => void): void {
    const { crossOrigin } = this.options;
    const headers = {
      ...securityHeaders(request.url ?? '/'),
      ...crossOrigin.headers(request.headers.origin),
    };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    // Upgrades were looked at before.
    if (request.headers.upgrade !== undefined) return next();
    const preflight = crossOrigin.preflight(request.method, request.headers);
    if (preflight) return void response.writeHead(204, preflight).end();
    const refusal = this.refusal(request, this.isOfConnection(request));
    if (!refusal) return next();
    const { status, body, retryAfter } = this.problem(request, refusal);
    response.writeHead(status, { 'content-type': 'application/problem+json', ...retryAfter }).end(body);
  }

  /** Whether it belongs to a connection of socket.io that there is; what it says of itself is not enough. */
  private isOfConnection({ url = '' }: IncomingMessage): boolean {
    const [sid, ...more] = new URLSearchParams(url.split('?').slice(1).join('?')).getAll('sid');
    const engine = this.io?.engine as unknown as { clients: Readonly<Record<string, unknown>> } | undefined;
    return (
      sid !== undefined && more.length === 0 && engine !== undefined && Object.hasOwn(engine.clients, sid)
    );
  }

  /** Why a request is not even looked at. Those of a connection that is there already are its own. */
  private refusal(request: IncomingMessage, isOfConnection: boolean): AppError | undefined {
    const { crossOrigin, backPressure } = this.options;
    const { origin, host } = request.headers;
    if (!crossOrigin.allows(origin, host))
      return new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'Pages of this origin may not connect; see CORS_ORIGINS.',
      );
    if (isOfConnection) return undefined;
    if (this.app.get(Lifecycle).closing)
      return new AppError('SHUTTING_DOWN', 'This process is stopping; connect again.', {
        retryAfterSeconds: 1,
      });
    try {
      const address = this.addressOf(request);
      this.gate.assertRoom(address);
      this.app.get(RequestLimits, { strict: false }).assertNotGuessing(address);
    } catch (thrown) {
      return toAppError(thrown);
    }
    return backPressure.refusal();
  }

  private problem(request: IncomingMessage, error: AppError): Refusal {
    const path = request.url?.split('?', 1)[0] ?? '/';
    const problem = toProblem(error, path, crypto.randomUUID(), new Date());
    const { retryAfterSeconds } = error;
    return {
      status: ERROR_CODES[error.code].status,
      body: JSON.stringify(problem),
      retryAfter: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    };
  }
}

/** engine.io's, whose address the rest of socket.io believes. */
interface EngineSocket {
  remoteAddress: string;
  readonly request: IncomingMessage;
  once(event: 'close', listener: () => void): void;
}

interface Refusal {
  status: number;
  body: string;
  retryAfter: Record<string, string>;
}

/** Of a connection that shows nothing no limit knows. */
function closeUnused({ client, conn }: Socket): void {
  const { sockets } = client as unknown as { sockets: ReadonlyMap<string, unknown> };
  if (sockets.size > 0 || conn.readyState !== 'open') return;
  setTimeout(() => sockets.size === 0 && conn.close(), LEFT_MS).unref();
}

function refuseUpgrade(socket: Duplex, { status, body, retryAfter }: Refusal): void {
  const headers = {
    ...securityHeaders('/'),
    ...retryAfter,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.on('error', () => undefined);
  socket.end([`HTTP/1.1 ${status} Refused`, ...lines, '', body].join('\r\n'));
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
