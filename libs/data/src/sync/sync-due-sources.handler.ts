import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { DueSources } from './due-sources';

@Injectable()
@JobHandler('sync-due-sources')
export class SyncDueSourcesHandler implements Handler<'sync-due-sources'> {
  constructor(private readonly due: DueSources) {}

  handle(
    _payload: JobPayload<'sync-due-sources'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ begun: number; resumed: number }> {
    return this.due.look(signal);
  }
}
