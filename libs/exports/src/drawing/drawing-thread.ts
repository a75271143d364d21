import { parentPort, workerData } from 'node:worker_threads';
import { drawPdf } from './draw-pdf';
import { drawPng } from './draw-png';
import type { DrawingTask, DrawnMessage } from './drawing-task';

/** Draws one document and ends: what blocks for a second here blocks nobody else. */
async function main({ format, document }: DrawingTask): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows
  const say = (message: DrawnMessage): void => parentPort?.postMessage(message);
  for await (const chunk of format === 'pdf' ? drawPdf(document) : drawPng(document)) say({ chunk });
  say({ done: true });
}

void main(workerData as DrawingTask);
