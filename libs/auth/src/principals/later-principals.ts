import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type KeyRow, keyStateOf } from '../api-keys/key-principal';
import { ACCOUNT_COLUMNS, accountOf, type UserRow } from '../sessions/account';
import type { Permission } from './permission';
import type { Principal } from './principal';

/** What is written down of a principal that asks for something which is done later. */
export interface RememberedPrincipal {
  kind: Principal['kind'];
  id: string;
  organizationId: string;
  /** What it was allowed to when it asked. */
  permissions: readonly string[];
}

/** The principals of work that is done later, without a request: as of now, and never more than when they asked. */
@Injectable()
export class LaterPrincipals {
  constructor(private readonly database: Database) {}

  /** Undefined when the user or key is gone, was switched off or has run out, and for kinds that do not ask for such work. */
  async of(remembered: RememberedPrincipal): Promise<Principal | undefined> {
    const current =
      remembered.kind === 'user'
        ? await this.user(remembered)
        : remembered.kind === 'apiKey'
          ? await this.key(remembered)
          : undefined;
    if (!current || current.organizationId !== remembered.organizationId) return undefined;
    const permissions = [...current.permissions].filter((each) => remembered.permissions.includes(each));
    return Object.freeze({ ...current, permissions: new Set<Permission>(permissions) });
  }

  private async user({ id, organizationId }: RememberedPrincipal): Promise<Principal | undefined> {
    const { rows } = await this.database.query<UserRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM users u WHERE u.id = $1 AND u.status = 'active'
         AND (u.organization_id = $2 OR 'super_admin' = ANY(u.roles))`,
      [id, organizationId],
    );
    const account = rows[0] && accountOf(rows[0]);
    if (!account) return undefined;
    const { permissions, dataPolicy, email, roles } = account;
    return { kind: 'user', id, organizationId, permissions, dataPolicy, email, roles };
  }

  private async key({ id }: RememberedPrincipal): Promise<Principal | undefined> {
    const { rows } = await this.database.query<KeyRow>(
      `SELECT k.hash, k.id AS "keyId", k.organization_id AS "keyOrganizationId", k.permissions AS "keyPermissions",
         k.allowed_endpoints AS "allowedEndpoints", k.limits, k.data_policy AS "keyPolicy", k.expires_at AS "expiresAt",
         NULL AS "graceUntil", k.creator_id AS "creatorId", ${ACCOUNT_COLUMNS}
       FROM api_key k JOIN users u ON u.id = k.creator_id AND u.status = 'active'
         AND (u.organization_id = k.organization_id OR 'super_admin' = ANY(u.roles))
       WHERE k.id = $1 AND (k.expires_at IS NULL OR k.expires_at > now())`,
      [id],
    );
    return rows[0] && keyStateOf(rows[0], undefined).principal;
  }
}
