import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A plain proxy before several servers on 127.0.0.1: every connection goes to the next one that takes it. */
export class RoundRobin {
  private readonly sockets = new Set<Socket>();
  private next = 0;

  private constructor(
    private readonly server: Server,
    private readonly ports: readonly number[],
    readonly url: string,
  ) {}

  static async before(urls: readonly string[]): Promise<RoundRobin> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const ports = urls.map((url) => Number(new URL(url).port));
    const proxy = new RoundRobin(server, ports, `http://127.0.0.1:${port}`);
    server.on('connection', (client) => proxy.join(client, proxy.ports.length));
    return proxy;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, tries: number): void {
    const port = this.ports[this.next++ % this.ports.length] as number;
    const server = connect(port, '127.0.0.1');
    this.sockets.add(client).add(server);
    client.on('error', () => server.destroy());
    let taken = false;
    server.once('connect', () => {
      taken = true;
      client.pipe(server).pipe(client);
      client.on('close', () => server.destroy());
      server.on('close', () => client.destroy());
    });
    server.on('error', () => {
      if (taken || tries <= 1) client.destroy();
      else this.join(client, tries - 1);
    });
  }
}
