import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context, type Server } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AppConfig, AppError, ERROR_CODES, toAppError } from '@app/platform';
import type { Connections } from '@app/realtime';
import type { GraphqlErrorEntry, GraphqlOperation, Upgrade } from '../../graphql-operation';
import type { ErrorEntries } from '../error-entries';
import { connectionCredential } from './connection-credential';
import { LiveConnection } from './live-connection';
import { holdOpen } from './hold-open';

const MESSAGE_BYTES = 65_536;
/** Whoever has not said by then who it is goes. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Operations of one connection at a time. */
const MOST_OPERATIONS = 20;
/** What allowedEndpoints of API keys must name. */
const ROUTE = { method: 'GET', template: '/graphql' } as const;

interface Extra {
  live: LiveConnection;
  entered: () => void;
}

interface SocketServerOptions {
  connections: Connections;
  config: AppConfig;
  errors: ErrorEntries;
  /** @throws what {@link ErrorEntries.ofDocument} understands */
  prepare: (operation: GraphqlOperation) => Omit<ExecutionArgs, 'contextValue'>;
}

/** Subscriptions by the protocol graphql-transport-ws, on websockets that the server of HTTP hands over. */
export class SocketServer {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  private readonly protocol: Server<Extra>;

  constructor(private readonly options: SocketServerOptions) {
    this.protocol = makeServer<Record<string, unknown>, Extra>({
      connectionInitWaitTimeout: CONNECT_TIMEOUT_MS,
      onConnect: (context) => this.enter(context),
      onSubscribe: (context, id, payload) => this.begin(context, id, payload),
      onNext: (context, _id, _payload, _args, result) => this.formatted(context, result),
      onClose: ({ extra }) => {
        extra.live.connection?.close();
        extra.entered();
      },
    });
  }

  connect({ request, socket, head, address, entered }: Upgrade): void {
    if (socket.destroyed) return entered();
    this.sockets.handleUpgrade(request, socket, head, (client) => {
      const live = new LiveConnection(client, address, this.options.config);
      holdOpen(client);
      const closed = this.protocol.opened(
        {
          protocol: client.protocol,
          send: (text) => send(client, text),
          close: (code, reason) => client.close(code, reason),
          onMessage: (receive) =>
            client.on('message', (message: Buffer) => {
              receive(message.toString()).catch(() => client.close(CloseCode.InternalServerError));
            }),
        },
        { live, entered },
      );
      client.once('close', (code, reason) => void closed(code, reason.toString()));
    });
  }

  close(): void {
    for (const client of this.sockets.clients) client.terminate();
    this.sockets.close();
  }

  /** @returns whether the client is let in; why not is said in how it is closed */
  private async enter({
    connectionParams,
    extra,
  }: Context<Record<string, unknown>, Extra>): Promise<boolean> {
    const { live } = extra;
    try {
      const shown = connectionCredential(connectionParams);
      const request = { ...ROUTE, permission: 'dashboard:read', allowsEmbed: true } as const;
      const where = { transport: 'graphql', address: live.address } as const;
      live.entered(await this.options.connections.open(shown, { ...request, ...where }, live));
      return true;
    } catch (thrown) {
      const error = toAppError(thrown);
      live.refuse(error, ERROR_CODES[error.code].status);
      return false;
    } finally {
      extra.entered();
    }
  }

  private async begin(
    { extra, subscriptions }: Context<Record<string, unknown>, Extra>,
    id: string,
    payload: { query: string; operationName?: string | null; variables?: Record<string, unknown> | null },
  ): Promise<ExecutionArgs | GraphQLError[]> {
    const context = extra.live.context();
    try {
      await extra.live.connection?.count();
      if (Object.keys(subscriptions).filter((each) => each !== id).length >= MOST_OPERATIONS)
        throw new AppError(
          'LIMIT_EXCEEDED',
          `A connection has at most ${MOST_OPERATIONS} operations at a time.`,
        );
      const { query, operationName, variables } = payload;
      const operation = { query, operationName: operationName ?? undefined, variables: variables ?? {} };
      return { ...this.options.prepare(operation), contextValue: context };
    } catch (thrown) {
      return this.options.errors.ofDocument(thrown, context).map(toError);
    }
  }

  private formatted({ extra }: Context<Record<string, unknown>, Extra>, result: ExecutionResult) {
    const { errors, data } = result;
    if (!errors) return undefined;
    const context = extra.live.context();
    const entries = errors.map((error) => this.options.errors.ofField(error, context));
    return { ...(data !== undefined && { data }), errors: entries };
  }
}

function toError({ message, extensions }: GraphqlErrorEntry): GraphQLError {
  return new GraphQLError(message, { extensions });
}

/** Resolves when the client has taken it as far as this side can tell: what comes next waits for that, where it is coalesced. */
function send(client: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (client.readyState !== client.OPEN) resolve();
    else client.send(text, (error) => (error ? reject(error) : resolve()));
  });
}
