import { hash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A new refresh token: 256 random bits in base64url, opaque to everybody. */
export function newRefreshToken(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What is stored of a refresh token. A plain hash is enough for what cannot be guessed. */
export function refreshTokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
