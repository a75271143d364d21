import { Injectable } from '@nestjs/common';
import { AuditLog, systemPrincipal } from '@app/auth';
import { Database } from '@app/database';
import { HttpClient, OutboundError } from '@app/outbound';
import { AppConfig, Clock, newId } from '@app/platform';
import type { DisabledBecause } from '../endpoint/webhook-endpoint.entity';
import { SigningSecrets } from '../signature/signing-secrets';
import { DisabledNotice } from './disabled-notice';
import type { DueMessage } from './message-claims';
import { retryDelay } from './retry-delay';
import { signMessage } from './sign-message';

const ANSWER_WITHIN_MS = 15_000;
const KEPT_BYTES = 1_024;
const DAY_MS = 86_400_000;
const GONE = 410;

/** What came of one try. */
interface Outcome {
  good: boolean;
  status: number | null;
  error: string | null;
  response: string | null;
  retryAfter?: string | undefined;
}

/** Sends one message once, and writes down what came of it. */
@Injectable()
export class MessageSender {
  constructor(
    private readonly database: Database,
    private readonly http: HttpClient,
    private readonly secrets: SigningSecrets,
    private readonly audit: AuditLog,
    private readonly notice: DisabledNotice,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async send(message: DueMessage, signal: AbortSignal): Promise<void> {
    const began = this.clock.now();
    const outcome = await this.attempt(message, began, signal);
    // Called off because the worker stops: another one takes it when the claim runs out.
    if (!outcome) return;
    const disabled = await this.settle(message, began, outcome);
    if (disabled) await this.notice.send(message.endpoint, disabled);
  }

  private async attempt(
    { id, payload, endpoint }: DueMessage,
    now: Date,
    signal: AbortSignal,
  ): Promise<Outcome | undefined> {
    const secrets = this.secrets.open('webhook_endpoint', endpoint);
    if (secrets.length === 0) return failed('Its secret cannot be read; give it a new one.');
    try {
      const { status, headers, body } = await this.http.send({
        url: endpoint.url,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...signMessage(id, now, payload, secrets) },
        body: payload,
        totalTimeoutMs: ANSWER_WITHIN_MS,
        maxBytes: KEPT_BYTES,
        beyond: 'cut',
        signal,
      });
      const good = status >= 200 && status < 300;
      const error = good ? null : `It answered ${status}.`;
      const response = body.toString('utf8').replaceAll('\0', '').toWellFormed();
      return { good, status, error, response, retryAfter: headers['retry-after'] };
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return error.reason === 'aborted' ? undefined : failed(error.message);
    }
  }

  /** @returns why the endpoint is disabled now, if it is */
  private async settle(
    { id, attempts, endpoint }: DueMessage,
    began: Date,
    outcome: Outcome,
  ): Promise<DisabledBecause | undefined> {
    const now = this.clock.now();
    const delay = outcome.good ? undefined : retryDelay(attempts, outcome.retryAfter, Math.random());
    const next = delay === undefined ? null : new Date(now.getTime() + delay);
    const status = outcome.good ? 'delivered' : next && outcome.status !== GONE ? 'pending' : 'failed';
    return this.database.transaction(async (tx) => {
      // The endpoint first: whoever changes it does so too, and nobody waits in a circle.
      const { rows } = await tx.query<{ failingSince: Date; enabled: boolean }>(
        `UPDATE webhook_endpoint SET failing_since = CASE WHEN $2 THEN NULL ELSE coalesce(failing_since, $3) END
         WHERE id = $1 AND (NOT $2 OR failing_since IS NOT NULL) RETURNING failing_since AS "failingSince", enabled`,
        [endpoint.id, outcome.good, now],
      );
      await tx.query(
        `UPDATE webhook_message SET status = $2, next_attempt_at = $3, claimed_until = NULL, last_status = $4, last_error = $5,
           delivered_at = $6 WHERE id = $1`,
        [
          id,
          status,
          status === 'pending' ? next : null,
          outcome.status,
          outcome.error,
          outcome.good ? now : null,
        ],
      );
      await tx.query(
        `INSERT INTO webhook_attempt (message_id, id, at, status, duration_ms, error, response)
         SELECT id, $2, $3, $4, $5, $6, $7 FROM webhook_message WHERE id = $1`,
        [
          id,
          newId(),
          began,
          outcome.status,
          now.getTime() - began.getTime(),
          outcome.error,
          outcome.response,
        ],
      );
      const [state] = rows;
      if (outcome.good || !state?.enabled) return undefined;
      const failingMs = now.getTime() - state.failingSince.getTime();
      const isFailing = failingMs >= this.config.webhookDisableAfterDays * DAY_MS;
      const because = outcome.status === GONE ? 'gone' : isFailing ? 'failing' : undefined;
      if (because === undefined) return undefined;
      await tx.query(
        `UPDATE webhook_endpoint SET enabled = false, disabled_because = $2, version = version + 1, updated_at = $3 WHERE id = $1`,
        [endpoint.id, because, now],
      );
      await this.audit.record(tx, systemPrincipal('webhooks', endpoint.organizationId, []), {
        action: 'webhook-endpoint.disabled',
        subject: { type: 'webhook-endpoint', id: endpoint.id },
        detail: { because, failingSince: state.failingSince },
      });
      return because;
    });
  }
}

function failed(error: string): Outcome {
  return { good: false, status: null, error, response: null };
}
