import type { Permission } from '../principals/permission';
import type { DataPolicy } from '../principals/principal';
import { permissionsOf } from '../principals/roles';

/** What the database says of a session's user. */
export interface AccountRow {
  sessionId: string;
  organizationId: string;
  email: string;
  roles: string[];
  dataPolicy: DataPolicy | null;
}

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

export function accountOf(row: AccountRow): Account {
  return {
    organizationId: row.organizationId,
    email: row.email,
    roles: row.roles,
    permissions: new Set(permissionsOf(row.roles)),
    dataPolicy: row.dataPolicy ?? {},
    fingerprint: fingerprint(row),
  };
}

export function isSameAccount(account: Account, row: AccountRow): boolean {
  return account.fingerprint === fingerprint(row);
}

function fingerprint(row: AccountRow): string {
  return JSON.stringify([row.organizationId, row.email, row.roles, row.dataPolicy]);
}
