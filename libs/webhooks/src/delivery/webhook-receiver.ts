import { Injectable } from '@nestjs/common';
import { Database, Outbox, OutboxWake } from '@app/database';
import { AppError, Clock, newId } from '@app/platform';
import { header, type RequestHeaders } from '../signature/schemes';
import { newSecret, type SecretRow, SigningSecrets } from '../signature/signing-secrets';
import { isSigned } from '../signature/verify-signature';
import { DEFAULT_SLUG, DefaultSource } from '../source/default-source';
import { type DeliverySource, requestKey } from './delivery-key';
import { keptHeaders } from './kept-headers';
import { slackChallenge } from './slack-challenge';
import { SENT_TYPE } from './webhook-bodies';

const LONGEST_TYPE = 200;

interface Source extends SecretRow, DeliverySource {
  enabled: boolean;
  managed: boolean;
}

/** Takes webhooks in: what is acknowledged has been written down, once for each delivery. */
@Injectable()
export class WebhookReceiver {
  /** Stands in for sources that there are not, so that asking for one takes as long as for another. */
  private readonly nobody: Source;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly secrets: SigningSecrets,
    private readonly defaultSource: DefaultSource,
    private readonly clock: Clock,
  ) {
    const row = { id: newId(), organizationId: newId() };
    this.nobody = {
      ...row,
      secretSealed: secrets.seal('webhook_source', row, newSecret()),
      scheme: 'standard',
      deliveryIdPath: null,
      enabled: false,
      managed: false,
    };
  }

  /**
   * @returns what the sender wants to have back; undefined where it wants nothing
   * @throws AppError INVALID_SIGNATURE for an unknown source, a wrong signature and an old one alike
   */
  async receive(slug: string, headers: RequestHeaders, body: Buffer): Promise<string | undefined> {
    if (slug === DEFAULT_SLUG) await this.defaultSource.ensure();
    const source = (await this.find(slug)) ?? this.nobody;
    const opened = this.secrets.open('webhook_source', source);
    const valid = source.managed ? this.defaultSource.valid : opened;
    const now = this.clock.now();
    if (!isSigned(source.scheme, valid, { headers, body }, now) || !source.enabled) {
      throw new AppError(
        'INVALID_SIGNATURE',
        'There is no such source, or its secret did not sign this body within the last five minutes.',
      );
    }
    const contentType = header(headers, SENT_TYPE).slice(0, LONGEST_TYPE) || null;
    const challenge = source.scheme === 'slack' ? slackChallenge(contentType, body) : undefined;
    if (challenge === undefined) await this.keep(source, headers, contentType, body, now);
    return challenge;
  }

  private async keep(
    source: Source,
    headers: RequestHeaders,
    contentType: string | null,
    body: Buffer,
    now: Date,
  ): Promise<void> {
    const key = requestKey(source, headers, contentType, body);
    const id = newId();
    const isNew = await this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO webhook_delivery (id, organization_id, source_id, delivery_id, received_at, content_type, headers, body, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued') ON CONFLICT ON CONSTRAINT webhook_delivery_once DO NOTHING`,
        [
          id,
          source.organizationId,
          source.id,
          key,
          now,
          contentType,
          JSON.stringify(keptHeaders(headers)),
          body,
        ],
      );
      if (rowCount === 0) return false;
      await this.outbox.append(tx, {
        topic: 'job.requested',
        subject: id,
        organizationId: source.organizationId,
        payload: { name: 'process-webhook', payload: { deliveryId: id }, jobId: `webhook-${id}` },
      });
      return true;
    });
    if (isNew) this.wake.poke();
  }

  private async find(slug: string): Promise<Source | undefined> {
    const { rows } = await this.database.query<Source>(
      `SELECT id, organization_id AS "organizationId", scheme, secret_sealed AS "secretSealed",
         previous_secret_sealed AS "previousSecretSealed", previous_until AS "previousUntil",
         delivery_id_path AS "deliveryIdPath", enabled, managed
       FROM webhook_source WHERE slug = $1`,
      [slug.isWellFormed() && !slug.includes('\0') ? slug : ''],
    );
    return rows[0];
  }
}
