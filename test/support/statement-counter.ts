import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Types of the messages that carry the text of a statement: Query and Parse (PostgreSQL's protocol, 55.7). */
const STATEMENTS = new Set(['Q', 'P'].map((letter) => letter.charCodeAt(0)));
const LENGTH_BYTES = 4;

/** Stands between one process and its PostgreSQL, and reads which statements the process sends. */
export class StatementCounter {
  private readonly sent: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** The database's URL, by way of this counter. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<StatementCounter> {
    const target = new URL(databaseUrl);
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
    const counter = new StatementCounter(server, url.href);
    server.on('connection', (client) => counter.join(client, Number(target.port), target.hostname));
    return counter;
  }

  /** How many of the statements sent so far have this text. */
  count(text: RegExp): number {
    return this.sent.filter((statement) => text.test(statement)).length;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, port: number, host: string): void {
    const server = connect({ port, host, noDelay: true });
    const read = this.reader();
    client.on('data', read);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }

  /** Splits what a client sends into messages. The first one has no type. */
  private reader(): (chunk: Buffer) => void {
    let rest = Buffer.alloc(0);
    let typeBytes = 0;
    return (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= typeBytes + LENGTH_BYTES) {
        const end = typeBytes + rest.readInt32BE(typeBytes);
        if (rest.length < end) return;
        if (typeBytes === 1 && STATEMENTS.has(rest[0] as number))
          this.sent.push(rest.toString('utf8', typeBytes + LENGTH_BYTES, end));
        rest = rest.subarray(end);
        typeBytes = 1;
      }
    };
  }
}
