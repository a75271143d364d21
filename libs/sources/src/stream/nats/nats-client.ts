import type { Socket } from 'node:net';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { ConnectionOptions, NatsConnection as Server } from '@nats-io/transport-node';
import { checkedAddresses, checkedConnect, CONNECT_TIMEOUT_MS } from '../../checked-socket';
import type { ConnectorContext } from '../../connector-kind';
import { SourceError } from '../../source-error';
import { secureOptions } from '../secure-options';
import { STREAM_LIMITS } from '../stream-limits';
import type { NatsConnection } from './nats-connection';
import { connectFailure, natsFailure } from './nats-failure';
import { socketsOf } from './sockets-of';

/** An open connection with what is asked of JetStream. */
export interface OpenNats {
  server: Server;
  manager: JetStreamManager;
  /** An address that nobody else has. */
  inbox: () => string;
}

/** A connection that is made when it is needed, and made again after it broke. */
export class NatsClient {
  private opening: Promise<OpenNats> | undefined;
  private server: Server | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly connection: NatsConnection,
    private readonly context: ConnectorContext,
  ) {}

  /** @throws SourceError */
  async use<T>(work: (nats: OpenNats) => Promise<T>): Promise<T> {
    if (this.ending.signal.aborted) throw new SourceError('aborted');
    if (this.server?.isClosed()) this.opening = undefined;
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    try {
      return await work(await this.opening);
    } catch (error) {
      throw this.ending.signal.aborted ? new SourceError('aborted') : natsFailure(error);
    }
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.opening?.catch(() => undefined);
    await this.server?.close().catch(() => undefined);
  }

  private async open(): Promise<OpenNats> {
    const { port, username, password, token, tls } = this.connection;
    const address = await this.answering();
    // Loaded with the first source of this kind.
    const [{ connect, createInbox }, { jetstreamManager }] = await Promise.all([
      import('@nats-io/transport-node'),
      import('@nats-io/jetstream'),
    ]);
    const sockets: Socket[] = [];
    const options: ConnectionOptions = {
      servers: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
      // Other servers that this one names were not checked.
      ignoreClusterUpdates: true,
      reconnect: false,
      timeout: CONNECT_TIMEOUT_MS,
      name: 'vitrine',
      ...(username !== undefined && { user: username, pass: password }),
      ...(token !== undefined && { token }),
      // The client hands it on to TLS, and connects to no server that has none.
      tls: tls.mode === 'off' ? null : (secureOptions(this.connection) as object),
    };
    const server = await socketsOf(
      () => connect(options),
      (socket) => sockets.push(socket),
    ).catch((error: unknown) => {
      // The client keeps them to a server that says no more.
      for (const socket of sockets) socket.on('error', () => undefined).destroy();
      throw connectFailure(error);
    });
    this.server = server;
    if (this.ending.signal.aborted) {
      await server.close();
      throw new SourceError('aborted');
    }
    // Else what ends a connection would be an unhandled rejection.
    server.closed().catch(() => undefined);
    const manager = await jetstreamManager(server, { timeout: STREAM_LIMITS.answerMs, checkAPI: false });
    return { server, manager, inbox: () => createInbox() };
  }

  /**
   * An address of the host where a server greets. The client would keep a socket for good to one that says nothing, so that is found
   * out before.
   */
  private async answering(): Promise<string> {
    const { host } = this.connection;
    const until = performance.now() + CONNECT_TIMEOUT_MS;
    let cause: unknown;
    for (const address of await checkedAddresses(host, this.context)) {
      const left = until - performance.now();
      if (left <= 0) break;
      try {
        await this.greeting(address, left);
        return address;
      } catch (error) {
        cause = error;
      }
    }
    throw new SourceError(this.ending.signal.aborted ? 'aborted' : 'unreachable', undefined, { cause });
  }

  private async greeting(address: string, timeoutMs: number): Promise<void> {
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(Math.ceil(timeoutMs))]);
    const { port } = this.connection;
    const socket = await checkedConnect({ host: address, port }, this.context, { timeoutMs, signal });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stop = (): void => reject(new SourceError('unreachable'));
    socket
      .once('data', () => resolve())
      .once('error', reject)
      .once('close', stop);
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) stop();
      await promise;
    } finally {
      signal.removeEventListener('abort', stop);
      socket.on('error', () => undefined).destroy();
    }
  }
}
