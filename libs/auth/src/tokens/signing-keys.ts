import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig, AppError } from '@app/platform';

const KEY_ID_LENGTH = 12;

/** A secret that signs access tokens, and the name that their header gives it. */
export interface SigningKey {
  kid: string;
  secret: string;
}

/**
 * The keys of access tokens: one signs, and the one before it is still accepted, so that a key can be replaced without
 * anybody being logged out. A key's name is made of the key, so it needs no setting and means the same in every process.
 */
@Injectable()
export class SigningKeys {
  readonly current: SigningKey;
  private readonly accepted: ReadonlyMap<string, SigningKey>;

  constructor({ jwtSecret, jwtSecretPrevious }: AppConfig) {
    this.current = named(jwtSecret);
    const keys = jwtSecretPrevious === undefined ? [this.current] : [this.current, named(jwtSecretPrevious)];
    this.accepted = new Map(keys.map((key) => [key.kid, key]));
  }

  /** The secret that a token's header names; no other is tried. @throws AppError INVALID_TOKEN */
  secretFor(token: string): string {
    const key = this.accepted.get(kidOf(token) ?? '');
    if (!key) throw new AppError('INVALID_TOKEN', 'The access token is not one of ours, or was changed.');
    return key.secret;
  }
}

function named(secret: string): SigningKey {
  const kid = createHmac('sha256', secret).update('vitrine kid').digest('base64url').slice(0, KEY_ID_LENGTH);
  return { kid, secret };
}

/** What the header says before anything of it is verified: good for choosing a key, and for nothing else. */
function kidOf(token: string): string | undefined {
  try {
    const header = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString()) as unknown;
    const { kid } = header as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}
