import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { outgrown } from '../request/export-quota';
import type { ExportOutput } from '../writers/export-document';

const CHUNK_BYTES = 256 * 1024;

/** The output ended because whoever reads it did, and knows why. */
export class OutputClosedError extends Error {}

/** What a writer makes on its way to the file store: counted, hashed, and no more of it at once than is read. */
export class Chunks implements ExportOutput {
  private readonly stream = new PassThrough({ highWaterMark: CHUNK_BYTES });
  private readonly hash = createHash('sha256');
  private written = 0;

  /** @param mostBytes how large the file may become */
  constructor(private readonly mostBytes: number) {
    // Whoever reads it hears of it there.
    this.stream.on('error', () => undefined);
  }

  get bytes(): number {
    return this.written;
  }

  /** What is to be stored. */
  get content(): AsyncIterable<Uint8Array> {
    return this.stream;
  }

  async write(chunk: string | Uint8Array): Promise<void> {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (this.stream.destroyed) throw new OutputClosedError('the output is closed');
    if (bytes.byteLength === 0) return;
    this.hash.update(bytes);
    this.written += bytes.byteLength;
    if (this.written > this.mostBytes) throw outgrown();
    if (!this.stream.write(bytes)) await this.drained();
  }

  end(): void {
    this.stream.end();
  }

  fail(error: Error): void {
    this.stream.destroy(error);
  }

  /** SHA-256 of all that was written, in hexadecimal; once. */
  digest(): string {
    return this.hash.digest('hex');
  }

  private drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const onDrain = (): void => {
        this.stream.off('close', onClose);
        resolve();
      };
      const onClose = (): void => {
        this.stream.off('drain', onDrain);
        reject(new OutputClosedError('the output is closed'));
      };
      this.stream.once('drain', onDrain).once('close', onClose);
    });
  }
}
