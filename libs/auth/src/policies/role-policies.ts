import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { AppError } from '@app/platform';
import { AuditLog } from '../audit/audit-log';
import type { DataPolicy, Principal } from '../principals/principal';
import { isRole, type Role } from '../principals/roles';
import { SessionStates } from '../sessions/session-states';
import type { RoleDataPolicyDto } from './data-policy.dto';
import { parsePolicy } from './parse-policy';

/** Those who give policies are not restricted by one of their own role: nobody could lift it. */
const UNRESTRICTED: readonly Role[] = ['super_admin', 'admin'];

/** Data policies of the roles of an organization. They hold for everybody who has the role, beside the user's own. */
@Injectable()
export class RolePolicies {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly states: SessionStates,
  ) {}

  /** Those of the principal's organization; a role without one is missing. */
  of({ organizationId }: Principal): Promise<Map<string, DataPolicy>> {
    return read(this.database, organizationId);
  }

  /**
   * Sets what the role sees in the principal's organization; `{}` lifts it. Counts within a second everywhere.
   * @throws AppError NOT_FOUND for an unknown role, VALIDATION_FAILED, also for admin and super_admin, POLICY_VIOLATION
   *   for a principal that has a data policy itself: what a role sees may be more than it does
   */
  async set(principal: Principal, role: string, input: unknown): Promise<RoleDataPolicyDto> {
    if (!isRole(role)) throw AppError.notFound('role', role);
    if (UNRESTRICTED.includes(role))
      throw AppError.invalid('/role', `role must be one that can be restricted (given: "${role}")`);
    if (Object.keys(principal.dataPolicy).length > 0)
      throw new AppError(
        'POLICY_VIOLATION',
        'Your data policy restricts you; you may not change those of roles.',
      );
    const dataPolicy = parsePolicy(input, '/dataPolicy');
    const { organizationId } = principal;
    await this.database.transaction(async (tx) => {
      await tx.query('SELECT FROM organization WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
      const before = (await read(tx, organizationId)).get(role) ?? {};
      await tx.query('DELETE FROM role_policy WHERE organization_id = $1 AND role = $2', [
        organizationId,
        role,
      ]);
      if (Object.keys(dataPolicy).length > 0)
        await tx.query('INSERT INTO role_policy (organization_id, role, policy) VALUES ($1, $2, $3)', [
          organizationId,
          role,
          JSON.stringify(dataPolicy),
        ]);
      await this.audit.record(tx, principal, {
        action: 'role.data-policy-changed',
        subject: { type: 'role', id: role },
        before: { dataPolicy: before },
        after: { dataPolicy },
      });
    });
    this.states.forgetAll();
    return { role, dataPolicy };
  }
}

async function read(executor: SqlExecutor, organizationId: string): Promise<Map<string, DataPolicy>> {
  const { rows } = await executor.query<{ role: string; policy: DataPolicy }>(
    'SELECT role, policy FROM role_policy WHERE organization_id = $1',
    [organizationId],
  );
  return new Map(rows.map(({ role, policy }) => [role, policy]));
}
