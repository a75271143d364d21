import { Readable } from 'node:stream';
import { Backlog } from '../backlog';
import type { Frame } from '../frame';
import { sseComment, sseEvent, sseRetry } from './sse-text';

/** A client that takes so much shows that it is alive, on however slow a line. */
const PIECE_BYTES = 65_536;
/** So long a client may take for the last words. */
const LAST_WORDS_MS = 1_000;
/** After it nothing follows. */
const LAST_EVENT = 'dashboard:deleted';

/** What a stream may ask of its client, in ms and bytes. */
export interface StreamPace {
  heartbeatMs: number;
  retryMs: number;
  /** Longest that the client may take nothing of what waits for it. */
  slowMs: number;
  /** Most that may wait besides as much as a snapshot. */
  backlogBytes: number;
}

/**
 * The text of one event stream. What is sent waits here until the client takes it, and of that only the newest; nothing is
 * read ahead but one piece. It ends after {@link say}, and after the dashboard is gone.
 */
export class SseStream extends Readable {
  private readonly waiting = new Backlog();
  private isWanted = false;
  /** What of a frame has not been handed on. */
  private rest: Buffer | undefined;
  private lastWords: string | undefined;
  private isFinished = false;
  private snapshotSize = 0;
  private spokeAt = performance.now();
  private takenAt = performance.now();

  constructor(private readonly pace: StreamPace) {
    super({ highWaterMark: PIECE_BYTES });
    this.push(sseRetry(pace.retryMs));
  }

  /** Whether nothing will be sent any more. */
  get isOver(): boolean {
    return this.isFinished || this.destroyed;
  }

  /** Whether the client is too slow: it takes nothing, or less than what comes. */
  get isSlow(): boolean {
    if (this.isIdle) return false;
    const { slowMs, backlogBytes } = this.pace;
    return performance.now() - this.takenAt > slowMs || this.waiting.size > backlogBytes + this.snapshotSize;
  }

  send(frame: Frame): void {
    if (this.isFinished) return;
    if (this.isIdle) this.takenAt = performance.now();
    if (frame.event === 'snapshot') this.snapshotSize = frame.json.length;
    this.waiting.add(frame);
    if (frame.event === LAST_EVENT) this.isFinished = true;
    this.flow();
  }

  /** Says one thing more, instead of what waits, and ends. */
  say(words: string): void {
    if (this.isFinished) return;
    this.isFinished = true;
    this.waiting.clear();
    this.lastWords = words;
    this.flow();
    setTimeout(() => this.destroy(), LAST_WORDS_MS).unref();
  }

  /** Shows a quiet client, and whatever lies between, that the stream goes on. */
  beat(): void {
    if (!this.isWanted || performance.now() - this.spokeAt < this.pace.heartbeatMs) return;
    this.hand(sseComment('still here'));
  }

  override _read(): void {
    this.isWanted = true;
    this.takenAt = performance.now();
    this.flow();
  }

  private get isIdle(): boolean {
    return this.rest === undefined && this.waiting.isEmpty;
  }

  private flow(): void {
    while (this.isWanted) {
      const piece = this.nextPiece();
      if (piece === undefined) {
        if (this.isFinished) this.push(null);
        return;
      }
      this.hand(piece);
    }
  }

  private hand(piece: Buffer | string): void {
    this.spokeAt = performance.now();
    this.isWanted = this.push(piece);
  }

  private nextPiece(): Buffer | string | undefined {
    const frame = this.rest === undefined ? this.waiting.first() : undefined;
    if (frame) this.waiting.shift();
    const bytes = this.rest ?? (frame && sseEvent(frame));
    if (bytes === undefined) {
      const words = this.lastWords;
      this.lastWords = undefined;
      return words;
    }
    this.rest = bytes.byteLength > PIECE_BYTES ? bytes.subarray(PIECE_BYTES) : undefined;
    return this.rest === undefined ? bytes : bytes.subarray(0, PIECE_BYTES);
  }
}
