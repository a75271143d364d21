import { SourceError } from '../../source-error';
import { LONGEST_FRAME } from './frames';

const FRAME_BYTES = 256 * 1024;
/** Of one answer. */
export const ANSWER_BYTES = 32 * 1024 * 1024;
const BATCH_BYTES = 8 * 1024 * 1024;

/** Puts rows together to messages that are neither many nor long. */
export class RowFrames {
  private rows: unknown[] = [];
  private waiting = 0;
  private sent = 0;

  constructor(private readonly emit: (rows: unknown[]) => Promise<void>) {}

  /** Whether it is time to let what was given be worked on. */
  get isFull(): boolean {
    return this.sent + this.waiting >= BATCH_BYTES;
  }

  /** @throws SourceError too-large */
  async add(row: unknown): Promise<void> {
    const bytes = Buffer.byteLength(JSON.stringify(row)) + 1;
    if (bytes > LONGEST_FRAME / 2) throw new SourceError('too-large', 'A row is longer than 2 MiB.');
    if (this.waiting + bytes > FRAME_BYTES) await this.flush();
    this.rows.push(row);
    this.waiting += bytes;
    if (this.sent + this.waiting > ANSWER_BYTES)
      throw new SourceError('too-large', 'More than 32 MiB; ask for groups, or for less.');
  }

  async flush(): Promise<void> {
    if (this.rows.length === 0) return;
    await this.emit(this.rows);
    this.sent += this.waiting;
    this.rows = [];
    this.waiting = 0;
  }
}
