import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['JWT_SECRET', 'ENCRYPTION_KEY'] as const;

/** Secrets of an embedded installation: 32 random bytes each, base64url; during a rotation also the key before. */
export type Secrets = Record<(typeof NAMES)[number], string> & { ENCRYPTION_KEYS_PREVIOUS?: string };

/** Reads the secrets kept in `dir`, generating those that are missing. */
export function keepSecrets(dir: string): Secrets {
  const kept = readSecrets(dir);
  const secrets = {
    ...kept,
    ...Object.fromEntries(NAMES.map((name) => [name, kept[name] ?? random()])),
  } as Secrets;
  if (NAMES.some((name) => kept[name] === undefined)) write(dir, secrets);
  chmodSync(fileIn(dir), 0o600);
  return secrets;
}

/** Makes a new ENCRYPTION_KEY and keeps the one before beside it. Does nothing while a rotation is under way. */
export function beginRotation(dir: string): Secrets {
  const secrets = keepSecrets(dir);
  if (secrets.ENCRYPTION_KEYS_PREVIOUS) return secrets;
  const rotated = { ...secrets, ENCRYPTION_KEY: random(), ENCRYPTION_KEYS_PREVIOUS: secrets.ENCRYPTION_KEY };
  write(dir, rotated);
  return rotated;
}

/** Forgets the key before: nothing is sealed with it any more. */
export function endRotation(dir: string): void {
  const { ENCRYPTION_KEYS_PREVIOUS: _forgotten, ...secrets } = keepSecrets(dir);
  write(dir, secrets);
}

function fileIn(dir: string): string {
  return join(dir, 'secrets.json');
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** Under another name first: a crash must not leave half a file, as what it encrypts would be lost. */
function write(dir: string, secrets: Secrets): void {
  const file = fileIn(dir);
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(fresh, file);
}

function readSecrets(dir: string): Partial<Secrets> {
  const file = fileIn(dir);
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new Error(`${file} is not readable JSON. It holds the keys of your data: restore it from a copy.`, {
      cause: error,
    });
  }
}
