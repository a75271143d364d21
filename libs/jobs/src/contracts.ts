import { IsIn, IsOptional, IsUUID } from 'class-validator';
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

/** Brings rollups up to date with the points, from wherever they changed. */
export class AggregateMetricsPayload {}

/** Removes points that are older than their metrics' retention. */
export class ApplyRetentionPayload {}

/** Removes the points that a deletion names. */
export class DeletePointsPayload {
  @IsUUID()
  deletionId!: string;
}

/** Removes what metrics hold whose organization was deleted. */
export class RemoveOrphanedMetricsPayload {}

/** Removes rows of the audit log that are older than AUDIT_RETENTION_DAYS. */
export class TrimAuditLogPayload {}

/** Keeps the record of what questions cost within its bounds, and notes what the database counted of the dearest. */
export class ReviewQueryShapesPayload {}

/** Makes the file of an export. */
export class ExportDashboardPayload {
  @IsUUID()
  exportId!: string;
}

/** Deletes the files of exports whose time is up, and what workers that died left behind. */
export class ExpireExportsPayload {}

/** Deletes uploaded files that no source uses. */
export class ExpireUploadsPayload {}
/** Begins the exports that schedules are due for. */
export class RunExportSchedulesPayload {}

/** Sends one mail of a schedule of exports. It holds no link: that is made of `mailId` when the mail is sent. */
export class SendExportMailPayload {
  @IsUUID()
  mailId!: string;
}

/** Sends a mail about an account. It holds no token: that is made of `id` when the mail is sent. */
export class SendMailPayload {
  @IsIn(['invitation', 'password-reset', 'password-changed'])
  kind!: 'invitation' | 'password-reset' | 'password-changed';

  /** Names the mail; of those that carry a token also its row. */
  @IsUUID()
  id!: string;

  /** Whom `password-changed` is for. */
  @IsOptional()
  @IsUUID()
  userId?: string;
}

/** Makes points of what a webhook brought. */
export class ProcessWebhookPayload {
  @IsUUID()
  deliveryId!: string;
}

/** Sends what waits for endpoints of webhooks, until nothing is due. */
export class DeliverWebhooksPayload {}

/** Removes deliveries of webhooks, in and out, that are older than WEBHOOK_RETENTION_DAYS. */
export class TrimWebhooksPayload {}

/** Evaluates the alerts that are due, until none is. */
export class EvaluateAlertsPayload {}

/** Tells one recipient of an alert. */
export class SendAlertPayload {
  @IsUUID()
  notificationId!: string;
}

/** Removes events and notifications of alerts that are older than 90 days. */
export class TrimAlertsPayload {}

/** What senders may send by the thousand: mails and alerts go before it. */
const IN_BULK = 5;
/** What nobody waits for. */
const HOUSEKEEPING = 10;
/** Reads a data source and makes points of what it has. */
export class SyncSourcePayload {
  @IsUUID()
  runId!: string;
}

