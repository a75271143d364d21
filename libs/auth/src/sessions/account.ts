import { intersectPolicies } from '../policies/intersect-policies';
import type { Permission } from '../principals/permission';
import type { DataPolicy } from '../principals/principal';
import { permissionsOf } from '../principals/roles';

/** What the database says of a user. */
export interface UserRow {
  organizationId: string;
  email: string;
  roles: string[];
  /** The user's own. */
  dataPolicy: DataPolicy | null;
  /** Those of the user's roles in its organization. */
  rolePolicies?: DataPolicy[] | null;
}

/** What the database says of a session's user. */
export interface AccountRow extends UserRow {
  sessionId: string;
  userId: string;
}

/** The columns of a {@link UserRow} of a table `users` that is called `u`. */
export const ACCOUNT_COLUMNS = `u.organization_id AS "organizationId", u.email, u.roles, u.data_policy AS "dataPolicy",
  (SELECT json_agg(p.policy ORDER BY p.role) FROM role_policy p
   WHERE p.organization_id = u.organization_id AND p.role = ANY(u.roles)) AS "rolePolicies"`;

/** A user as of now: what it may do and see. The same object as long as nothing changes. */
export interface Account {
  readonly organizationId: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  /** The user's own and those of all its roles hold together. */
  readonly dataPolicy: DataPolicy;
  /** The row's fields in one text, to see whether they changed. */
  readonly fingerprint: string;
}

export function accountOf(row: UserRow): Account {
  return {
    organizationId: row.organizationId,
    email: row.email,
    roles: row.roles,
    permissions: new Set(permissionsOf(row.roles)),
    dataPolicy: intersectPolicies(row.dataPolicy, ...(row.rolePolicies ?? [])),
    fingerprint: fingerprint(row),
  };
}

export function isSameAccount(account: Account, row: UserRow): boolean {
  return account.fingerprint === fingerprint(row);
}

function fingerprint(row: UserRow): string {
  return JSON.stringify([row.organizationId, row.email, row.roles, row.dataPolicy, row.rolePolicies]);
}
