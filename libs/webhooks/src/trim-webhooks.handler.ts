import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { AppConfig, Clock } from '@app/platform';

const DAY_MS = 86_400_000;
const BATCH = 1_000;
/** A delivery is processed within seconds: its job was lost when it still waits then. */
const LOST_AFTER_MS = 3_600_000;

/**
 * Removes deliveries that are old, in and out, in short transactions. What still waits stays, and what has waited for an hour
 * is asked for again.
 */
@Injectable()
@JobHandler('trim-webhooks')
export class TrimWebhooksHandler implements Handler<'trim-webhooks'> {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async handle(
    _payload: JobPayload<'trim-webhooks'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ removed: number }> {
    const before = new Date(this.clock.now().getTime() - this.config.webhookRetentionDays * DAY_MS);
    const incoming = `DELETE FROM webhook_delivery WHERE id IN (
      SELECT id FROM webhook_delivery WHERE received_at < $1 AND status <> 'queued' LIMIT ${BATCH})`;
    const outgoing = `DELETE FROM webhook_message WHERE id IN (
      SELECT id FROM webhook_message WHERE created_at < $1 AND status <> 'pending' LIMIT ${BATCH})`;
    await this.askAgain();
    let removed = 0;
    for (const statement of [incoming, outgoing]) {
      for (let more = true; more && !signal.aborted;) {
        const { rowCount } = await this.database.query(statement, [before]);
        removed += rowCount ?? 0;
        more = rowCount === BATCH;
      }
    }
    return { removed };
  }

  /** Asking twice is harmless: of the jobs of one delivery one waits or runs. */
  private async askAgain(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LOST_AFTER_MS);
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ id: string; organizationId: string }>(
        `SELECT id, organization_id AS "organizationId" FROM webhook_delivery WHERE status = 'queued' AND received_at < $1
         ORDER BY received_at LIMIT ${BATCH}`,
        [before],
      );
      for (const { id, organizationId } of rows) {
        const payload = { name: 'process-webhook', payload: { deliveryId: id } };
        await this.outbox.append(tx, { topic: 'job.requested', subject: id, organizationId, payload });
      }
    });
  }
}
