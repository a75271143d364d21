import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import {
  AppConfig,
  AppError,
  Clock,
  decodeCursor,
  isId,
  newId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import type { Principal } from '../principals/principal';
import { signedIn } from '../principals/signed-in';
import { newRefreshToken, refreshTokenHash } from '../tokens/refresh-token';
import { SessionEnder } from './session-ender';
import type { SessionDto } from './session.dto';

/** A session as its owner holds it. The refresh token is known to nobody else, not even to the database. */
export interface OpenSession {
  sessionId: string;
  userId: string;
  refreshToken: string;
}

interface LockedSession {
  id: string;
  user_id: string;
  organization_id: string;
  ended_at: Date | null;
  expires_at: Date;
}

const MS_PER_DAY = 86_400_000;
const USER_AGENT_LENGTH = 300;

/**
 * Sessions and the rotation of their refresh tokens. Every refresh token is good for one use; using one twice means that
 * two hold it, so the whole session ends. There is no grace for a lost answer: see docs/authentication.md.
 */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly ender: SessionEnder,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a session for a user whose password was good.
   * @returns undefined when the user was disabled or got another password while it was being checked
   */
  open(
    user: { id: string; organizationId: string; passwordHash: string },
    userAgent: string | undefined,
  ): Promise<OpenSession | undefined> {
    const sessionId = newId();
    return this.database.transaction(async (tx) => {
      // The row lock makes a change of password wait for this session, so that it ends it too.
      const { rows } = await tx.query(
        `SELECT FROM users WHERE id = $1 AND status = 'active' AND password_hash = $2 FOR SHARE`,
        [user.id, user.passwordHash],
      );
      if (rows.length === 0) return undefined;
      await tx.query(
        `INSERT INTO session (id, user_id, organization_id, user_agent, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)`,
        [
          sessionId,
          user.id,
          user.organizationId,
          userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
          this.clock.now(),
          this.expiry(),
        ],
      );
      return { sessionId, userId: user.id, refreshToken: await this.issue(tx, sessionId) };
    });
  }

  /**
   * Trades a refresh token for the next one. Of several at once with the same token at most one gets an answer.
   * @throws AppError INVALID_TOKEN for an unknown one, REFRESH_TOKEN_REUSED for a used one (the session is over then),
   * SESSION_ENDED when the session ended or expired
   */
  async refresh(refreshToken: string): Promise<OpenSession> {
    const hash = refreshTokenHash(refreshToken);
    const outcome = await this.database.transaction(async (tx) => {
      const session = await lockSession(tx, hash);
      if (!session) return 'unknown';
      const { rowCount } = await tx.query(
        'UPDATE refresh_token SET used_at = $1 WHERE hash = $2 AND used_at IS NULL',
        [this.clock.now(), hash],
      );
      if (rowCount === 0) {
        return this.ender.end(tx, {
          userId: session.user_id,
          organizationId: session.organization_id,
          only: session.id,
        });
      }
      if (session.ended_at || session.expires_at <= this.clock.now()) return 'ended';
      await tx.query('UPDATE session SET last_used_at = $1, expires_at = $2 WHERE id = $3', [
        this.clock.now(),
        this.expiry(),
        session.id,
      ]);
      return {
        sessionId: session.id,
        userId: session.user_id,
        refreshToken: await this.issue(tx, session.id),
      };
    });
    if (outcome === 'unknown') throw new AppError('INVALID_TOKEN', 'The refresh token is not one of ours.');
    if (outcome === 'ended') throw new AppError('SESSION_ENDED', 'This session has ended. Log in again.');
    if (Array.isArray(outcome)) {
      this.ender.ended(outcome);
      throw new AppError(
        'REFRESH_TOKEN_REUSED',
        'This refresh token was used before, so its session has been ended. Log in again.',
      );
    }
    return outcome;
  }

  /** Live sessions of the caller, newest first. @throws AppError INSUFFICIENT_PERMISSIONS for who is no signed-in user */
  async list(principal: Principal, query: PageQuery): Promise<Page<SessionDto>> {
    const sessionId = signedIn(principal);
    const { rows } = await this.database.query<Omit<SessionDto, 'current'>>(
      `SELECT id, user_agent AS "userAgent", created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
       FROM session
       WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [principal.id, this.clock.now(), decodeCursor(query.cursor) ?? null, query.limit + 1],
    );
    return toPage(rows, query.limit, (row) => ({ ...row, current: row.id === sessionId }));
  }

  /** Ends one of the caller's own sessions at once. @throws AppError NOT_FOUND */
  async end(principal: Principal, sessionId: string): Promise<void> {
    if (!isId(sessionId) || !(await this.endIfLive(principal, sessionId)))
      throw AppError.notFound('session', sessionId);
  }

  /** Like {@link SessionService.end}, but a session that has ended already is fine. @returns whether it was live */
  async endIfLive(principal: Principal, sessionId: string): Promise<boolean> {
    const ended = await this.database.transaction((tx) =>
      this.ender.end(tx, { userId: principal.id, organizationId: principal.organizationId, only: sessionId }),
    );
    this.ender.ended(ended);
    return ended.length > 0;
  }

  private async issue(tx: SqlExecutor, sessionId: string): Promise<string> {
    const refreshToken = newRefreshToken();
    await tx.query('INSERT INTO refresh_token (hash, session_id, created_at) VALUES ($1, $2, $3)', [
      refreshTokenHash(refreshToken),
      sessionId,
      this.clock.now(),
    ]);
    return refreshToken;
  }

  private expiry(): Date {
    return new Date(this.clock.now().getTime() + this.config.refreshTokenTtlDays * MS_PER_DAY);
  }
}

/** The row lock on the session orders everything that happens to it; the token is looked at after it is held. */
async function lockSession(tx: SqlExecutor, hash: Buffer): Promise<LockedSession | undefined> {
  const { rows } = await tx.query<LockedSession>(
    `SELECT id, user_id, organization_id, ended_at, expires_at FROM session
     WHERE id = (SELECT session_id FROM refresh_token WHERE hash = $1) FOR UPDATE`,
    [hash],
  );
  return rows[0];
}
