import { Injectable } from '@nestjs/common';
import { assertUnrestricted, type Principal } from '@app/auth';
import { Database, Outbox, OutboxWake } from '@app/database';
import { AppError, Clock, decodeCursor, isId, newId, type Page, toPage } from '@app/platform';
import { TEST_EVENT } from '../endpoint/webhook-events';
import type { WebhookEndpoint } from '../endpoint/webhook-endpoint.entity';
import { WebhookEndpointService } from '../endpoint/webhook-endpoint.service';
import { messageBody } from './message-body';
import type {
  MessagesQuery,
  WebhookAttemptDto,
  WebhookMessageDetailDto,
  WebhookMessageDto,
} from './webhook-message.dto';

const COLUMNS = `id, event, status, attempts, last_status AS "lastStatus", last_error AS "lastError", created_at AS "createdAt",
  next_attempt_at AS "nextAttemptAt", delivered_at AS "deliveredAt"`;
const SHOWN_ATTEMPTS = 50;

/** What is sent to the endpoints of the principal's organization. */
@Injectable()
export class WebhookMessages {
  constructor(
    private readonly database: Database,
    private readonly endpoints: WebhookEndpointService,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async list(
    principal: Principal,
    endpointId: string,
    query: MessagesQuery,
  ): Promise<Page<WebhookMessageDto>> {
    const endpoint = await this.endpoint(principal, endpointId);
    const { rows } = await this.database.query<WebhookMessageDto>(
      `SELECT ${COLUMNS} FROM webhook_message
       WHERE endpoint_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR status = $3) ORDER BY id DESC LIMIT $4`,
      [endpoint.id, decodeCursor(query.cursor) ?? null, query.status ?? null, query.limit + 1],
    );
    return toPage(rows, query.limit, (row) => row);
  }

  /** With its payload and its latest attempts. @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async get(principal: Principal, endpointId: string, id: string): Promise<WebhookMessageDetailDto> {
    const endpoint = await this.endpoint(principal, endpointId);
    const { rows } = await this.database.query<Omit<WebhookMessageDetailDto, 'log'>>(
      `SELECT ${COLUMNS}, payload FROM webhook_message WHERE endpoint_id = $1 AND id = $2`,
      [endpoint.id, isId(id) ? id : null],
    );
    const [row] = rows;
    if (!row) throw AppError.notFound('delivery', id);
    const log = await this.database.query<WebhookAttemptDto>(
      `SELECT at, status, duration_ms AS "durationMs", error, response FROM webhook_attempt
       WHERE message_id = $1 ORDER BY id DESC LIMIT ${SHOWN_ATTEMPTS}`,
      [row.id],
    );
    return { ...row, log: log.rows };
  }

  /** Sends an event that says nothing. @throws AppError NOT_FOUND, POLICY_VIOLATION, CONFLICT while the endpoint is disabled */
  async test(principal: Principal, endpointId: string): Promise<WebhookMessageDto> {
    const { id: endpoint, organizationId, enabled } = await this.endpoint(principal, endpointId);
    assertEnabled(enabled);
    const [id, now] = [newId(), this.clock.now()];
    const payload = messageBody(TEST_EVENT, now, { endpointId: endpoint });
    return this.due(
      `INSERT INTO webhook_message (id, organization_id, endpoint_id, event_id, event, payload, created_at, status, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $7) RETURNING ${COLUMNS}`,
      [id, organizationId, endpoint, `test-${id}`, TEST_EVENT, payload, now],
      organizationId,
      id,
    );
  }

  /** Sends it again, with all its tries. @throws AppError NOT_FOUND, POLICY_VIOLATION, CONFLICT while the endpoint is disabled */
  async redeliver(principal: Principal, endpointId: string, id: string): Promise<WebhookMessageDto> {
    const endpoint = await this.endpoint(principal, endpointId);
    assertEnabled(endpoint.enabled);
    return this.due(
      `UPDATE webhook_message SET status = 'pending', attempts = 0, first_attempt_at = NULL, next_attempt_at = $1, delivered_at = NULL
       WHERE endpoint_id = $2 AND id = $3 RETURNING ${COLUMNS}`,
      [this.clock.now(), endpoint.id, isId(id) ? id : null],
      endpoint.organizationId,
      id,
    );
  }

  /** Messages tell of all of the data. */
  private async endpoint(principal: Principal, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.find(principal, id);
    assertUnrestricted(principal, 'webhooks');
    return endpoint;
  }

  private async due(
    sql: string,
    parameters: unknown[],
    organizationId: string,
    id: string,
  ): Promise<WebhookMessageDto> {
    const message = await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<WebhookMessageDto>(sql, parameters);
      const [row] = rows;
      if (!row) throw AppError.notFound('delivery', id);
      const payload = { name: 'deliver-webhooks', payload: {} };
      await this.outbox.append(tx, { topic: 'job.requested', subject: row.id, organizationId, payload });
      return row;
    });
    this.wake.poke();
    return message;
  }
}

function assertEnabled(enabled: boolean): void {
  if (!enabled) throw new AppError('CONFLICT', 'The endpoint is disabled: enable it first.');
}
