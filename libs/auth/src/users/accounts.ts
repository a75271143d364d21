import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, isId } from '@app/platform';
import type { Principal } from '../principals/principal';
import { type Account, ACCOUNT_COLUMNS, accountOf, type UserRow } from '../sessions/account';
import { assertMayHandle } from './admin-rules';
import { assertWithinPolicy } from './assert-within-policy';

/** What users may do and see as of now, whether they are signed in or not. */
@Injectable()
export class Accounts {
  constructor(private readonly database: Database) {}

  /** The accounts of the active users among `userIds`, by id; others are missing. */
  async of(userIds: readonly string[]): Promise<Map<string, Account>> {
    const { rows } = await this.database.query<UserRow & { id: string }>(
      `SELECT u.id, ${ACCOUNT_COLUMNS} FROM users u WHERE u.id = ANY($1::uuid[]) AND u.status = 'active'`,
      [[...new Set(userIds)]],
    );
    return new Map(rows.map((row) => [row.id, accountOf(row)]));
  }

  /**
   * The id of a user whom the principal may look at or act for: itself, or with the permission one of its organization.
   * All others are as good as absent.
   * @throws AppError NOT_FOUND; to act for somebody else INSUFFICIENT_PERMISSIONS and POLICY_VIOLATION
   */
  async reach(principal: Principal, userId: string, permission: 'user:read' | 'user:write'): Promise<string> {
    const id = userId.toLowerCase();
    const isSelf = principal.kind === 'user' && principal.id === id;
    const mayLook = isId(id) && (isSelf || principal.permissions.has(permission));
    const { rows } = mayLook
      ? await this.database.query<UserRow>(
          `SELECT ${ACCOUNT_COLUMNS} FROM users u WHERE u.id = $1 AND u.organization_id = $2`,
          [id, principal.organizationId],
        )
      : { rows: [] };
    const [user] = rows;
    if (!user) throw AppError.notFound('user', userId);
    if (!isSelf && permission === 'user:write') {
      assertMayHandle(principal, user.roles);
      assertWithinPolicy(principal, user.dataPolicy);
    }
    return id;
  }
}
