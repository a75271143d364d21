import { Injectable } from '@nestjs/common';
import { Database, Outbox, type SqlExecutor } from '@app/database';
import { AppError, isId } from '@app/platform';
import { AuditLog } from '../audit/audit-log';
import type { DataPolicy, Principal } from '../principals/principal';
import { ACCOUNT_COLUMNS, accountOf, type UserRow } from '../sessions/account';
import { SessionStates } from '../sessions/session-states';
import { assertMayHandle } from '../users/admin-rules';
import { assertWithinPolicy } from '../users/assert-within-policy';
import type { UserDataPolicyDto } from './data-policy.dto';
import { parsePolicy } from './parse-policy';

/** Data policies of single users, read and set by the administrators of their organization. */
@Injectable()
export class UserPolicies {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly states: SessionStates,
  ) {}

  /** @throws AppError NOT_FOUND */
  async get(principal: Principal, userId: string): Promise<UserDataPolicyDto> {
    return toDto(userId, await find(this.database, principal, userId));
  }

  /**
   * Replaces the user's own policy; `{}` lifts it. Counts within a second everywhere.
   * @throws AppError NOT_FOUND, VALIDATION_FAILED, INSUFFICIENT_PERMISSIONS for a super_admin handled by somebody else,
   *   POLICY_VIOLATION when the user sees, or would see, more than the principal does
   */
  async set(principal: Principal, userId: string, input: unknown): Promise<UserDataPolicyDto> {
    const dataPolicy = parsePolicy(input, '/dataPolicy');
    const changed = await this.database.transaction(async (tx) => {
      const before = await find(tx, principal, userId, 'FOR NO KEY UPDATE');
      assertMayHandle(principal, before.roles);
      assertWithinPolicy(principal, before.dataPolicy);
      assertWithinPolicy(principal, dataPolicy);
      const id = userId.toLowerCase();
      const stored = Object.keys(dataPolicy).length > 0 ? JSON.stringify(dataPolicy) : null;
      await tx.query(
        'UPDATE users SET data_policy = $1, version = version + 1, updated_at = now() WHERE id = $2',
        [stored, id],
      );
      const event = { subject: id, organizationId: before.organizationId, payload: { userId: id } };
      await this.outbox.append(tx, { topic: 'user.changed', ...event });
      await this.audit.record(tx, principal, {
        action: 'user.data-policy-changed',
        subject: { type: 'user', id },
        before: { dataPolicy: before.dataPolicy ?? {} },
        after: { dataPolicy },
      });
      return { ...before, dataPolicy };
    });
    this.states.forgetUser(userId.toLowerCase());
    return toDto(userId, changed);
  }
}

async function find(
  executor: SqlExecutor,
  { organizationId }: Principal,
  userId: string,
  lock: '' | 'FOR NO KEY UPDATE' = '',
): Promise<UserRow> {
  const { rows } = isId(userId)
    ? await executor.query<UserRow>(
        `SELECT ${ACCOUNT_COLUMNS} FROM users u WHERE u.id = $1 AND u.organization_id = $2 ${lock}`,
        [userId, organizationId],
      )
    : { rows: [] };
  const [user] = rows;
  if (!user) throw AppError.notFound('user', userId);
  return user;
}

function toDto(userId: string, row: UserRow): UserDataPolicyDto {
  const dataPolicy: DataPolicy = row.dataPolicy ?? {};
  return { userId: userId.toLowerCase(), dataPolicy, effective: accountOf(row).dataPolicy };
}
