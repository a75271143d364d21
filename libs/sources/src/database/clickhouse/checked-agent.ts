import { Agent } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { type CheckedContext, checkedConnect } from '../../checked-socket';
import { tlsOptions } from '../connection-form';
import type { ClickhouseConnection } from './clickhouse-connection';

/**
 * Gives an HTTP client one connection to one place, checked as all are, encrypted where that was asked for: whatever host the client
 * has in its URLs.
 */
export class CheckedAgent extends Agent {
  constructor(
    private readonly connection: ClickhouseConnection,
    private readonly context: CheckedContext,
    private readonly onSocket: (socket: Duplex) => void = () => {},
  ) {
    super({ keepAlive: true, maxSockets: 1 });
  }

  override createConnection(
    _options: unknown,
    done?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    void this.give(done ?? (() => {}));
  }

  private async give(done: (error: Error | null, socket: Duplex) => void): Promise<void> {
    let socket: Duplex;
    try {
      socket = await this.open();
    } catch (error) {
      done(error as Error, undefined as never);
      return;
    }
    done(null, socket);
  }

  private async open(): Promise<Duplex> {
    const { host, port, tls } = this.connection;
    const plain = await checkedConnect({ host, port }, this.context);
    plain.setNoDelay();
    const socket =
      tls.mode === 'off'
        ? plain
        : connectTls({
            socket: plain,
            host,
            ...(isIP(host) === 0 && { servername: host }),
            ...tlsOptions(tls),
          });
    this.onSocket(socket);
    return socket;
  }
}
