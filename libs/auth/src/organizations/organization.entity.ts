import { defineEntity, p } from '@mikro-orm/core';
import { baseProperties } from '@app/database';

const OrganizationSchema = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    ...baseProperties,
    name: p.string().length(200),
  },
});

/** A tenant: whatever is stored belongs to exactly one. */
export class Organization extends OrganizationSchema.class {}
OrganizationSchema.setClass(Organization);
