import { createHmac, hash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** The first refresh token of a session: 256 random bits in base64url, opaque to everybody. */
export function newRefreshToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What is stored of a refresh token. A plain hash is enough for what cannot be guessed. */
export function refreshTokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/**
 * The token that follows the one with this hash: always the same, so that a client whose answer was lost can be given it
 * again although nobody stores it. Without the key nobody can tell it, neither from the token before it nor from the hash.
 */
export function successorOf(tokenHash: Buffer, key: Buffer): string {
  return createHmac('sha256', key).update(tokenHash).digest('base64url');
}

/** The `jti` of the access token that is given out with a refresh token: a UUID (version 8, RFC 9562) that names the pair. */
export function pairId(refreshToken: string): string {
  const bytes = hash('sha256', `jti ${refreshToken}`, 'buffer').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
