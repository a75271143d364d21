import type { Frame } from '../frame';
import { sseEvent } from './sse-text';

/**
 * What a client has not been sent yet, in order. Of each key only the newest frame waits, and a snapshot takes the place of all
 * data before it: so what waits stays about as large as one snapshot, however long the client is slow.
 */
export class WaitingFrames {
  private readonly frames = new Map<string | Frame, Frame>();
  private held = 0;

  /** Of all that waits, in bytes of the stream. */
  get bytes(): number {
    return this.held;
  }

  get size(): number {
    return this.frames.size;
  }

  add(frame: Frame): void {
    if (frame.event === 'snapshot') this.dropData();
    const key = frame.key ?? frame;
    this.drop(key);
    this.frames.set(key, frame);
    this.held += sseEvent(frame).byteLength;
  }

  /** The oldest, which does not wait any more. */
  take(): Frame | undefined {
    for (const [key, frame] of this.frames) {
      this.drop(key);
      return frame;
    }
    return undefined;
  }

  clear(): void {
    this.frames.clear();
    this.held = 0;
  }

  private dropData(): void {
    for (const [key, { event }] of this.frames)
      if (event === 'widget:data' || event === 'snapshot') this.drop(key);
  }

  private drop(key: string | Frame): void {
    const frame = this.frames.get(key);
    if (!frame) return;
    this.frames.delete(key);
    this.held -= sseEvent(frame).byteLength;
  }
}
