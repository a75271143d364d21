import { hkdfSync } from 'node:crypto';

const BYTES = 32;

/** A key for one purpose, made of a secret of the installation (HKDF-SHA-256, RFC 5869): it tells nothing of the secret or of other keys. */
export function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `vitrine ${purpose}`, BYTES));
}
