import { Inject, Injectable } from '@nestjs/common';
import { Database, Orm, Outbox } from '@app/database';
import { AppError, LOGGER, newId } from '@app/platform';
import type { Logger } from 'pino';
import { AuditLog } from '../audit/audit-log';
import { LoginThrottle } from '../limits/login-throttle';
import { PasswordHasher } from '../passwords/password-hasher';
import { assertPassword } from '../passwords/password-rules';
import type { Principal } from '../principals/principal';
import { signedIn } from '../principals/signed-in';
import { AccountTokens } from '../recovery/account-tokens';
import { requestPasswordNotice } from '../recovery/password-notice';
import { SessionEnder } from '../sessions/session-ender';
import { SessionRefresh } from '../sessions/session-refresh';
import { type OpenSession, SessionService } from '../sessions/session.service';
import { AccessTokens } from '../tokens/access-tokens';
import { pairId } from '../tokens/refresh-token';
import { normalizeEmail } from '../users/email';
import { toUserDto } from '../users/to-user-dto';
import type { UserDto } from '../users/user.dto';
import { User } from '../users/user.entity';
import type { ChangePasswordDto, LoginDto, MeDto, TokensDto } from './auth.dto';
import { accountFor, canSignIn, type Credentials } from './credentials';
import { FailedLogins } from './failed-logins';

/** Where a login comes from. */
export interface Caller {
  address: string;
  userAgent: string | undefined;
}

/** Signing in and out, and one's own account. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly orm: Orm,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    private readonly ender: SessionEnder,
    private readonly tokens: AccessTokens,
    private readonly throttle: LoginThrottle,
    private readonly failures: FailedLogins,
    private readonly refreshes: SessionRefresh,
    private readonly accountTokens: AccountTokens,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws AppError INVALID_CREDENTIALS, the same for a wrong password, an unknown email and a disabled user; RATE_LIMITED, OVERLOADED */
  async login(input: LoginDto, caller: Caller): Promise<TokensDto> {
    const email = normalizeEmail(input.email);
    const attempt = await this.throttle.admit('login', email, caller.address);
    const account = await accountFor(this.database, { email });
    const matches = await this.hasher.verify(account?.passwordHash, input.password);
    const session =
      matches && canSignIn(account) ? await this.sessions.open(account, caller.userAgent) : undefined;
    if (!session || !canSignIn(account)) {
      await this.failures.record(account, attempt);
      throw new AppError('INVALID_CREDENTIALS', 'The email or the password is wrong.');
    }
    await this.throttle.succeeded('login', email);
    await this.upgradeHash(account, input.password);
    return this.tokensOf(session);
  }

  /** @throws AppError as {@link SessionRefresh.refresh} */
  async refresh(refreshToken: string, userAgent: string | undefined): Promise<TokensDto> {
    return this.tokensOf(await this.refreshes.refresh(refreshToken, userAgent));
  }

  /** Ends the session of the caller's token at once. */
  async logout(principal: Principal): Promise<void> {
    await this.sessions.endIfLive(principal, signedIn(principal));
  }

  async me(principal: Principal): Promise<MeDto> {
    signedIn(principal);
    return Object.assign(await this.user(principal.id), { permissions: [...principal.permissions] });
  }

  /**
   * Changes the caller's password and ends its other sessions at once.
   * Guessing the current one is slowed like logins are.
   * @throws AppError INVALID_CREDENTIALS when the current password is wrong, RATE_LIMITED, VALIDATION_FAILED for a bad new one
   */
  async changePassword(principal: Principal, input: ChangePasswordDto, address: string): Promise<void> {
    const except = signedIn(principal);
    const email = principal.email ?? '';
    assertPassword(input.newPassword, email, '/newPassword');
    const attempt = await this.throttle.admit('login', email, address);
    const account = await accountFor(this.database, { id: principal.id });
    const matches = await this.hasher.verify(account?.passwordHash, input.currentPassword);
    if (!matches || !canSignIn(account)) {
      await this.failures.record(account, attempt, 'password-change');
      throw new AppError('INVALID_CREDENTIALS', 'currentPassword is not your current password.');
    }
    const { id: userId, organizationId, passwordHash } = account;
    const newHash = await this.hasher.hash(input.newPassword);
    const ended = await this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE users SET password_hash = $1, version = version + 1, updated_at = now() WHERE id = $2 AND password_hash = $3`,
        [newHash, userId, passwordHash],
      );
      if (rowCount === 0)
        throw new AppError('INVALID_CREDENTIALS', 'currentPassword is not your current password any more.');
      await this.accountTokens.revoke(tx, userId);
      await requestPasswordNotice(this.outbox, tx, newId(), { userId, organizationId });
      // In the log of its own organization, wherever a super_admin is acting.
      const actor = { ...principal, organizationId };
      await this.audit.record(tx, actor, {
        action: 'password.changed',
        subject: { type: 'user', id: userId },
      });
      return this.ender.end(tx, { userId, organizationId, except });
    });
    this.ender.ended(ended);
    await this.throttle.succeeded('login', email);
  }

  /** A hash that was made with earlier parameters is replaced while the password is at hand. */
  private async upgradeHash({ id, passwordHash }: Credentials, password: string): Promise<void> {
    if (!this.hasher.isOutdated(passwordHash)) return;
    try {
      await this.database.query('UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3', [
        await this.hasher.hash(password),
        id,
        passwordHash,
      ]);
    } catch (error) {
      // The next login tries again; this one has succeeded already.
      this.logger.warn({ err: error, userId: id }, 'the hash of a password could not be brought up to date');
    }
  }

  private async tokensOf(session: OpenSession): Promise<TokensDto> {
    const user = await this.user(session.userId);
    const accessToken = this.tokens.sign({
      userId: user.id,
      organizationId: user.organizationId,
      sessionId: session.sessionId,
      email: user.email,
      roles: user.roles,
      id: pairId(session.refreshToken),
      issuedAt: session.issuedAt,
    });
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: this.tokens.expiresIn(session.issuedAt),
      refreshToken: session.refreshToken,
      user,
    };
  }

  private async user(id: string): Promise<UserDto> {
    const user = await this.orm.read((em) => em.findOne(User, { id, status: 'active' }));
    if (!user) throw new AppError('SESSION_ENDED', 'This session has ended. Log in again.');
    return toUserDto(user);
  }
}
