import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const TEXT = 0x81;
const MASKED = 0x80;
const SHORT = 126;
const HEAD_END = Buffer.from('\r\n\r\n');

export interface ClientHandler {
  /** A text message that lies in `bytes` from `begin` to `end`. */
  message(bytes: Buffer, begin: number, end: number): void;
  closed(): void;
}

/** As little of a websocket client as there can be: what is measured is the server, on the same two processors. */
export class WebsocketClient {
  private readonly socket: Socket;
  private rest: Buffer | undefined;
  private upgraded = false;

  constructor(
    url: URL,
    private readonly handler: ClientHandler,
  ) {
    this.socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    this.socket.write(
      [
        `GET ${url.pathname}${url.search} HTTP/1.1`,
        `Host: ${url.host}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n'),
    );
    this.socket.on('data', (chunk) => this.read(chunk));
    this.socket.on('error', () => undefined);
    this.socket.once('close', () => handler.closed());
  }

  /** Sends a text of less than 64 KiB. */
  send(text: string): void {
    const length = Buffer.byteLength(text);
    const head = length < SHORT ? 2 : 4;
    const frame = Buffer.alloc(head + 4 + length);
    frame[0] = TEXT;
    if (head === 2) frame[1] = MASKED | length;
    else {
      frame[1] = MASKED | SHORT;
      frame.writeUInt16BE(length, 2);
    }
    // Masked with zeros.
    frame.write(text, head + 4);
    this.socket.write(frame);
  }

  end(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    this.rest = undefined;
    let at = 0;
    if (!this.upgraded) {
      const end = bytes.indexOf(HEAD_END);
      if (end < 0) return void (this.rest = bytes);
      const status = bytes.toString('latin1', 0, 20);
      if (!status.startsWith('HTTP/1.1 101')) throw new Error(`not upgraded: ${bytes.toString()}`);
      this.upgraded = true;
      at = end + HEAD_END.length;
    }
    for (;;) {
      const next = this.frame(bytes, at);
      if (next === undefined) break;
      at = next;
    }
    if (at < bytes.length) this.rest = bytes.subarray(at);
  }

  /** Reads the frame at `at`. @returns where the next begins; undefined while it is not whole */
  private frame(bytes: Buffer, at: number): number | undefined {
    if (bytes.length < at + 2) return undefined;
    let length = bytes[at + 1]!;
    let head = 2;
    if (length === SHORT) {
      if (bytes.length < at + 4) return undefined;
      length = bytes.readUInt16BE(at + 2);
      head = 4;
    } else if (length > SHORT) throw new Error('a frame of more than 64 KiB');
    const end = at + head + length;
    if (bytes.length < end) return undefined;
    if (bytes[at] === TEXT) this.handler.message(bytes, at + head, end);
    return end;
  }
}
