import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload, type JobResult } from '@app/jobs';
import { UploadsUpkeep } from './uploads-upkeep';

/** Deletes uploaded files that nobody uses. */
@Injectable()
@JobHandler('expire-uploads')
export class ExpireUploadsHandler implements Handler<'expire-uploads'> {
  constructor(private readonly upkeep: UploadsUpkeep) {}

  handle(
    _payload: JobPayload<'expire-uploads'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<JobResult<'expire-uploads'>> {
    return this.upkeep.run(signal);
  }
}
