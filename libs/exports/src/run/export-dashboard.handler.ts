import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload, type JobResult, JOBS } from '@app/jobs';
import { ExportRuns } from './export-runs';

/** Makes the file of an export; running it again begins anew. */
@Injectable()
@JobHandler('export-dashboard')
export class ExportDashboardHandler implements Handler<'export-dashboard'> {
  constructor(private readonly runs: ExportRuns) {}

  handle(
    { exportId }: JobPayload<'export-dashboard'>,
    context: JobContext,
  ): Promise<JobResult<'export-dashboard'>> {
    const isLastAttempt = context.attempt >= JOBS['export-dashboard'].attempts;
    return this.runs.run(exportId, {
      signal: context.signal,
      isLastAttempt,
      onProgress: (percent) => context.progress(percent),
    });
  }
}
