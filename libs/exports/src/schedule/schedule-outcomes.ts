import { Injectable } from '@nestjs/common';
import { AuditLog } from '@app/auth';
import { Outbox, type SqlExecutor } from '@app/database';
import { Clock, newId } from '@app/platform';
import type { ExportRecord } from '../export-record';
import { addressesOf, SCHEDULE_COLUMNS, type ScheduleRecord } from './schedule-record';

/** Failures in a row after which a schedule is paused. */
export const MOST_FAILURES = 5;

interface EndedRun extends ScheduleRecord {
  runId: string;
  missedBefore: number;
}

/** What follows when the export of a run has ended, in the transaction that ends it: mails are asked for, or the failure is counted. */
@Injectable()
export class ScheduleOutcomes {
  constructor(
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** For transactions that end an export: to be called before its row is changed, so that nobody waits for each other in a circle. */
  async lock(tx: SqlExecutor, { scheduleId }: Pick<ExportRecord, 'scheduleId'>): Promise<void> {
    if (scheduleId === null) return;
    await tx.query('SELECT FROM export_schedule WHERE id = $1 FOR UPDATE', [scheduleId]);
  }

  /** The export is as it has just been written. */
  async settle(tx: SqlExecutor, { id, scheduleId, status, error }: ExportRecord): Promise<void> {
    if (scheduleId === null || status === 'queued' || status === 'running') return;
    const { rows } = await tx.query<EndedRun>(
      `SELECT ${SCHEDULE_COLUMNS}, r.id AS "runId", r.missed_before AS "missedBefore"
       FROM export_schedule_run r JOIN export_schedule s ON s.id = r.schedule_id
       WHERE r.export_id = $1 AND r.status = 'running' FOR UPDATE`,
      [id],
    );
    const run = rows[0];
    if (!run) return;
    if (status === 'ready') await this.succeed(tx, run);
    else if (status === 'failed') await this.fail(tx, run, error ?? '');
    else await this.end(tx, run, 'cancelled', null);
  }

  private async succeed(tx: SqlExecutor, run: EndedRun): Promise<void> {
    const addresses = addressesOf(run.definition);
    await this.end(tx, run, addresses.length > 0 ? 'sending' : 'sent', null);
    await tx.query(
      'UPDATE export_schedule SET failures = 0, missed = greatest(0, missed - $2) WHERE id = $1',
      [run.id, run.missedBefore],
    );
    for (const address of addresses) await this.mail(tx, run, address, run.runId);
  }

  private async fail(tx: SqlExecutor, run: EndedRun, reason: string): Promise<void> {
    await this.end(tx, run, 'failed', reason);
    const failures = run.failures + 1;
    const isPaused = run.enabled && failures >= MOST_FAILURES;
    await tx.query(
      `UPDATE export_schedule SET failures = $2, enabled = enabled AND NOT $3::boolean,
         paused_reason = CASE WHEN $3 THEN $4 ELSE paused_reason END, version = version + $3::int WHERE id = $1`,
      [run.id, failures, isPaused, reason],
    );
    if (!isPaused) return;
    const { id, organizationId } = run;
    await this.audit.record(
      tx,
      { kind: 'system', id: 'export-schedules', organizationId },
      {
        action: 'export-schedule.paused',
        subject: { type: 'export-schedule', id },
        detail: { failures, reason },
      },
    );
    const address = await ownersAddress(tx, run);
    if (address !== undefined) await this.mail(tx, run, address, null);
  }

  private async end(
    tx: SqlExecutor,
    { runId }: EndedRun,
    status: string,
    error: string | null,
  ): Promise<void> {
    await tx.query(
      `UPDATE export_schedule_run SET status = $2::varchar, error = $3,
         finished_at = CASE WHEN $2 = 'sending' THEN NULL ELSE $4::timestamptz END WHERE id = $1`,
      [runId, status, error, this.clock.now()],
    );
  }

  private async mail(
    tx: SqlExecutor,
    { id, organizationId }: EndedRun,
    recipient: string,
    runId: string | null,
  ): Promise<void> {
    const mailId = newId();
    await tx.query(
      `INSERT INTO export_mail (id, schedule_id, run_id, recipient, status, created_at)
       VALUES ($1, $2, $3, $4, 'pending', $5)`,
      [mailId, id, runId, recipient, this.clock.now()],
    );
    await this.outbox.append(tx, {
      topic: 'job.requested',
      subject: mailId,
      organizationId,
      payload: { name: 'send-export-mail', payload: { mailId }, jobId: `export-mail-${mailId}` },
    });
  }
}

/** Of the account, or of who made the key; undefined when there is none any more. */
async function ownersAddress(tx: SqlExecutor, { owner }: ScheduleRecord): Promise<string | undefined> {
  const { rows } = await tx.query<{ email: string }>(
    `SELECT email FROM users WHERE id = CASE WHEN $2 = 'apiKey' THEN (SELECT creator_id FROM api_key WHERE id = $1) ELSE $1 END`,
    [owner.id, owner.kind],
  );
  return rows[0]?.email;
}
