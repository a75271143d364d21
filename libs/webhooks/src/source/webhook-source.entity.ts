import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '@app/auth';
import { baseProperties } from '@app/database';
import type { Mapping } from '@app/data';
import type { SchemeName } from '../signature/schemes';

const WebhookSourceSchema = defineEntity({
  name: 'WebhookSource',
  tableName: 'webhook_source',
  properties: {
    ...baseProperties,
    organizationId: () =>
      p.manyToOne(Organization).mapToPk().joinColumn('organization_id').deleteRule('cascade').index(false),
    name: p.string().length(200),
    /** Its name in the URL, unique in the installation. */
    slug: p.string().length(64).unique('webhook_source_slug_unique'),
    scheme: p.string().length(20).$type<SchemeName>(),
    secretSealed: p.text().hidden(),
    previousSecretSealed: p.text().nullable().hidden(),
    previousUntil: p.datetime(3).nullable(),
    /** JMESPath to what names a delivery. Null: where its scheme says. */
    deliveryIdPath: p.string().length(500).nullable(),
    /** Null: deliveries are kept, and nothing is made of them. */
    mapping: p.json().$type<Mapping>().nullable(),
    enabled: p.boolean(),
    /** It is made by WEBHOOK_SECRET, which is its secret. */
    managed: p.boolean(),
  },
  indexes: [{ name: 'webhook_source_organization_id_index', properties: ['organizationId', 'id'] }],
});

/** Somebody who sends webhooks to an organization: how they sign, and what becomes of them. */
export class WebhookSource extends WebhookSourceSchema.class {}
WebhookSourceSchema.setClass(WebhookSource);
