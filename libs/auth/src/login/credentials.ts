import type { Database } from '@app/database';

/** What a login is checked against. */
export interface Credentials {
  id: string;
  organizationId: string;
  passwordHash: string;
}

/** Of an active user that has a password; undefined for everybody else. */
export async function credentialsOf(
  database: Database,
  by: { email: string } | { id: string },
): Promise<Credentials | undefined> {
  const [column, value] = 'id' in by ? ['id', by.id] : ['email', by.email];
  const { rows } = await database.query<Credentials>(
    `SELECT id, organization_id AS "organizationId", password_hash AS "passwordHash"
     FROM users WHERE ${column} = $1 AND status = 'active' AND password_hash IS NOT NULL`,
    [value],
  );
  return rows[0];
}
