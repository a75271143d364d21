import { connect, type Socket } from 'node:net';

/** A connection of a client that takes its time, in plain bytes. */
export class SlowClient {
  readonly ended: Promise<void>;
  private readonly chunks: Buffer[] = [];
  private readonly socket: Socket;
  private readonly drip: NodeJS.Timeout | undefined;

  private constructor(
    url: string,
    request: string,
    sending: { atOnce: number; bytesEveryMs?: number; reads: boolean },
  ) {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    if (!sending.reads) socket.pause();
    this.ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.write(request.slice(0, sending.atOnce));
    let sent = sending.atOnce;
    if (sent < request.length) {
      this.drip = setInterval(() => {
        if (socket.writable && sent < request.length) socket.write(request[sent++] ?? '');
      }, sending.bytesEveryMs);
    }
    void this.ended.then(() => clearInterval(this.drip));
  }

  /** Sends the bytes after the first `atOnce` one by one. */
  static sender(url: string, request: string, options: { atOnce: number; bytesEveryMs: number }): SlowClient {
    return new SlowClient(url, request, { ...options, reads: true });
  }

  /** Sends a request and reads none of its answer until {@link read}. */
  static reader(url: string, request: string): SlowClient {
    return new SlowClient(url, request, { atOnce: request.length, reads: false });
  }

  read(): void {
    this.socket.resume();
  }

  /** What came back until now. */
  get received(): Buffer {
    return Buffer.concat(this.chunks);
  }

  close(): void {
    this.socket.destroy();
  }
}
