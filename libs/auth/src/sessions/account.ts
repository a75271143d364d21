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
}

/** What the database says of a session's user. */
export interface AccountRow extends UserRow {
  sessionId: string;
  userId: string;
}

/** The columns of a {@link UserRow} of a table `users` that is called `u`. */
export const ACCOUNT_COLUMNS = `u.organization_id AS "organizationId", u.email, u.roles, u.data_policy AS "dataPolicy"`;

/** A user as of now: what it may do and see. The same object as long as nothing changes. */
export interface Account {
  readonly organizationId: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
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
    dataPolicy: row.dataPolicy ?? {},
    fingerprint: fingerprint(row),
  };
}

export function isSameAccount(account: Account, row: UserRow): boolean {
  return account.fingerprint === fingerprint(row);
}

function fingerprint(row: UserRow): string {
  return JSON.stringify([row.organizationId, row.email, row.roles, row.dataPolicy]);
}
