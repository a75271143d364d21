import type { Database } from '@app/database';

/** A user and what its login is checked against. */
export interface Credentials {
  id: string;
  organizationId: string;
  email: string;
  passwordHash: string;
}

/** A user that there is; it can sign in only with a hash. */
export type KnownAccount = Omit<Credentials, 'passwordHash'> & { passwordHash: string | null };

/** The user with this email or id; the hash is null unless the user is active and has a password. */
export async function accountFor(
  database: Database,
  by: { email: string } | { id: string },
): Promise<KnownAccount | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['email', by.email];
  const { rows } = await database.query<KnownAccount>(
    `SELECT id, organization_id AS "organizationId", email,
       CASE WHEN status = 'active' THEN password_hash END AS "passwordHash"
     FROM users WHERE ${column} = $1`,
    [value],
  );
  return rows[0];
}

/** Whether the user can sign in. */
export function canSignIn(account: KnownAccount | undefined): account is Credentials {
  return Boolean(account?.passwordHash);
}
