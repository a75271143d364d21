import type { Duplex } from 'node:stream';
import { SourceError } from '../source-error';

/** What a server may say beside the answers of statements: when it lets somebody in, and when a session is put back. */
export const BESIDE_BYTES = 1_048_576;

/**
 * Cuts a connection off that sends more than was agreed for one statement: also where a driver would still be collecting one huge row.
 */
export class ByteBudget {
  private left = BESIDE_BYTES;

  constructor(private readonly stream: Duplex) {
    stream.on('data', (chunk: Buffer) => {
      this.left -= chunk.length;
      if (this.exceeded && !this.stream.destroyed) this.stream.destroy(this.error());
    });
  }

  /** What follows may have that many bytes. */
  grant(bytes: number): void {
    this.left = bytes;
  }

  get exceeded(): boolean {
    return this.left < 0;
  }

  error(): SourceError {
    return new SourceError('too-large', 'These are more bytes than one statement may answer.');
  }
}
