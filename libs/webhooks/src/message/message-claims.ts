import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock } from '@app/platform';
import type { SecretRow } from '../signature/signing-secrets';

/** A message whose turn it is, with where it goes. */
export interface DueMessage {
  id: string;
  payload: string;
  /** Tries, this one included. */
  attempts: number;
  endpoint: SecretRow & { name: string; url: string; failingSince: Date | null };
}

interface Row extends Omit<SecretRow, 'id'> {
  id: string;
  payload: string;
  attempts: number;
  endpointId: string;
  name: string;
  url: string;
  failingSince: Date | null;
}

/** A try that has not ended by then died with its process; another one begins. */
const CLAIM_MS = 60_000;
/** An endpoint that is slow, or has much waiting, leaves room for others. */
export const AT_ONCE_PER_ENDPOINT = 5;
const LOOKED_AT = 1_000;

/** Hands out messages that are due, each to one worker at a time. */
@Injectable()
export class MessageClaims {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param busy endpoints that get no more for now */
  async take(most: number, busy: readonly string[]): Promise<DueMessage[]> {
    const now = this.clock.now();
    const { rows } = await this.database.query<Row>(
      `WITH due AS (
         SELECT m.id, m.endpoint_id, m.next_attempt_at FROM webhook_message m
         WHERE m.status = 'pending' AND m.next_attempt_at <= $1 AND (m.claimed_until IS NULL OR m.claimed_until < $1)
           AND m.endpoint_id <> ALL($2::uuid[])
         ORDER BY m.next_attempt_at LIMIT ${LOOKED_AT}),
       chosen AS (
         SELECT id FROM (SELECT *, row_number() OVER (PARTITION BY endpoint_id ORDER BY next_attempt_at) AS place FROM due) AS placed
         WHERE place <= ${AT_ONCE_PER_ENDPOINT} ORDER BY next_attempt_at LIMIT $3)
       UPDATE webhook_message m SET claimed_until = $4, attempts = m.attempts + 1, first_attempt_at = coalesce(m.first_attempt_at, $1)
       FROM webhook_endpoint e
       WHERE m.id IN (SELECT id FROM chosen) AND e.id = m.endpoint_id AND e.enabled
         AND m.status = 'pending' AND (m.claimed_until IS NULL OR m.claimed_until < $1)
       RETURNING m.id, m.payload, m.attempts, e.id AS "endpointId", e.organization_id AS "organizationId", e.name, e.url,
         e.secret_sealed AS "secretSealed", e.previous_secret_sealed AS "previousSecretSealed",
         e.previous_until AS "previousUntil", e.failing_since AS "failingSince"`,
      [now, busy, most, new Date(now.getTime() + CLAIM_MS)],
    );
    return rows.map(({ id, payload, attempts, endpointId, ...endpoint }) => ({
      id,
      payload,
      attempts,
      endpoint: { ...endpoint, id: endpointId },
    }));
  }

  /** What waits for endpoints that are disabled is not sent any more. */
  async giveUpDisabled(): Promise<void> {
    await this.database.query(
      `UPDATE webhook_message m SET status = 'failed', next_attempt_at = NULL, last_error = 'The endpoint is disabled.'
       FROM webhook_endpoint e WHERE e.id = m.endpoint_id AND NOT e.enabled AND m.status = 'pending'`,
    );
  }
}
