import type { Hash } from 'node:crypto';
import { AppError } from '@app/platform';
import type { FileFormat } from '../file/reader/protocol';
import { formatOf } from '../file/sniff-format';
import { SourceError } from '../source-error';

const HEAD_BYTES = 64 * 1024;

/** The content of a file on its way into the store: what it is shows in its beginning, its digest at its end. */
export class WatchedContent implements AsyncIterable<Uint8Array> {
  private format: FileFormat | undefined;

  constructor(
    private readonly content: AsyncIterable<Uint8Array>,
    private readonly hash: Hash,
  ) {}

  /** Once all of it has been read. */
  get found(): { format: FileFormat; sha256: string } {
    return { format: this.format as FileFormat, sha256: this.hash.digest('hex') };
  }

  /** @throws AppError VALIDATION_FAILED as soon as it shows that it is nothing that can be read; what the content throws */
  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    let head: Buffer[] | undefined = [];
    for await (const chunk of this.content) {
      this.hash.update(chunk);
      head?.push(Buffer.from(chunk));
      if (head && sizeOf(head) >= HEAD_BYTES) head = this.recognize(head, false);
      yield chunk;
    }
    if (head) this.recognize(head, true);
  }

  private recognize(head: Buffer[], isWhole: boolean): undefined {
    try {
      this.format = formatOf(Buffer.concat(head), isWhole);
    } catch (error) {
      if (error instanceof SourceError) throw AppError.invalid('/file', error.detail ?? error.message);
      throw error;
    }
  }
}

function sizeOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
