import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { OrphanedMetrics, type RemovedMetrics } from './orphaned-metrics';

/** Removes the metrics of organizations that were deleted; running it again goes on. */
@Injectable()
@JobHandler('remove-orphaned-metrics')
export class RemoveOrphanedMetricsHandler implements Handler<'remove-orphaned-metrics'> {
  constructor(private readonly orphans: OrphanedMetrics) {}

  handle(_: JobPayload<'remove-orphaned-metrics'>, { signal }: JobContext): Promise<RemovedMetrics> {
    return this.orphans.remove(signal);
  }
}
