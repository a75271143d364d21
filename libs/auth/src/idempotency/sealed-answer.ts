import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Of what an answer is sealed with: neither the database nor the client's key alone opens it. */
export interface SealKeys {
  /** Of the installation. */
  secret: string;
  /** The Idempotency-Key as the client sent it. The database has only its hash. */
  idempotencyKey: string;
}

/** Seals an answer, which may hold a secret that is shown once, so that nobody reads it who has the database alone. */
export function sealAnswer(text: string, keys: SealKeys): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(keys), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** The answer; undefined when it was sealed with other keys or was changed. */
export function openAnswer(sealed: string, keys: SealKeys): string | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(keys), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyOf({ secret, idempotencyKey }: SealKeys): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, idempotencyKey, 'vitrine idempotent answer', KEY_BYTES));
}
