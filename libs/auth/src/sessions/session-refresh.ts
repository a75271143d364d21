import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { AppError, Clock } from '@app/platform';
import { AuditLog } from '../audit/audit-log';
import { refreshTokenHash } from '../tokens/refresh-token';
import { clientOf, RefreshTokens } from '../tokens/refresh-tokens';
import { SessionEnder } from './session-ender';
import { type OpenSession, SessionService } from './session.service';

interface LockedSession {
  id: string;
  userId: string;
  organizationId: string;
  openedAt: Date;
  endedAt: Date | null;
  expiresAt: Date;
}

/** `reused`: ids of the sessions that were ended for it. */
type Outcome = OpenSession | 'unknown' | 'ended' | { reused: string[] };

/**
 * The rotation of refresh tokens. Each is good for one use; the client that used one gets the same successor again for
 * ten seconds, whoever else uses it shows that two hold it, and the whole session ends. See docs/authentication.md.
 */
@Injectable()
export class SessionRefresh {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionService,
    private readonly tokens: RefreshTokens,
    private readonly ender: SessionEnder,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Trades a refresh token for the next one.
   * @throws AppError INVALID_TOKEN for an unknown one, REFRESH_TOKEN_REUSED for one that was used before (the session is
   * over then), SESSION_ENDED when the session ended or expired
   */
  async refresh(refreshToken: string, userAgent: string | undefined): Promise<OpenSession> {
    const outcome = await this.database.transaction((tx) => this.trade(tx, refreshToken, userAgent));
    if (outcome === 'unknown') throw new AppError('INVALID_TOKEN', 'The refresh token is not one of ours.');
    if (outcome === 'ended') throw new AppError('SESSION_ENDED', 'This session has ended. Log in again.');
    if (!('reused' in outcome)) return outcome;
    this.ender.ended(outcome.reused);
    throw new AppError(
      'REFRESH_TOKEN_REUSED',
      'This refresh token was used before, so its session has been ended. Log in again.',
    );
  }

  private async trade(
    tx: SqlExecutor,
    refreshToken: string,
    userAgent: string | undefined,
  ): Promise<Outcome> {
    const session = await lockSession(tx, refreshToken);
    if (!session) return 'unknown';
    const now = this.clock.now();
    if (session.endedAt || session.expiresAt <= now) return 'ended';
    const client = clientOf(userAgent);
    const open = { sessionId: session.id, userId: session.userId };
    const successor = await this.tokens.trade(tx, refreshToken, client, now);
    if (successor !== undefined) {
      await tx.query('UPDATE session SET last_used_at = $1, expires_at = $2 WHERE id = $3', [
        now,
        this.sessions.expiry(now, session.openedAt),
        session.id,
      ]);
      return { ...open, refreshToken: successor, issuedAt: now };
    }
    const again = await this.tokens.tradedAgain(tx, refreshToken, client, now);
    if (again) return { ...open, refreshToken: again.successor, issuedAt: again.issuedAt };
    return { reused: await this.endFor(tx, session) };
  }

  /** The row in the audit log comes with the end of the session, of which there is one: repeating the token adds none. */
  private async endFor(tx: SqlExecutor, { id, userId, organizationId }: LockedSession): Promise<string[]> {
    await this.audit.record(
      tx,
      { kind: 'anonymous', id: null, organizationId },
      { action: 'session.reuse-detected', subject: { type: 'session', id }, detail: { userId } },
    );
    return this.ender.end(tx, { userId, organizationId, only: id });
  }
}

/** The row lock on the session orders everything that happens to it; the token is looked at after it is held. */
async function lockSession(tx: SqlExecutor, refreshToken: string): Promise<LockedSession | undefined> {
  const { rows } = await tx.query<LockedSession>(
    `SELECT id, user_id AS "userId", organization_id AS "organizationId", created_at AS "openedAt",
       ended_at AS "endedAt", expires_at AS "expiresAt"
     FROM session WHERE id = (SELECT session_id FROM refresh_token WHERE hash = $1) FOR UPDATE`,
    [refreshTokenHash(refreshToken)],
  );
  return rows[0];
}
