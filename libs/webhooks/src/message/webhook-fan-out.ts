import { Injectable } from '@nestjs/common';
import { Database, type PublishedEvent } from '@app/database';
import { JobQueue } from '@app/jobs';
import { Clock, newId } from '@app/platform';
import { type EventFilters, outgoingEvent, passes } from '../endpoint/webhook-events';
import { messageBody } from './message-body';

/** Writes down what endpoints are to hear of an event. The same event again changes nothing. */
@Injectable()
export class WebhookFanOut {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Called by the relay for every event of the outbox. */
  async accept(event: PublishedEvent): Promise<void> {
    const outgoing = outgoingEvent(event);
    if (!outgoing || event.organizationId === null) return;
    const { rows } = await this.database.query<{ id: string; filters: EventFilters | null }>(
      'SELECT id, filters FROM webhook_endpoint WHERE organization_id = $1 AND enabled AND $2 = ANY(events)',
      [event.organizationId, outgoing.event],
    );
    const listening = rows.filter(({ filters }) => passes(filters, outgoing.data));
    if (listening.length === 0) return;
    const now = this.clock.now();
    await this.database.query(
      `INSERT INTO webhook_message (id, organization_id, endpoint_id, event_id, event, payload, created_at, status, next_attempt_at)
       SELECT id, $3, endpoint_id, $4, $5, $6, $7, 'pending', $7 FROM unnest($1::uuid[], $2::uuid[]) AS heard(id, endpoint_id)
       ON CONFLICT ON CONSTRAINT webhook_message_once DO NOTHING`,
      [
        listening.map(() => newId()),
        listening.map(({ id }) => id),
        event.organizationId,
        event.id,
        outgoing.event,
        messageBody(outgoing.event, event.createdAt, outgoing.data),
        now,
      ],
    );
    await this.jobs.add('deliver-webhooks', {});
  }
}
