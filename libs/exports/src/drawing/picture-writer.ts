import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '@app/platform';
import { readDocument } from '../pictures/read-part';
import type { ExportOutput, ExportWriter } from '../writers/export-document';
import type { DrawingTask, DrawnMessage } from './drawing-task';

/** Longest that a document is drawn; a hundred widgets of 20,000 rows take a tenth of it. */
const DRAWN_WITHIN_MS = 5 * 60_000;
/** What one drawing may hold of plain objects; beyond it the thread ends, and nothing else. */
const MOST_HEAP_MB = 1_024;

/** The program of the thread. Tests run from the sources, and say where the compiled one is. */
export const drawingProgram = { path: join(__dirname, 'drawing-thread.js') };

/**
 * The writer of a format that is drawn. Rows are read here; charts and pages are made in a thread of their own, because that takes seconds in
 * which this one would neither renew the locks of its jobs nor run others.
 */
export function pictureWriter(format: DrawingTask['format']): ExportWriter {
  return async (document, output) => {
    await draw({ format, document: await readDocument(document) }, output);
  };
}

async function draw(task: DrawingTask, output: ExportOutput): Promise<void> {
  const thread = new Worker(drawingProgram.path, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
  });
  const timer = setTimeout(() => void thread.terminate(), DRAWN_WITHIN_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      let written = Promise.resolve();
      let isDone = false;
      thread.on('message', (message: DrawnMessage) => {
        if ('done' in message) isDone = true;
        else written = written.then(() => output.write(message.chunk));
        written.catch(reject);
      });
      thread.once('error', (error: Error & { code?: string }) =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error),
      );
      thread.once('exit', () => {
        if (isDone) written.then(resolve, reject);
        else reject(tooMuch());
      });
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

function tooMuch(): AppError {
  return new AppError(
    'LIMIT_EXCEEDED',
    'There is too much in it to be drawn. Export fewer widgets or fewer rows, or take another format.',
  );
}
