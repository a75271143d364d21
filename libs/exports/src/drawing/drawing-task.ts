import type { ReadDocument } from '../pictures/read-part';

/** What a thread is given to draw. */
export interface DrawingTask {
  format: 'pdf' | 'png';
  document: ReadDocument;
}

/** What it says of it. */
export type DrawnMessage = { chunk: Uint8Array } | { done: true };
