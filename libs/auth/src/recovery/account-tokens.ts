import { createHmac, hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, Outbox, type SqlExecutor } from '@app/database';
import { AppConfig, AppError, Clock, currentContext, newId } from '@app/platform';
import { derivedKey } from '../tokens/derived-key';

/** What a token from a mail is good for. */
export type TokenKind = 'invitation' | 'password-reset';

const MINUTE_MS = 60_000;
const LIFE_MS: Readonly<Record<TokenKind, number>> = {
  invitation: 7 * 24 * 60 * MINUTE_MS,
  'password-reset': 30 * MINUTE_MS,
};
const TOKEN = /^[\w-]{43}$/;

/** Whose token it is. */
export interface TokenOwner {
  userId: string;
  organizationId: string;
  email: string;
}

/**
 * Tokens that are sent by mail: 256 bits, good once. Nobody stores them. Who asks for one writes a row and a job with its
 * id; the worker makes the token of that id when it sends the mail, the same at each attempt, and leaves its SHA-256 in the row.
 */
@Injectable()
export class AccountTokens {
  private readonly key: Buffer;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    { encryptionKey }: AppConfig,
  ) {
    this.key = derivedKey(encryptionKey, 'tokens in mails');
  }

  /** Asks for a mail with a token, in the caller's transaction; a reset may be asked for an email that nobody has. */
  async request(tx: SqlExecutor, kind: TokenKind, to: { email: string; userId?: string }): Promise<void> {
    const id = newId();
    const now = this.clock.now();
    const context = currentContext();
    await tx.query(
      `INSERT INTO account_token (id, kind, email, user_id, request_id, address, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        kind,
        to.email,
        to.userId ?? null,
        context?.requestId ?? null,
        context?.address ?? null,
        now,
        new Date(now.getTime() + LIFE_MS[kind]),
      ],
    );
    await this.outbox.append(tx, {
      topic: 'job.requested',
      subject: id,
      organizationId: null,
      payload: { name: 'send-mail', payload: { kind, id }, jobId: `mail-${id}` },
    });
  }

  /** The token of a row. Only the worker, which sends it, asks for it. */
  tokenOf(id: string): string {
    return createHmac('sha256', this.key).update(id).digest('base64url');
  }

  /** Who may redeem a token: a user in the state that its kind is for. Undefined for whatever else a text is. */
  async owner(kind: TokenKind, token: string): Promise<TokenOwner | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const { rows } = await this.database.query<TokenOwner>(
      `SELECT u.id AS "userId", u.organization_id AS "organizationId", u.email
       FROM account_token t JOIN users u ON u.id = t.user_id
       WHERE t.hash = $1 AND t.kind = $2 AND t.expires_at > $3 AND u.status = $4`,
      [tokenHash(token), kind, this.clock.now(), STATUS_FOR[kind]],
    );
    return rows[0];
  }

  /**
   * Uses a token up, and with it all others of its user, in the transaction of what is changed on its strength. Change the
   * user first: its row's lock comes before those of its tokens everywhere.
   * @throws AppError INVALID_TOKEN when somebody else was faster, which undoes the change
   */
  async redeem(tx: SqlExecutor, kind: TokenKind, token: string, { userId }: TokenOwner): Promise<void> {
    const { rows } = await tx.query(
      `DELETE FROM account_token WHERE hash = $1 AND kind = $2 AND expires_at > $3 AND user_id = $4 RETURNING id`,
      [tokenHash(token), kind, this.clock.now(), userId],
    );
    if (rows.length === 0) throw tokenRefused();
    await this.revoke(tx, userId);
  }

  /** The tokens in the mails that a user has got are good for nothing any more. */
  async revoke(tx: SqlExecutor, userId: string): Promise<void> {
    await tx.query('DELETE FROM account_token WHERE user_id = $1', [userId]);
  }
}

/** The state of a user in which a token of the kind counts: nobody who was disabled comes back by one. */
export const STATUS_FOR: Readonly<Record<TokenKind, 'invited' | 'active'>> = {
  invitation: 'invited',
  'password-reset': 'active',
};

/** The one answer to a token that is unknown, used, replaced or too old, or whose user is not in the state for it. */
export function tokenRefused(): AppError {
  return new AppError('INVALID_TOKEN', 'This token is not good any more. Ask for a new one.');
}

/** What is stored of a token. */
export function tokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
