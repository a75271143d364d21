import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '@app/auth';
import { baseProperties } from '@app/database';
import type { EventFilters } from './webhook-events';

/** `gone`: it answered 410. `failing`: nothing reached it for days. `user`: somebody did it. */
export type DisabledBecause = 'gone' | 'failing' | 'user';

const WebhookEndpointSchema = defineEntity({
  name: 'WebhookEndpoint',
  tableName: 'webhook_endpoint',
  properties: {
    ...baseProperties,
    organizationId: () =>
      p.manyToOne(Organization).mapToPk().joinColumn('organization_id').deleteRule('cascade').index(false),
    name: p.string().length(200),
    url: p.string().length(2048),
    events: p.array().columnType('text[]'),
    filters: p.json().$type<EventFilters>().nullable(),
    secretSealed: p.text().hidden(),
    previousSecretSealed: p.text().nullable().hidden(),
    previousUntil: p.datetime(3).nullable(),
    enabled: p.boolean(),
    disabledBecause: p.string().length(20).$type<DisabledBecause>().nullable(),
    /** When the first attempt failed of those that have failed without a success since. */
    failingSince: p.datetime(3).nullable(),
  },
  indexes: [{ name: 'webhook_endpoint_organization_id_index', properties: ['organizationId', 'id'] }],
});

/** A URL outside that hears of events of an organization. */
export class WebhookEndpoint extends WebhookEndpointSchema.class {}
WebhookEndpointSchema.setClass(WebhookEndpoint);
