import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { SyncRuns } from './sync-runs';

/** Reads a source; running again goes on behind what was stored. */
@Injectable()
@JobHandler('sync-source')
export class SyncSourceHandler implements Handler<'sync-source'> {
  constructor(private readonly runs: SyncRuns) {}

  handle({ runId }: JobPayload<'sync-source'>, context: JobContext): Promise<{ status: string }> {
    return this.runs.work(runId, {
      signal: context.signal,
      onProgress: (percent) => context.progress(percent),
    });
  }
}
