import { defineEntity, p } from '@mikro-orm/core';
import { Organization } from '../organizations/organization.entity';
import { User } from '../users/user.entity';

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    user: () => p.manyToOne(User).mapToPk().deleteRule('cascade').index('session_user_id_index'),
    organization: () => p.manyToOne(Organization).mapToPk().deleteRule('cascade').index(false),
    userAgent: p.string().length(300).nullable(),
    createdAt: p.datetime(3),
    lastUsedAt: p.datetime(3),
    expiresAt: p.datetime(3).index('session_expires_at_index'),
    endedAt: p.datetime(3).nullable(),
  },
});

/** One login on one device, and everything that was refreshed from it. Ended ones stay for the audit until purged. */
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_token',
  properties: {
    hash: p.blob().primary(),
    session: () =>
      p.manyToOne(Session).mapToPk().deleteRule('cascade').index('refresh_token_session_id_index'),
    createdAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
    usedBy: p.blob().nullable(),
  },
});

/** A refresh token by its SHA-256. Used ones are kept to recognize their reuse, with the SHA-256 of the User-Agent that used them. */
export class RefreshToken extends RefreshTokenSchema.class {}
RefreshTokenSchema.setClass(RefreshToken);
