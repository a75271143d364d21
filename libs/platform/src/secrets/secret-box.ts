import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Where a sealed secret is stored. It is bound to that place: copied into another row, column or organization it cannot be opened.
 */
export interface SecretPlace {
  organizationId: string;
  table: string;
  column: string;
  rowId: string;
}

/** A sealed secret cannot be opened: changed, moved to another place, or sealed with a key that is not known. Names no secret. */
export class SealedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealedError';
  }
}

interface Key {
  /** Tells keys apart, without telling anything of them. */
  id: string;
  bytes: Buffer;
}

const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D, 8.2.2: random, 96 bits, good for 2^32 messages of one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts what has to be stored and read again, such as passwords of databases: AES-256-GCM under a key that is derived from
 * ENCRYPTION_KEY (HKDF, RFC 5869). A sealed text is `v1.<key id>.<nonce>.<ciphertext and tag>`, base64url.
 */
export class SecretBox {
  // Not `private`: what shows an object must not show these.
  readonly #current: Key;
  readonly #known: ReadonlyMap<string, Key>;

  /** @param previous keys that may still open what they sealed, separated by commas; empty for none */
  constructor(current: string, previous = '') {
    this.#current = keyOf(current);
    const keys = [this.#current, ...previous.split(',').filter(Boolean).map(keyOf)];
    this.#known = new Map(keys.toReversed().map((key) => [key.id, key]));
  }

  /** What everything begins with that the current key sealed. */
  get prefix(): string {
    return `${VERSION}.${this.#current.id}.`;
  }

  /** Encrypts a text for one place. Sealing the same text again gives another result. */
  seal(text: string, place: SecretPlace): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#current.bytes, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(bound(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.prefix}${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
  }

  /** @throws SealedError when it was changed, belongs to another place or its key is not known */
  open(sealed: string, place: SecretPlace): string {
    const [version, keyId = '', nonceText = '', text = '', ...rest] = sealed.split('.');
    const [nonce, bytes] = [Buffer.from(nonceText, 'base64url'), Buffer.from(text, 'base64url')];
    if (version !== VERSION || rest.length > 0 || nonce.length !== NONCE_BYTES || bytes.length < TAG_BYTES)
      throw new SealedError('This is no sealed secret.');
    const key = this.#known.get(keyId);
    if (!key) {
      throw new SealedError(
        `It was sealed with the key ${keyId}, which is neither ENCRYPTION_KEY nor one of ENCRYPTION_KEYS_PREVIOUS.`,
      );
    }
    const decipher = createDecipheriv(CIPHER, key.bytes, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(bound(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    } catch {
      throw new SealedError('The sealed secret was changed, or belongs to another place.');
    }
  }
}

function keyOf(secret: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'vitrine secret box v1', KEY_BYTES));
  return { id: createHmac('sha256', bytes).update('key id').digest('hex').slice(0, 8), bytes };
}

function bound({ organizationId, table, column, rowId }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([organizationId, table, column, rowId]));
}
