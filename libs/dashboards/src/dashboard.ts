import { defineEntity, p } from '@mikro-orm/core';
import { Organization, User } from '@app/auth';
import type { Filter } from '@app/data';
import { baseProperties } from '@app/database';
import { EMPTY_LAYOUT, type Layout } from './layout';

export const VISIBILITIES = ['private', 'organization'] as const;

/** `private`: its owner, the organization's admins and whom it is shared with see it. `organization`: everybody in it does. */
export type Visibility = (typeof VISIBILITIES)[number];

const DashboardSchema = defineEntity({
  name: 'Dashboard',
  tableName: 'dashboard',
  properties: {
    ...baseProperties,
    organizationId: () =>
      p.manyToOne(Organization).mapToPk().joinColumn('organization_id').deleteRule('cascade').index(false),
    /** Null when its owner is gone, or when it was not made by a user. */
    ownerId: () =>
      p
        .manyToOne(User)
        .mapToPk()
        .joinColumn('owner_id')
        .deleteRule('set null')
        .nullable()
        .index('dashboard_owner_id_index'),
    name: p.string().length(200),
    description: p.string().length(2000),
    layout: p.json<Layout>().onCreate(() => EMPTY_LAYOUT),
    /** AND-ed to the query of each widget. */
    filters: p.json<Filter[]>().onCreate(() => []),
    tags: p.array().columnType('text[]'),
    visibility: p.string().length(20).$type<Visibility>(),
    /** Embed tokens are good as long as it is the one that they were made in. */
    embedEpoch: p.integer().default(0),
  },
  indexes: [
    { name: 'dashboard_organization_id_index', properties: ['organizationId', 'id'] },
    { name: 'dashboard_tags_index', properties: ['tags'], type: 'gin' },
  ],
  checks: [{ name: 'dashboard_visibility_check', expression: "visibility IN ('private', 'organization')" }],
});

/** A page of widgets. Its layout is the only place that knows where they are. */
export class Dashboard extends DashboardSchema.class {}
DashboardSchema.setClass(Dashboard);
