import { defineEntity, p } from '@mikro-orm/core';
import { baseProperties } from '@app/database';
import { Organization } from '../organizations/organization.entity';
import type { DataPolicy } from '../principals/principal';

export const USER_STATUSES = ['active', 'invited', 'disabled'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    ...baseProperties,
    organization: () => p.manyToOne(Organization).mapToPk().deleteRule('cascade').index(false),
    email: p.string().length(320).unique('users_email_unique'),
    name: p.string().length(200),
    roles: p.array().columnType('text[]'),
    status: p.string().length(20).$type<UserStatus>(),
    passwordHash: p.string().length(255).nullable().hidden().lazy(),
    dataPolicy: p.json().$type<DataPolicy>().nullable(),
  },
  indexes: [{ name: 'users_organization_id_index', properties: ['organization', 'id'] }],
  checks: [
    { name: 'users_email_lower', expression: 'email = lower(email)' },
    { name: 'users_status_check', expression: "status IN ('active', 'invited', 'disabled')" },
  ],
});

/** A person who can sign in. `email` is lower case and unique over all organizations. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);
