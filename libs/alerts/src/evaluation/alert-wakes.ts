import { Injectable } from '@nestjs/common';
import { Database, type OutboxEvents, type PublishedEvent } from '@app/database';
import { JobQueue } from '@app/jobs';
import { Clock } from '@app/platform';

/** A rule whose points change all the time is evaluated this often. */
const LEAST_GAP_MS = 1_000;

/** Has rules evaluated whose points have changed. */
@Injectable()
export class AlertWakes {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Called by the relay for every event of the outbox. Again for the same event is harmless. */
  async accept({ topic, organizationId, payload }: PublishedEvent): Promise<void> {
    if (topic !== 'points.changed' || organizationId === null) return;
    const metrics = (payload as OutboxEvents['points.changed']).metrics.map(({ metric }) => metric);
    const { rowCount } = await this.database.query(
      `UPDATE alert_rule SET wakes = wakes + 1,
         next_evaluation_at = least(next_evaluation_at, greatest($1::timestamptz, evaluated_at + $2 * interval '1 millisecond'))
       WHERE organization_id = $3 AND enabled AND metrics && $4::text[]`,
      [this.clock.now(), LEAST_GAP_MS, organizationId, metrics],
    );
    if (rowCount) await this.jobs.add('evaluate-alerts', {});
  }
}
