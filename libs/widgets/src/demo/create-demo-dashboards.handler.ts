import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { DemoDashboards } from './demo-dashboards';

/** How long one run waits for the load of the demo data to register its metrics, and how often it looks. */
const PATIENCE_MS = 20_000;
const EVERY_MS = 250;

/** Creates the demo dashboards as their metrics appear. A run that loses its patience fails and is repeated. */
@Injectable()
@JobHandler('create-demo-dashboards')
export class CreateDemoDashboards implements Handler<'create-demo-dashboards'> {
  constructor(private readonly demo: DemoDashboards) {}

  async handle(
    { organizationId }: JobPayload<'create-demo-dashboards'>,
    { signal }: JobContext,
  ): Promise<{ created: number }> {
    const deadline = performance.now() + PATIENCE_MS;
    let created = 0;
    for (;;) {
      const outcome = await this.demo.ensure(organizationId);
      created += outcome.created;
      if (outcome.waiting === 0) return { created };
      if (performance.now() > deadline)
        throw new Error(`The metrics of ${outcome.waiting} demo dashboards are not loaded yet.`);
      await wait(EVERY_MS, undefined, { signal });
    }
  }
}
