import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
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
import { AuditLog } from '../audit/audit-log';
import type { Credentials } from '../login/credentials';
import type { Principal } from '../principals/principal';
import { signedIn } from '../principals/signed-in';
import { RefreshTokens } from '../tokens/refresh-tokens';
import { SessionEnder } from './session-ender';
import type { SessionDto } from './session.dto';

/** A session as its owner holds it. The refresh token is known to nobody else, not even to the database. */
export interface OpenSession {
  sessionId: string;
  userId: string;
  refreshToken: string;
  /** When the refresh token was made, and with it the access token. */
  issuedAt: Date;
}

const MS_PER_DAY = 86_400_000;
const USER_AGENT_LENGTH = 300;

/** Sessions: opening, listing and ending them. What keeps one going is {@link SessionRefresh}. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly tokens: RefreshTokens,
    private readonly ender: SessionEnder,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a session for a user whose password was good.
   * @returns undefined when the user was disabled or got another password while it was being checked
   */
  open(user: Credentials, userAgent: string | undefined): Promise<OpenSession | undefined> {
    const sessionId = newId();
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      // The row lock makes a change of password wait for this session, so that it ends it too.
      const { rows } = await tx.query(
        `SELECT FROM users WHERE id = $1 AND status = 'active' AND password_hash = $2 FOR SHARE`,
        [user.id, user.passwordHash],
      );
      if (rows.length === 0) return undefined;
      const agent = userAgent?.slice(0, USER_AGENT_LENGTH) ?? null;
      await tx.query(
        `INSERT INTO session (id, user_id, organization_id, user_agent, created_at, last_used_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)`,
        [sessionId, user.id, user.organizationId, agent, now, this.expiry(now, now)],
      );
      await this.audit.record(
        tx,
        { kind: 'user', id: user.id, organizationId: user.organizationId, email: user.email },
        { action: 'login.succeeded', subject: { type: 'session', id: sessionId } },
      );
      const refreshToken = await this.tokens.first(tx, sessionId, now);
      return { sessionId, userId: user.id, refreshToken, issuedAt: now };
    });
  }

  /** When a session that is used now ends unless it is used again: at the latest when it is as old as a session may get. */
  expiry(now: Date, openedAt: Date): Date {
    const idle = now.getTime() + this.config.refreshTokenTtlDays * MS_PER_DAY;
    return new Date(Math.min(idle, openedAt.getTime() + this.config.sessionMaxDays * MS_PER_DAY));
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
    const { id: userId, organizationId } = principal;
    const ended = await this.database.transaction(async (tx) => {
      const ids = await this.ender.end(tx, { userId, organizationId, only: sessionId });
      for (const id of ids) {
        await this.audit.record(tx, principal, {
          action: 'session.ended',
          subject: { type: 'session', id },
          detail: { logout: id === principal.sessionId },
        });
      }
      return ids;
    });
    this.ender.ended(ended);
    return ended.length > 0;
  }
}
