import type { Job, Queue } from 'bullmq';
import type { QueueName } from '../job-contract';
import type { QueueDepth } from '../job-queue';
import { readyAt } from './job-listing';

/**
 * How much is in a queue, by a few statements whatever lies in it. Jobs of one priority wait in the order of their coming, so
 * the oldest is the first of one of the priorities.
 * @param priorities that jobs can have, ascending
 */
export async function depthOf(
  name: QueueName,
  queue: Queue,
  priorities: readonly number[],
): Promise<QueueDepth> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
  const heads = await Promise.all([
    waiting > 0 ? queue.getJobs(['waiting'], 0, 0, true) : [],
    prioritized > 0 ? firstOfEach(queue, priorities) : [],
  ]);
  const now = Date.now();
  const ages = heads.flat().map((job: Job) => now - readyAt(job));
  return {
    queue: name,
    waiting: waiting + prioritized,
    active,
    delayed,
    failed,
    oldestWaitingMs: Math.max(0, ...ages),
  };
}

async function firstOfEach(queue: Queue, priorities: readonly number[]): Promise<Job[]> {
  const counts = await queue.getCountsPerPriority([...priorities]);
  const firsts: Promise<Job[]>[] = [];
  let before = 0;
  for (const priority of priorities) {
    const count = priority > 0 ? (counts[String(priority)] ?? 0) : 0;
    if (count > 0) firsts.push(queue.getJobs(['prioritized'], before, before, true));
    before += count;
  }
  return (await Promise.all(firsts)).flat();
}
