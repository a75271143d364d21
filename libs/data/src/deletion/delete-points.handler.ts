import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { PointDeletions } from './point-deletions';

/** Deletes the points that somebody asked to have deleted; running it again goes on. */
@Injectable()
@JobHandler('delete-points')
export class DeletePointsHandler implements Handler<'delete-points'> {
  constructor(private readonly deletions: PointDeletions) {}

  async handle(
    { deletionId }: JobPayload<'delete-points'>,
    { signal }: JobContext,
  ): Promise<{ points: number }> {
    return { points: await this.deletions.carryOut(deletionId, signal) };
  }
}
