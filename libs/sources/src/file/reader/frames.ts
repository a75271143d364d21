import type { Duplex } from 'node:stream';

/** Longest message, as JSON in bytes. */
export const LONGEST_FRAME = 4 * 1024 * 1024;
const HEAD_BYTES = 4;

/**
 * Messages over a stream of bytes: four bytes of length, then JSON. Whoever is at the other end, no message is longer than
 * {@link LONGEST_FRAME}, and what is no message ends the stream.
 */
export class Frames {
  private parts: Buffer[] = [];
  private held = 0;

  constructor(
    private readonly stream: Duplex,
    private readonly received: (message: unknown) => void,
  ) {
    stream.on('data', (chunk: Buffer) => this.take(chunk));
    // Whoever owns the stream hears of its end by `close`.
    stream.on('error', () => stream.destroy());
  }

  /** Resolves when there is room for more. A message to an ended stream is lost. */
  async send(message: unknown): Promise<void> {
    const body = Buffer.from(JSON.stringify(message));
    if (body.length > LONGEST_FRAME) throw new RangeError('The message is too long.');
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE(body.length);
    if (this.stream.destroyed || this.stream.write(Buffer.concat([head, body]))) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.stream.off('drain', done).off('close', done);
        resolve();
      };
      this.stream.once('drain', done).once('close', done);
    });
  }

  private take(chunk: Buffer): void {
    this.parts.push(chunk);
    this.held += chunk.length;
    while (this.held >= HEAD_BYTES) {
      const head = this.peek(HEAD_BYTES);
      const length = head.readUInt32BE();
      if (length > LONGEST_FRAME) return void this.stream.destroy();
      if (this.held < HEAD_BYTES + length) return;
      const frame = this.peek(HEAD_BYTES + length);
      this.drop(frame.length);
      try {
        this.received(JSON.parse(frame.toString('utf8', HEAD_BYTES)));
      } catch {
        return void this.stream.destroy();
      }
    }
  }

  /** The first bytes, joined only when they lie in several pieces. */
  private peek(bytes: number): Buffer {
    if ((this.parts[0] as Buffer).length < bytes) this.parts = [Buffer.concat(this.parts)];
    return (this.parts[0] as Buffer).subarray(0, bytes);
  }

  private drop(bytes: number): void {
    const rest = (this.parts[0] as Buffer).subarray(bytes);
    this.parts.splice(0, 1, ...(rest.length > 0 ? [rest] : []));
    this.held -= bytes;
  }
}
