import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { Retention, type RetentionResult } from './retention';

/** Forgets points that are older than their metrics keep them; running it again goes on. */
@Injectable()
@JobHandler('apply-retention')
export class ApplyRetentionHandler implements Handler<'apply-retention'> {
  constructor(private readonly retention: Retention) {}

  handle(_: JobPayload<'apply-retention'>, { signal }: JobContext): Promise<RetentionResult> {
    return this.retention.apply(signal);
  }
}
