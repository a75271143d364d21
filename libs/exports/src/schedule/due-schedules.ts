import { Inject, Injectable } from '@nestjs/common';
import { Database, OutboxWake, type SqlExecutor } from '@app/database';
import { AppError, Clock, LOGGER, newId } from '@app/platform';
import type { Logger } from 'pino';
import { decideDue } from './due-instants';
import { clockOf } from './merge-schedule';
import { SCHEDULE_COLUMNS, type ScheduleRecord } from './schedule-record';
import { ScheduleStarts } from './schedule-starts';

const ACTOR = 'export-schedules';
const NEVER = new Date('9999-01-01T00:00:00Z');

/** What one step has done. */
interface Step {
  id: string;
  started: number;
  missed: number;
}

/**
 * Begins what schedules are due for, one schedule after another, each in one transaction that holds its row: another worker takes other
 * ones, and whoever dies leaves it as due as it was.
 */
@Injectable()
export class DueSchedules {
  constructor(
    private readonly database: Database,
    private readonly starts: ScheduleStarts,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Until none is due. */
  async run(signal: AbortSignal): Promise<{ started: number; missed: number }> {
    const seen: string[] = [];
    const total = { started: 0, missed: 0 };
    while (!signal.aborted) {
      const step = await this.next(seen);
      if (!step) break;
      seen.push(step.id);
      total.started += step.started;
      total.missed += step.missed;
    }
    if (total.started > 0) this.wake.poke();
    return total;
  }

  /** What goes wrong with one must not keep the others; it is due again the next time. */
  private async next(seen: readonly string[]): Promise<Step | undefined> {
    let id: string | undefined;
    try {
      return await this.database.transaction(async (tx) => {
        const schedule = await take(tx, seen, this.clock.now());
        if (!schedule) return undefined;
        id = schedule.id;
        return this.begin(tx, schedule);
      });
    } catch (error) {
      if (id === undefined) throw error;
      // There is no room just now. It stays due, until it is too late for it.
      if (error instanceof AppError && error.code === 'EXPORT_LIMIT') return { id, started: 0, missed: 0 };
      this.logger.error({ err: error, scheduleId: id }, 'a schedule of exports could not be run');
      return { id, started: 0, missed: 0 };
    }
  }

  private async begin(tx: SqlExecutor, schedule: ScheduleRecord): Promise<Step> {
    const { id, organizationId } = schedule;
    const { cron, zone } = clockOf(schedule.definition);
    const now = this.clock.now();
    const due = decideDue(cron, zone, schedule.nextDueAt.getTime(), now.getTime());
    const missed = schedule.missed + due.missedCount;
    await tx.query('UPDATE export_schedule SET next_due_at = $2, missed = $3 WHERE id = $1', [
      id,
      due.next === undefined ? NEVER : new Date(due.next),
      missed,
    ]);
    await tx.query(
      `INSERT INTO export_schedule_run (id, schedule_id, due_at, by_hand, status, created_at, finished_at)
       SELECT run.id, $1, run.due_at, false, 'missed', $2, $2
       FROM unnest($3::uuid[], $4::timestamptz[]) AS run(id, due_at) ON CONFLICT (schedule_id, due_at) DO NOTHING`,
      [id, now, due.missed.map(() => newId()), due.missed.map((instant) => new Date(instant))],
    );
    if (due.missedCount > 0)
      this.logger.warn({ scheduleId: id, missed: due.missedCount }, 'runs of a schedule were missed');
    const runId =
      due.run === undefined
        ? undefined
        : await this.starts.start(
            tx,
            { ...schedule, missed },
            {
              dueAt: new Date(due.run),
              byHand: false,
              actor: { kind: 'system', id: ACTOR, organizationId },
            },
          );
    return { id, started: runId === undefined ? 0 : 1, missed: due.missedCount };
  }
}

async function take(
  tx: SqlExecutor,
  seen: readonly string[],
  now: Date,
): Promise<ScheduleRecord | undefined> {
  const { rows } = await tx.query<ScheduleRecord>(
    `SELECT ${SCHEDULE_COLUMNS} FROM export_schedule s WHERE s.enabled AND s.next_due_at <= $1 AND s.id <> ALL($2::uuid[])
     ORDER BY s.next_due_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now, seen],
  );
  return rows[0];
}
