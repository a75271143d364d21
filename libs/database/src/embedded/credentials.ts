import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the role that owns the database; it is no superuser. */
export const OWNER = 'vitrine';

/** Name of the superuser: used by the launcher alone. */
export const SUPERUSER = 'postgres';

/** The passwords of the two roles. */
export type Credentials = Record<typeof OWNER | typeof SUPERUSER, string>;

/** Reads the passwords kept in `home`, after generating them when there are neither passwords nor data. */
export function keepCredentials(home: string): Credentials {
  const file = join(home, 'credentials.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  if (existsSync(join(home, 'data'))) {
    throw new Error(`${file} is missing: it holds the passwords of the database beside it. Put it back.`);
  }
  const credentials = { [OWNER]: password(), [SUPERUSER]: password() };
  writeFileSync(file, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flush: true });
  return credentials;
}

/** The connection URL of a role. */
export function connectionUrl(
  credentials: Credentials,
  role: keyof Credentials,
  port: number,
  database: string,
): string {
  return `postgres://${role}:${credentials[role]}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
