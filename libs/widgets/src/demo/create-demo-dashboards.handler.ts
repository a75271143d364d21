import { Injectable } from '@nestjs/common';
import { type Handler, JobHandler, type JobPayload } from '@app/jobs';
import { DemoDashboards } from './demo-dashboards';

/** Fails until the load of the demo data has registered its metrics; the job's attempts wait for that. */
@Injectable()
@JobHandler('create-demo-dashboards')
export class CreateDemoDashboards implements Handler<'create-demo-dashboards'> {
  constructor(private readonly demo: DemoDashboards) {}

  async handle({ organizationId }: JobPayload<'create-demo-dashboards'>): Promise<{ created: number }> {
    return { created: await this.demo.ensure(organizationId) };
  }
}
