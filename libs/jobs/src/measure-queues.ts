import { MEASUREMENTS, type Telemetry } from '@app/platform';
import type { QueueDepth } from './job-queue';

/** What is measured for several instruments at once is read once. */
const KEPT_MS = 1_000;
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** Has telemetry ask how much is in the queues, whenever somebody reads it. */
export function measureQueues(telemetry: Telemetry, queue: { depths(): Promise<QueueDepth[]> }): void {
  let kept: Promise<QueueDepth[]> | undefined;
  let readAt = -Infinity;
  const read = (): Promise<QueueDepth[]> => {
    if (kept === undefined || performance.now() - readAt > KEPT_MS) {
      readAt = performance.now();
      kept = queue.depths();
    }
    return kept;
  };
  telemetry.reading(MEASUREMENTS.queueJobs, async () =>
    (await read()).flatMap((depth) =>
      STATES.map((state) => ({ value: depth[state], labels: { queue: depth.queue, state } })),
    ),
  );
  telemetry.reading(MEASUREMENTS.queueOldest, async () =>
    (await read()).map((depth) => ({
      value: depth.oldestWaitingMs / 1_000,
      labels: { queue: depth.queue },
    })),
  );
}
