import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '@app/auth';

const ProvisionedDashboardSchema = defineEntity({
  name: 'ProvisionedDashboard',
  tableName: 'provisioned_dashboard',
  properties: {
    organizationId: () =>
      p
        .manyToOne(Organization)
        .mapToPk()
        .primary()
        .joinColumn('organization_id')
        .deleteRule('cascade')
        .index(false),
    /** Which definition it was made of. */
    definition: p.string().length(100).primary(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  },
});

/** Remembers that a dashboard was once given to an organization, so that it stays away after somebody deleted it. */
export class ProvisionedDashboard extends ProvisionedDashboardSchema.class {}
ProvisionedDashboardSchema.setClass(ProvisionedDashboard);
