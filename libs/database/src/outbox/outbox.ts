import { currentTrace } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '../sql-executor';
import type { OutboxEvent, OutboxTopic } from './events';

/** Writes events into the caller's transaction: they exist if and only if it commits. */
@Injectable()
export class Outbox {
  async append<T extends OutboxTopic>(tx: SqlExecutor, event: OutboxEvent<T>): Promise<void> {
    await tx.query(
      'INSERT INTO outbox (topic, subject, organization_id, payload, trace) VALUES ($1, $2, $3, $4, $5)',
      [
        event.topic,
        event.subject,
        event.organizationId,
        JSON.stringify(event.payload),
        currentTrace() ?? null,
      ],
    );
  }
}
