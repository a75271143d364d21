import { setTimeout as wait } from 'node:timers/promises';
import { QueueEvents } from 'bullmq';
import type { QueueName } from '../job-contract';
import type { JobProgress } from '../job-queue';
import type { Connections } from './connections';
import type { LossLog } from './loss-log';

const RESTART_AFTER_MS = 1_000;

/** What a job reports: BullMQ's own progress event does not say the job's name. */
export interface ProgressReport extends JobProgress {
  name: string;
}

type Listener = (event: JobProgress & { id: string }) => void;

/** Event streams of the queues that somebody listens to, opened at the first listener. */
export class ProgressEvents {
  private readonly streams = new Map<QueueName, QueueEvents>();
  private readonly closing = new AbortController();

  constructor(
    private readonly connections: Connections,
    private readonly losses: LossLog,
  ) {}

  async listen(queue: QueueName, name: string, listener: Listener): Promise<() => void> {
    const stream = this.stream(queue);
    const onProgress = ({ jobId, data }: { jobId: string; data: unknown }): void => {
      const { name: of, ...progress } = data as ProgressReport;
      if (of === name) listener({ id: jobId, ...progress });
    };
    stream.on('progress', onProgress);
    try {
      await stream.waitUntilReady();
    } catch (error) {
      await this.drop(queue, stream);
      throw error;
    }
    return () => void stream.off('progress', onProgress);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.streams].map(([queue, stream]) => this.drop(queue, stream)));
  }

  private async drop(queue: QueueName, stream: QueueEvents): Promise<void> {
    if (this.streams.get(queue) === stream) this.streams.delete(queue);
    await stream.close();
  }

  private stream(queue: QueueName): QueueEvents {
    const existing = this.streams.get(queue);
    if (existing) return existing;
    const stream = new QueueEvents(queue, { ...this.connections.blocking, autorun: false });
    stream.setMaxListeners(0);
    stream.on('error', (error) => this.losses.log(`events of queue ${queue}`, error));
    this.streams.set(queue, stream);
    void this.keepRunning(stream, queue);
    return stream;
  }

  /** By itself a stream that cannot connect at first gives up for good. */
  private async keepRunning(stream: QueueEvents, queue: QueueName): Promise<void> {
    while (this.streams.get(queue) === stream) {
      try {
        await stream.run();
      } catch (error) {
        this.losses.log(`events of queue ${queue}`, error as Error);
        await wait(RESTART_AFTER_MS, undefined, { signal: this.closing.signal }).catch(() => {});
      }
    }
  }
}
