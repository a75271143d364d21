import { Injectable } from '@nestjs/common';
import { assertUnrestricted, AuditLog, type Principal } from '@app/auth';
import { INGEST_LIMITS, mapPayload, parseMapping, validatePoints } from '@app/data';
import { Database, Outbox, OutboxWake } from '@app/database';
import { AppError, Clock, decodeCursor, isId, type Page, toPage } from '@app/platform';
import type { PreviewWebhookDto, WebhookPreviewDto } from '../source/webhook-source.dto';
import { WebhookSourceService } from '../source/webhook-source.service';
import { deliveryKey } from './delivery-key';
import {
  type DeliveriesQuery,
  MOST_REPLAYED,
  type ReplayDeliveriesDto,
  type WebhookDeliveryDetailDto,
  type WebhookDeliveryDto,
} from './webhook-delivery.dto';

/** Of work for one preview: it stops everything else in a process that answers requests. */
const PREVIEW_MS = 1_000;
const COLUMNS = `id, delivery_id AS "deliveryId", received_at AS "receivedAt", status, attempts, replays, error, accepted,
  duplicates, processed_at AS "processedAt", octet_length(body) AS bytes`;

/** What has come in at the sources of the principal's organization, and what becomes of it. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly database: Database,
    private readonly sources: WebhookSourceService,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Newest first. Errors quote what was sent. @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async list(
    principal: Principal,
    sourceId: string,
    query: DeliveriesQuery,
  ): Promise<Page<WebhookDeliveryDto>> {
    const source = await this.sources.find(principal, sourceId);
    assertUnrestricted(principal, 'webhooks');
    const { rows } = await this.database.query<WebhookDeliveryDto>(
      `SELECT ${COLUMNS} FROM webhook_delivery
       WHERE source_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::text IS NULL OR status = $3) ORDER BY id DESC LIMIT $4`,
      [source.id, decodeCursor(query.cursor) ?? null, query.status ?? null, query.limit + 1],
    );
    return toPage(rows, query.limit, (row) => row);
  }

  /** With what was sent. @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async get(principal: Principal, sourceId: string, id: string): Promise<WebhookDeliveryDetailDto> {
    const source = await this.sources.find(principal, sourceId);
    assertUnrestricted(principal, 'webhooks');
    const { rows } = await this.database.query<Omit<WebhookDeliveryDetailDto, 'body'> & { body: Buffer }>(
      `SELECT ${COLUMNS}, content_type AS "contentType", headers, body FROM webhook_delivery WHERE source_id = $1 AND id = $2`,
      [source.id, isId(id) ? id : null],
    );
    const [row] = rows;
    if (!row) throw AppError.notFound('delivery', id);
    return { ...row, body: row.body.toString('utf8') };
  }

  /** What a payload would become. Stores nothing. @throws AppError NOT_FOUND, VALIDATION_FAILED, POLICY_VIOLATION */
  async preview(
    principal: Principal,
    sourceId: string,
    input: PreviewWebhookDto,
  ): Promise<WebhookPreviewDto> {
    const source = await this.sources.find(principal, sourceId);
    assertUnrestricted(principal, 'webhooks');
    const mapping = input.mapping ? parseMapping(input.mapping) : source.mapping;
    const headers = Object.fromEntries(
      Object.entries(input.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    const { scheme, deliveryIdPath = null } = source;
    const key = deliveryKey({ scheme, deliveryIdPath }, headers, () => input.payload);
    const delivery = { sourceId: source.id, key: key ?? 'preview', payload: input.payload, headers };
    const now = this.clock.now();
    const { points, errors } = mapping
      ? mapPayload(mapping, { ...delivery, receivedAt: now }, PREVIEW_MS)
      : { points: [], errors: ['The source has no mapping: nothing is made of what it sends.'] };
    try {
      validatePoints(points, { limits: INGEST_LIMITS, now, policy: {} });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      errors.push(...error.errors.map(({ pointer, message }) => `${pointer}: ${message}`));
    }
    return { points: points as WebhookPreviewDto['points'], errors, deliveryId: key };
  }

  /** Has one processed again, as its source maps it then. @throws AppError NOT_FOUND, POLICY_VIOLATION */
  async replayOne(principal: Principal, sourceId: string, id: string): Promise<{ replayed: number }> {
    const result = await this.replay(principal, sourceId, { ids: isId(id) ? [id] : [] });
    if (result.replayed === 0) throw AppError.notFound('delivery', id);
    return result;
  }

  /** Has several processed again. Points that are stored already stay as they are. @throws AppError as {@link replayOne} */
  async replay(
    principal: Principal,
    sourceId: string,
    { ids, status = 'failed' }: ReplayDeliveriesDto,
  ): Promise<{ replayed: number }> {
    const source = await this.sources.find(principal, sourceId);
    assertUnrestricted(principal, 'webhooks');
    const replayed = await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ id: string }>(
        `UPDATE webhook_delivery SET status = 'queued', replays = replays + 1, error = NULL WHERE id IN (
           SELECT id FROM webhook_delivery WHERE source_id = $1 AND CASE WHEN $2::uuid[] IS NULL THEN status = $3 ELSE id = ANY($2) END
           ORDER BY id LIMIT ${MOST_REPLAYED} FOR UPDATE)
         RETURNING id`,
        [source.id, ids ?? null, status],
      );
      for (const { id: deliveryId } of rows) {
        await this.outbox.append(tx, {
          topic: 'job.requested',
          subject: deliveryId,
          organizationId: source.organizationId,
          payload: { name: 'process-webhook', payload: { deliveryId } },
        });
      }
      const subject = { type: 'webhook-source', id: source.id };
      const detail = { replayed: rows.length };
      if (rows.length > 0)
        await this.audit.record(tx, principal, { action: 'webhook-source.replayed', subject, detail });
      return rows.length;
    });
    if (replayed > 0) this.wake.poke();
    return { replayed };
  }
}
