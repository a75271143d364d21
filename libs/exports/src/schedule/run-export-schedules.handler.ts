import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload, type JobResult } from '@app/jobs';
import { DueSchedules } from './due-schedules';

/** Begins the exports that schedules are due for. */
@Injectable()
@JobHandler('run-export-schedules')
export class RunExportSchedulesHandler implements Handler<'run-export-schedules'> {
  constructor(private readonly due: DueSchedules) {}

  handle(
    _payload: JobPayload<'run-export-schedules'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<JobResult<'run-export-schedules'>> {
    return this.due.run(signal);
  }
}
