import { hkdfSync } from 'node:crypto';
import { SealedError, SecretBox } from '@app/platform';

const KEY_BYTES = 32;
/** The key is of one row already: it is made of what only its client has. */
const PLACE = { organizationId: '', table: 'idempotency_key', column: 'answer', rowId: '' };

/** Of what an answer is sealed with: neither the database nor the client's key alone opens it. */
export interface SealKeys {
  /** Of the installation. */
  secret: string;
  /** The Idempotency-Key as the client sent it. The database has only its hash. */
  idempotencyKey: string;
}

/** Seals an answer, which may hold a secret that is shown once, so that nobody reads it who has the database alone. */
export function sealAnswer(text: string, keys: SealKeys): string {
  return boxOf(keys).seal(text, PLACE);
}

/** The answer; undefined when it was sealed with other keys or was changed. */
export function openAnswer(sealed: string, keys: SealKeys): string | undefined {
  try {
    return boxOf(keys).open(sealed, PLACE);
  } catch (error) {
    if (error instanceof SealedError) return undefined;
    throw error;
  }
}

function boxOf({ secret, idempotencyKey }: SealKeys): SecretBox {
  const key = hkdfSync('sha256', secret, idempotencyKey, 'vitrine idempotent answer', KEY_BYTES);
  return new SecretBox(Buffer.from(key).toString('base64url'));
}
