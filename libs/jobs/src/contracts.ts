import { IsIn, IsUUID } from 'class-validator';
import { jobContract, type PayloadOf, type ResultOf } from './job-contract';

/** Loads the demo data sets. */
export class LoadDemoPayload {
  @IsIn(['sample', 'full'])
  mode!: 'sample' | 'full';

  @IsUUID()
  organizationId!: string;
}

/** Creates the dashboards over the demo data. */
export class CreateDemoDashboardsPayload {
  @IsUUID()
  organizationId!: string;
}

/** Removes sessions that ended or ran out. */
export class PurgeSessionsPayload {}

/** Every job of Vitrine. Payloads outlive deploys: add fields as optional, never change a meaning. */
export const JOBS = {
  'load-demo': jobContract<LoadDemoPayload, { points: number }>({
    payload: LoadDemoPayload,
    queue: 'bulk',
    timeoutMs: 60 * 60_000,
    dedup: ({ organizationId, mode }) => `${organizationId}-${mode}`,
  }),
  // It waits for the load to register the metrics, which may take long when the worker is busy or starts late.
  'create-demo-dashboards': jobContract<CreateDemoDashboardsPayload, { created: number }>({
    payload: CreateDemoDashboardsPayload,
    attempts: 10,
    backoffMs: 500,
    dedup: ({ organizationId }) => organizationId,
  }),
  'purge-sessions': jobContract<PurgeSessionsPayload, { removed: number }>({
    payload: PurgeSessionsPayload,
    schedule: { cron: '17 3 * * *' },
  }),
};

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;
export type JobPayload<N extends JobName> = PayloadOf<Jobs, N>;
export type JobResult<N extends JobName> = ResultOf<Jobs, N>;
