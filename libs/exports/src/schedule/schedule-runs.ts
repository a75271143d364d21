import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { decodeCursor, type Page, type PageQuery, toPage } from '@app/platform';
import type { ScheduleRunDto } from './schedule-run.dto';

const COLUMNS = `r.id, r.due_at AS "dueAt", r.by_hand AS "byHand", r.status, r.missed_before AS "missedBefore", r.export_id AS "exportId",
  r.error, r.created_at AS "createdAt", r.finished_at AS "finishedAt",
  coalesce((SELECT json_agg(json_build_object('address', m.recipient, 'status', m.status, 'error', m.last_error) ORDER BY m.id)
    FROM export_mail m WHERE m.run_id = r.id), '[]') AS mails`;

/** The runs of schedules. Who asks may see the schedule. */
@Injectable()
export class ScheduleRuns {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(scheduleId: string, { limit, cursor }: PageQuery): Promise<Page<ScheduleRunDto>> {
    const { rows } = await this.database.query<ScheduleRunDto>(
      `SELECT ${COLUMNS} FROM export_schedule_run r WHERE r.schedule_id = $1 AND ($2::uuid IS NULL OR r.id < $2)
       ORDER BY r.id DESC LIMIT $3`,
      [scheduleId, decodeCursor(cursor) ?? null, limit + 1],
    );
    return toPage(rows, limit, (run) => run);
  }

  async get(executor: SqlExecutor, runId: string): Promise<ScheduleRunDto> {
    const { rows } = await executor.query<ScheduleRunDto>(
      `SELECT ${COLUMNS} FROM export_schedule_run r WHERE r.id = $1`,
      [runId],
    );
    return rows[0] as ScheduleRunDto;
  }
}
