import { defineEntity, p } from '@mikro-orm/core';
import { baseProperties } from '@app/database';
import { Organization } from '../organizations/organization.entity';
import type { DataPolicy, KeyLimits } from '../principals/principal';
import { User } from '../users/user.entity';

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    ...baseProperties,
    organizationId: () =>
      p.manyToOne(Organization).mapToPk().joinColumn('organization_id').deleteRule('cascade').index(false),
    /** Whose rights bound it. Null when that user is gone: then the key is refused. */
    creatorId: () =>
      p
        .manyToOne(User)
        .mapToPk()
        .joinColumn('creator_id')
        .deleteRule('set null')
        .nullable()
        .index('api_key_creator_id_index'),
    name: p.string().length(200),
    /** How it begins, to tell it from others. */
    prefix: p.string().length(40),
    /** SHA-256 of the key, and of the one before while that still works. */
    hash: p.string().length(64).unique('api_key_hash_unique').hidden(),
    previousHash: p.string().length(64).unique('api_key_previous_hash_unique').nullable().hidden(),
    previousUntil: p.datetime(3).nullable(),
    permissions: p.array().columnType('text[]'),
    /** Null: every route that the permissions allow. */
    allowedEndpoints: p.array().columnType('text[]').nullable(),
    limits: p.json().$type<KeyLimits>().nullable(),
    dataPolicy: p.json().$type<DataPolicy>().nullable(),
    expiresAt: p.datetime(3).nullable(),
    lastUsedAt: p.datetime(3).nullable(),
    lastUsedAddress: p.string().length(60).nullable(),
  },
  indexes: [{ name: 'api_key_organization_id_index', properties: ['organizationId', 'id'] }],
});

/** A key by which a program acts in an organization, with no more rights than the user who made it. */
export class ApiKey extends ApiKeySchema.class {}
ApiKeySchema.setClass(ApiKey);
