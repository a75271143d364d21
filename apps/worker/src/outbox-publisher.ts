import { AlertWakes } from '@app/alerts';
import { Cache, type CacheTag } from '@app/cache';
import { changedDays } from '@app/data';
import { EventBroadcast, OutboxPublisher, type OutboxEvents, type PublishedEvent } from '@app/database';
import { type JobName, JobQueue } from '@app/jobs';
import { WebhookFanOut } from '@app/webhooks';
import { Injectable } from '@nestjs/common';

/**
 * Where events of the outbox go: requested jobs into their queues, everything else to all processes, to alerts and to
 * endpoints of webhooks that ask for it. What they make stale
 * is told to the caches once more, in case that who changed it ended before it could.
 */
@Injectable()
export class WorkerOutboxPublisher extends OutboxPublisher {
  constructor(
    private readonly jobs: JobQueue,
    private readonly broadcast: EventBroadcast,
    private readonly cache: Cache,
    private readonly webhooks: WebhookFanOut,
    private readonly alerts: AlertWakes,
  ) {
    super();
  }

  async publish(event: PublishedEvent): Promise<void> {
    if (event.topic !== 'job.requested') {
      await this.invalidate(event);
      await this.alerts.accept(event);
      await this.webhooks.accept(event);
      await this.broadcast.publish(event);
      return;
    }
    const { name, payload, jobId, delayMs } = event.payload as OutboxEvents['job.requested'];
    // The queue checks name and payload; the id makes a second publication of the same event harmless.
    await this.jobs.add(name as JobName, payload as never, {
      jobId: jobId ?? `outbox-${event.id}`,
      ...(delayMs === undefined ? {} : { delayMs }),
      ...(event.organizationId === null ? {} : { organizationId: event.organizationId }),
    });
  }

  private async invalidate({ topic, subject, organizationId, payload }: PublishedEvent): Promise<void> {
    if (topic === 'points.changed') {
      await this.cache.pointsChanged(changedDays(payload as OutboxEvents['points.changed']));
    } else if (topic === 'dashboard.updated' || topic === 'dashboard.deleted') {
      await this.cache.invalidateTags([`dashboard:${subject}`, `list:${organizationId}`]);
    } else if (topic === 'user.changed' || topic === 'user.deleted') {
      const owned: CacheTag[] = topic === 'user.deleted' ? [`organization:${organizationId}`] : [];
      await this.cache.invalidateTags([`user:${subject}`, ...owned]);
    } else if (topic === 'catalog.changed') {
      await this.cache.invalidateTags([`catalog:${organizationId}`]);
    }
  }
}
