import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['JWT_SECRET', 'ENCRYPTION_KEY'] as const;

/** Secrets of an embedded installation: 32 random bytes each, base64url. */
export type Secrets = Record<(typeof NAMES)[number], string>;

/** Reads the secrets kept in `dir`, generating those that are missing. */
export function keepSecrets(dir: string): Secrets {
  const file = join(dir, 'secrets.json');
  const kept = existsSync(file) ? read(file) : {};
  const secrets = Object.fromEntries(
    NAMES.map((name) => [name, kept[name] ?? randomBytes(32).toString('base64url')]),
  ) as Secrets;
  if (NAMES.some((name) => kept[name] === undefined)) {
    // Under another name first: a crash must not leave half a file, as what it encrypts would be lost.
    const fresh = `${file}.new`;
    writeFileSync(fresh, `${JSON.stringify({ ...kept, ...secrets }, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    renameSync(fresh, file);
  }
  chmodSync(file, 0o600);
  return secrets;
}

function read(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new Error(`${file} is not readable JSON. It holds the keys of your data: restore it from a copy.`, {
      cause: error,
    });
  }
}
