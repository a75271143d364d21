import { Injectable } from '@nestjs/common';
import { systemPrincipal } from '@app/auth';
import {
  ExpressionError,
  type IngestResult,
  IngestService,
  mapPayload,
  type Mapping,
  readPayload,
} from '@app/data';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload, JOBS } from '@app/jobs';
import { type AppError, Clock, ERROR_CODES, toAppError } from '@app/platform';

const LONGEST_ERROR = 2_000;
const NOTHING: IngestResult = { accepted: 0, duplicates: 0 };

interface Delivery {
  id: string;
  organizationId: string;
  sourceId: string;
  deliveryId: string | null;
  receivedAt: Date;
  contentType: string | null;
  headers: Record<string, string>;
  body: Buffer;
  slug: string;
  mapping: Mapping | null;
}

/** Makes points of a delivery, as its source maps it now. Running again, whenever and wherever, stores nothing twice. */
@Injectable()
@JobHandler('process-webhook')
export class ProcessWebhookHandler implements Handler<'process-webhook'> {
  constructor(
    private readonly database: Database,
    private readonly ingest: IngestService,
    private readonly clock: Clock,
  ) {}

  async handle(
    { deliveryId }: JobPayload<'process-webhook'>,
    { attempt }: Pick<JobContext, 'attempt'>,
  ): Promise<IngestResult> {
    const delivery = await this.find(deliveryId);
    // Deleted meanwhile, with its source or by age.
    if (!delivery) return NOTHING;
    try {
      const result = await this.store(delivery);
      const status = result.accepted + result.duplicates > 0 ? 'processed' : 'ignored';
      await this.settle(delivery, { status, result });
      return result;
    } catch (thrown) {
      const error = thrown instanceof ExpressionError ? thrown.message : describe(toAppError(thrown));
      const mayPass =
        !(thrown instanceof ExpressionError) && ERROR_CODES[toAppError(thrown).code].status >= 500;
      const again = mayPass && attempt < JOBS['process-webhook'].attempts;
      await this.settle(delivery, { status: again ? 'queued' : 'failed', error });
      if (mayPass) throw thrown;
      return NOTHING;
    }
  }

  private async store(delivery: Delivery): Promise<IngestResult> {
    const { mapping, organizationId, slug } = delivery;
    if (!mapping) return NOTHING;
    const payload = readPayload(delivery.contentType, delivery.body);
    const { points, errors } = mapPayload(mapping, {
      sourceId: delivery.sourceId,
      key: delivery.deliveryId ?? delivery.id,
      receivedAt: delivery.receivedAt,
      payload,
      headers: delivery.headers,
    });
    if (errors.length > 0) throw new ExpressionError(errors.join('; '));
    if (points.length === 0) return NOTHING;
    return this.ingest.ingest(systemPrincipal(`webhook:${slug}`, organizationId, ['data:write']), points);
  }

  private async settle(
    { id }: Delivery,
    { status, error, result }: { status: string; error?: string; result?: IngestResult },
  ): Promise<void> {
    await this.database.query(
      `UPDATE webhook_delivery SET status = $2, error = $3, accepted = $4, duplicates = $5, processed_at = $6, attempts = attempts + 1
       WHERE id = $1`,
      [
        id,
        status,
        error?.replaceAll('\0', '').slice(0, LONGEST_ERROR).toWellFormed() ?? null,
        result?.accepted ?? null,
        result?.duplicates ?? null,
        status === 'queued' ? null : this.clock.now(),
      ],
    );
  }

  private async find(id: string): Promise<Delivery | undefined> {
    const { rows } = await this.database.query<Delivery>(
      `SELECT d.id, d.organization_id AS "organizationId", d.source_id AS "sourceId", d.delivery_id AS "deliveryId",
         d.received_at AS "receivedAt", d.content_type AS "contentType", d.headers, d.body, s.slug, s.mapping
       FROM webhook_delivery d JOIN webhook_source s ON s.id = d.source_id WHERE d.id = $1`,
      [id],
    );
    return rows[0];
  }
}

/** For people of the organization: no more than a client would be told. */
function describe({ code, detail, errors }: AppError): string {
  if (ERROR_CODES[code].status === 500) return 'Something went wrong here; it is in the log of the worker.';
  const places = errors.slice(0, 5).map(({ pointer, message }) => `${pointer}: ${message}`);
  return places.length > 0 ? places.join('; ') : detail;
}
