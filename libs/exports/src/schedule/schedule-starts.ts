import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@app/auth';
import type { SqlExecutor } from '@app/database';
import { AppConfig, Clock, newId } from '@app/platform';
import { ExportRequests } from '../request/export-requests';
import { isAnnounced, type ScheduleRecord } from './schedule-record';

/** Which run of a schedule is to begin. */
export interface RunStart {
  dueAt: Date;
  byHand: boolean;
  /** Who has it begin, for the audit log. */
  actor: AuditActor;
}

/** Begins runs: the run, its export and the job that makes it are written in the caller's transaction, or none of them. */
@Injectable()
export class ScheduleStarts {
  constructor(
    private readonly requests: ExportRequests,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether the owner may still have the export is found out by the job that makes it.
   * @returns the run's id; undefined when that instant has a run already
   * @throws AppError 429 EXPORT_LIMIT
   */
  async start(
    tx: SqlExecutor,
    schedule: ScheduleRecord,
    { dueAt, byHand, actor }: RunStart,
  ): Promise<string | undefined> {
    const { id, definition, name, owner, missed } = schedule;
    const { rows } = await tx.query<{ id: string }>(
      `INSERT INTO export_schedule_run (id, schedule_id, due_at, by_hand, status, missed_before, created_at)
       VALUES ($1, $2, $3, $4, 'running', $5, $6) ON CONFLICT (schedule_id, due_at) DO NOTHING RETURNING id`,
      [newId(), id, dueAt, byHand, missed, this.clock.now()],
    );
    const runId = rows[0]?.id;
    if (runId === undefined) return undefined;
    const { dashboardId, query, rows: which, format, timerange, filters, timezone } = definition;
    const request = query
      ? { query, rows: which }
      : { ...(timerange !== null && { timerange }), ...(filters !== null && { filters }), timezone };
    const made = await this.requests.insert(tx, owner, actor, {
      kind: query ? 'query' : 'dashboard',
      dashboardId,
      format,
      name,
      request,
      keepHours: this.config.exportScheduledKeepHours,
      scheduleId: id,
      announced: isAnnounced(definition),
    });
    await tx.query('UPDATE export_schedule_run SET export_id = $2 WHERE id = $1', [runId, made.id]);
    return runId;
  }
}