/** Begins the readings of sources whose time has come, and those whose worker died. */
export class SyncDueSourcesPayload {}

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
  // A worker that is at it already answers at once, so that runs do not pile up.
  'aggregate-metrics': jobContract<AggregateMetricsPayload, { units: number; marks: number; more: boolean }>({
    payload: AggregateMetricsPayload,
    routine: true,
    timeoutMs: 5 * 60_000,
    dedup: () => 'woken',
    schedule: { everyMs: 5_000 },
  }),
  'apply-retention': jobContract<
    ApplyRetentionPayload,
    { metrics: number; points: number; partitions: number }
  >({
    payload: ApplyRetentionPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    timeoutMs: 60 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '7 * * * *' },
  }),
  'delete-points': jobContract<DeletePointsPayload, { points: number }>({
    payload: DeletePointsPayload,
    queue: 'bulk',
    attempts: 10,
    timeoutMs: 60 * 60_000,
    dedup: ({ deletionId }) => deletionId,
  }),
  // A deletion of an organization that comes while it runs is found by the same run, or by the next.
  'remove-orphaned-metrics': jobContract<
    RemoveOrphanedMetricsPayload,
    { metrics: number; series: number; points: number }
  >({
    payload: RemoveOrphanedMetricsPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    attempts: 10,
    timeoutMs: 60 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '27 * * * *' },
  }),
  'review-query-shapes': jobContract<ReviewQueryShapesPayload, { removed: number; counted: number }>({
    payload: ReviewQueryShapesPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    timeoutMs: 10 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '37 * * * *' },
  }),
  'export-dashboard': jobContract<ExportDashboardPayload, { status: string; rows: number; bytes: number }>({
    payload: ExportDashboardPayload,
    queue: 'bulk',
    attempts: 3,
    backoffMs: 2_000,
    timeoutMs: 60 * 60_000,
    dedup: ({ exportId }) => exportId,
  }),
  'expire-exports': jobContract<ExpireExportsPayload, { expired: number; lost: number; orphans: number }>({
    payload: ExpireExportsPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    timeoutMs: 10 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '*/5 * * * *' },
  }),
  'expire-uploads': jobContract<ExpireUploadsPayload, { expired: number; orphans: number }>({
    payload: ExpireUploadsPayload,
    queue: 'bulk',
    timeoutMs: 10 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '13 * * * *' },
  }),
  'run-export-schedules': jobContract<RunExportSchedulesPayload, { started: number; missed: number }>({
    payload: RunExportSchedulesPayload,
    routine: true,
    timeoutMs: 2 * 60_000,
    dedup: () => 'woken',
    schedule: { everyMs: 5_000 },
  }),
  // Tried for about twenty minutes.
  'send-export-mail': jobContract<SendExportMailPayload, { sent: boolean }>({
    payload: SendExportMailPayload,
    attempts: 9,
    backoffMs: 5_000,
    dedup: ({ mailId }) => mailId,
  }),
  // Tried for about twenty minutes, so that a reset still arrives while it is good.
  'send-mail': jobContract<SendMailPayload, { sent: boolean }>({
    payload: SendMailPayload,
    attempts: 9,
    backoffMs: 5_000,
    dedup: ({ id }) => id,
  }),
  'purge-sessions': jobContract<PurgeSessionsPayload, { removed: number }>({
    payload: PurgeSessionsPayload,
    priority: HOUSEKEEPING,
    schedule: { cron: '17 3 * * *' },
  }),
  'trim-audit-log': jobContract<TrimAuditLogPayload, { removed: number }>({
    payload: TrimAuditLogPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    timeoutMs: 60 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '47 3 * * *' },
  }),
  'process-webhook': jobContract<ProcessWebhookPayload, { accepted: number; duplicates: number }>({
    payload: ProcessWebhookPayload,
    priority: IN_BULK,
    attempts: 8,
    backoffMs: 2_000,
    dedup: ({ deliveryId }) => deliveryId,
  }),
  // A worker that is at it already answers at once, so that runs do not pile up.
  'deliver-webhooks': jobContract<DeliverWebhooksPayload, { attempts: number }>({
    payload: DeliverWebhooksPayload,
    routine: true,
    timeoutMs: 5 * 60_000,
    dedup: () => 'woken',
    schedule: { everyMs: 5_000 },
  }),
  'trim-webhooks': jobContract<TrimWebhooksPayload, { removed: number }>({
    payload: TrimWebhooksPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    timeoutMs: 60 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '27 * * * *' },
  }),
  // A worker that is at it already answers at once, so that runs do not pile up.
  'evaluate-alerts': jobContract<EvaluateAlertsPayload, { evaluated: number }>({
    payload: EvaluateAlertsPayload,
    routine: true,
    timeoutMs: 2 * 60_000,
    dedup: () => 'woken',
    schedule: { everyMs: 2_000 },
  }),
  // Tried for about twenty minutes.
  'send-alert': jobContract<SendAlertPayload, { sent: boolean }>({
    payload: SendAlertPayload,
    attempts: 9,
    backoffMs: 5_000,
    dedup: ({ notificationId }) => notificationId,
  }),
  'trim-alerts': jobContract<TrimAlertsPayload, { removed: number }>({
    payload: TrimAlertsPayload,
    queue: 'bulk',
    priority: HOUSEKEEPING,
    timeoutMs: 60 * 60_000,
    dedup: () => 'all',
    schedule: { cron: '57 * * * *' },
  }),
  // Tries again by itself, when the source wants it; what the queue tries again is what kept it from saying so.
  'sync-source': jobContract<SyncSourcePayload, { status: string }>({
    payload: SyncSourcePayload,
    queue: 'bulk',
    timeoutMs: 10 * 60_000,
  }),
  'sync-due-sources': jobContract<SyncDueSourcesPayload, { begun: number; resumed: number }>({
    payload: SyncDueSourcesPayload,
    routine: true,
    dedup: () => 'all',
    schedule: { everyMs: 2_000 },
  }),
};

export type Jobs = typeof JOBS;
export type JobName = keyof Jobs;
export type JobPayload<N extends JobName> = PayloadOf<Jobs, N>;
export type JobResult<N extends JobName> = ResultOf<Jobs, N>;
