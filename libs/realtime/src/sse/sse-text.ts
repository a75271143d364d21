import type { Frame } from '../frame';

const encoded = new WeakMap<Frame, Buffer>();

/** A frame as an event of a stream: encoded once, however many are sent it. */
export function sseEvent(frame: Frame): Buffer {
  let bytes = encoded.get(frame);
  if (!bytes) {
    bytes = Buffer.from(`id: ${frame.cursor}\n${sseMessage(frame.event, frame.json)}`);
    encoded.set(frame, bytes);
  }
  return bytes;
}

/** An event after which a client stands where it stood. @param json without line breaks, as `JSON.stringify` makes it */
export function sseMessage(event: string, json: string): string {
  return `event: ${event}\ndata: ${json}\n\n`;
}

/** A line that clients leave out: it only shows that the other side is there. */
export function sseComment(text: string): string {
  return `: ${text}\n\n`;
}

/** After how long a client comes back by itself. */
export function sseRetry(ms: number): string {
  return `retry: ${ms}\n\n`;
}
