import { JobQueue } from '@app/jobs';
import type { WorkerProcess } from './create-worker';

/** Tells the supervising parent how far the demo data is, so that the terminal can show it. */
export async function reportDemo(worker: WorkerProcess, send: (message: object) => void): Promise<void> {
  await worker.app.get(JobQueue).onProgress('load-demo', ({ percent, detail }) => {
    send({ type: 'progress', label: 'demo data', percent, detail, done: percent >= 100 });
  });
}
