import { EventBroadcast, OutboxPublisher, type OutboxEvents, type PublishedEvent } from '@app/database';
import { type JobName, JobQueue } from '@app/jobs';
import { Injectable } from '@nestjs/common';

/** Where events of the outbox go: requested jobs into their queues, everything else to all processes. */
@Injectable()
export class WorkerOutboxPublisher extends OutboxPublisher {
  constructor(
    private readonly jobs: JobQueue,
    private readonly broadcast: EventBroadcast,
  ) {
    super();
  }

  async publish(event: PublishedEvent): Promise<void> {
    if (event.topic !== 'job.requested') {
      await this.broadcast.publish(event);
      return;
    }
    const { name, payload, jobId } = event.payload as OutboxEvents['job.requested'];
    // The queue checks name and payload; the id makes a second publication of the same event harmless.
    await this.jobs.add(name as JobName, payload as never, { jobId: jobId ?? `outbox-${event.id}` });
  }
}
