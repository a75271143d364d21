import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import { AppConfig } from '@app/platform';
import { derivedKey } from './derived-key';
import { newRefreshToken, refreshTokenHash, successorOf } from './refresh-token';

/** Within so many milliseconds the client that traded a token is given the same successor again. */
export const GRACE_MS = 10_000;

/** The table of refresh tokens, in the caller's transaction. */
@Injectable()
export class RefreshTokens {
  private readonly key: Buffer;

  constructor({ encryptionKey }: AppConfig) {
    this.key = derivedKey(encryptionKey, 'refresh tokens');
  }

  /** The first token of a session. */
  async first(tx: SqlExecutor, sessionId: string, now: Date): Promise<string> {
    const token = newRefreshToken();
    await this.insert(tx, token, sessionId, now);
    return token;
  }

  /** The token's successor, if the token was not used before. Of several who ask at once one gets it. */
  async trade(tx: SqlExecutor, token: string, client: Buffer, now: Date): Promise<string | undefined> {
    const tokenHash = refreshTokenHash(token);
    const { rows } = await tx.query<{ sessionId: string }>(
      `UPDATE refresh_token SET used_at = $1, used_by = $2 WHERE hash = $3 AND used_at IS NULL
       RETURNING session_id AS "sessionId"`,
      [now, client, tokenHash],
    );
    if (!rows[0]) return undefined;
    const successor = successorOf(tokenHash, this.key);
    await this.insert(tx, successor, rows[0].sessionId, now);
    return successor;
  }

  /**
   * The successor that a token was traded for, once more: for the client that traded it, while it is new, and while nobody
   * has used it, which shows that it arrived.
   */
  async tradedAgain(
    tx: SqlExecutor,
    token: string,
    client: Buffer,
    now: Date,
  ): Promise<{ successor: string; issuedAt: Date } | undefined> {
    const tokenHash = refreshTokenHash(token);
    const successor = successorOf(tokenHash, this.key);
    const { rows } = await tx.query<{ issuedAt: Date }>(
      `SELECT used_at AS "issuedAt" FROM refresh_token WHERE hash = $1 AND used_by = $2 AND used_at > $3
         AND EXISTS (SELECT FROM refresh_token WHERE hash = $4 AND used_at IS NULL)`,
      [tokenHash, client, new Date(now.getTime() - GRACE_MS), refreshTokenHash(successor)],
    );
    return rows[0] && { successor, issuedAt: rows[0].issuedAt };
  }

  private async insert(tx: SqlExecutor, token: string, sessionId: string, now: Date): Promise<void> {
    await tx.query('INSERT INTO refresh_token (hash, session_id, created_at) VALUES ($1, $2, $3)', [
      refreshTokenHash(token),
      sessionId,
      now,
    ]);
  }
}

/** What tells a client that asks again from another one: its User-Agent, of which only the SHA-256 is kept. */
export function clientOf(userAgent: string | undefined): Buffer {
  return hash('sha256', userAgent ?? '', 'buffer');
}
