import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock } from '@app/platform';
import { EXPORT_COLUMNS, type ExportRecord } from '../export-record';
import { SCHEDULE_COLUMNS, type ScheduleRecord } from '../schedule/schedule-record';

/** A mail that is to be sent. */
export interface AskedMail {
  id: string;
  recipient: string;
  schedule: ScheduleRecord;
  /** Absent when it tells the owner that the schedule was paused. */
  run: { dueAt: Date; missedBefore: number } | null;
  /** What it brings; null when that was deleted. */
  record: ExportRecord | null;
}

interface MailRow {
  mailId: string;
  recipient: string;
  runId: string | null;
  dueAt: Date;
  missedBefore: number;
  exportId: string | null;
}

/** The mails of schedules, as their jobs find them, and what became of them. */
@Injectable()
export class ExportMails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Undefined when it is sent or given up, or its schedule is gone. */
  async find(id: string): Promise<AskedMail | undefined> {
    const { rows } = await this.database.query<MailRow & ScheduleRecord>(
      `SELECT m.id AS "mailId", m.recipient, m.run_id AS "runId", r.due_at AS "dueAt", r.missed_before AS "missedBefore",
         r.export_id AS "exportId", ${SCHEDULE_COLUMNS}
       FROM export_mail m JOIN export_schedule s ON s.id = m.schedule_id LEFT JOIN export_schedule_run r ON r.id = m.run_id
       WHERE m.id = $1 AND m.status = 'pending'`,
      [id],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { mailId, recipient, runId, dueAt, missedBefore, exportId, ...schedule } = row;
    return {
      id: mailId,
      recipient,
      schedule,
      run: runId === null ? null : { dueAt, missedBefore },
      record: exportId === null ? null : await this.exported(exportId),
    };
  }

  /** What came of a try. When no mail of its run is on its way any more, the run has ended. */
  async note(id: string, status: 'pending' | 'sent' | 'failed', error: string | null): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ runId: string | null }>(
        `SELECT r.id AS "runId" FROM export_mail m JOIN export_schedule_run r ON r.id = m.run_id WHERE m.id = $1 FOR UPDATE OF r`,
        [id],
      );
      await tx.query(
        `UPDATE export_mail SET status = $2::varchar, last_error = $3, sent_at = CASE WHEN $2 = 'sent' THEN $4::timestamptz END
         WHERE id = $1 AND status = 'pending'`,
        [id, status, error, now],
      );
      const runId = rows[0]?.runId;
      if (status === 'pending' || !runId) return;
      await tx.query(
        `UPDATE export_schedule_run r SET finished_at = $2, (status, error) = (
           SELECT CASE WHEN count(*) FILTER (WHERE m.status = 'failed') = 0 THEN 'sent' ELSE 'failed' END,
             min(m.last_error) FILTER (WHERE m.status = 'failed') FROM export_mail m WHERE m.run_id = r.id)
         WHERE r.id = $1 AND r.status = 'sending'
           AND NOT EXISTS (SELECT FROM export_mail m WHERE m.run_id = r.id AND m.status = 'pending')`,
        [runId, now],
      );
    });
  }

  private async exported(id: string): Promise<ExportRecord | null> {
    const { rows } = await this.database.query<ExportRecord>(
      `SELECT ${EXPORT_COLUMNS} FROM export WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }
}
