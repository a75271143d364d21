import { Injectable } from '@nestjs/common';
import { type Handler, type JobContext, JobHandler, type JobPayload } from '@app/jobs';
import { type RollupRun, RollupWorker } from './rollup-worker';

const BUDGET_MS = 60_000;

/** Rolls up what has changed, for at most a minute: the next run goes on. */
@Injectable()
@JobHandler('aggregate-metrics')
export class AggregateMetricsHandler implements Handler<'aggregate-metrics'> {
  constructor(private readonly worker: RollupWorker) {}

  handle(_: JobPayload<'aggregate-metrics'>, { signal }: JobContext): Promise<RollupRun> {
    return this.worker.run({ budgetMs: BUDGET_MS, signal });
  }
}
