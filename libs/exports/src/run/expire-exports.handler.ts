import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload, type JobResult } from '@app/jobs';
import { ExportUpkeep } from './export-upkeep';

/** Deletes what exports leave behind when their time is up. */
@Injectable()
@JobHandler('expire-exports')
export class ExpireExportsHandler implements Handler<'expire-exports'> {
  constructor(private readonly upkeep: ExportUpkeep) {}

  handle(
    _payload: JobPayload<'expire-exports'>,
    { signal }: JobContext,
  ): Promise<JobResult<'expire-exports'>> {
    return this.upkeep.run(signal);
  }
}
