import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { Clock } from '@app/platform';

/** How long events and notifications of alerts are kept. */
const KEPT_MS = 90 * 86_400_000;
const BATCH = 1_000;

/** Removes events and notifications that are old, in short transactions. */
@Injectable()
@JobHandler('trim-alerts')
export class TrimAlertsHandler implements Handler<'trim-alerts'> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async handle(
    _payload: JobPayload<'trim-alerts'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ removed: number }> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    let removed = 0;
    for (const [table, column] of [
      ['alert_event', 'at'],
      ['alert_notification', 'created_at'],
      ['alert_silence', 'ends_at'],
    ] as const) {
      for (let more = true; more && !signal.aborted;) {
        const { rowCount } = await this.database.query(
          `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${column} < $1 LIMIT ${BATCH})`,
          [before],
        );
        removed += rowCount ?? 0;
        more = rowCount === BATCH;
      }
    }
    return { removed };
  }
}
