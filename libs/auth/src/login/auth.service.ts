import { Injectable } from '@nestjs/common';
import { Database, Orm } from '@app/database';
import { AppError } from '@app/platform';
import { LoginThrottle } from '../limits/login-throttle';
import { PasswordHasher } from '../passwords/password-hasher';
import { assertPassword } from '../passwords/password-rules';
import type { Principal } from '../principals/principal';
import { signedIn } from '../principals/signed-in';
import { SessionEnder } from '../sessions/session-ender';
import { type OpenSession, SessionService } from '../sessions/session.service';
import { AccessTokens } from '../tokens/access-tokens';
import { normalizeEmail } from '../users/email';
import { toUserDto } from '../users/to-user-dto';
import type { UserDto } from '../users/user.dto';
import { User } from '../users/user.entity';
import type { ChangePasswordDto, LoginDto, MeDto, TokensDto } from './auth.dto';
import { type Credentials, credentialsOf } from './credentials';

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
  ) {}

  /** @throws AppError INVALID_CREDENTIALS, the same for a wrong password, an unknown email and a disabled user; RATE_LIMITED, OVERLOADED */
  async login(input: LoginDto, caller: Caller): Promise<TokensDto> {
    const email = normalizeEmail(input.email);
    await this.throttle.admit(email, caller.address);
    const credentials = await credentialsOf(this.database, { email });
    const session = (await this.hasher.verify(credentials?.passwordHash, input.password))
      ? await this.sessions.open(credentials as Credentials, caller.userAgent)
      : undefined;
    if (!session) throw new AppError('INVALID_CREDENTIALS', 'The email or the password is wrong.');
    await this.throttle.succeeded(email);
    return this.tokensOf(session);
  }

  /** @throws AppError as {@link SessionService.refresh} */
  async refresh(refreshToken: string): Promise<TokensDto> {
    return this.tokensOf(await this.sessions.refresh(refreshToken));
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
    await this.throttle.admit(email, address);
    const credentials = await credentialsOf(this.database, { id: principal.id });
    if (!(await this.hasher.verify(credentials?.passwordHash, input.currentPassword))) {
      throw new AppError('INVALID_CREDENTIALS', 'currentPassword is not your current password.');
    }
    const { id: userId, organizationId, passwordHash } = credentials as Credentials;
    const newHash = await this.hasher.hash(input.newPassword);
    const ended = await this.database.transaction(async (tx) => {
      const { rowCount } = await tx.query(
        `UPDATE users SET password_hash = $1, version = version + 1, updated_at = now() WHERE id = $2 AND password_hash = $3`,
        [newHash, userId, passwordHash],
      );
      if (rowCount === 0)
        throw new AppError('INVALID_CREDENTIALS', 'currentPassword is not your current password any more.');
      return this.ender.end(tx, { userId, organizationId, except });
    });
    this.ender.ended(ended);
    await this.throttle.succeeded(email);
  }

  private async tokensOf(session: OpenSession): Promise<TokensDto> {
    const user = await this.user(session.userId);
    const accessToken = this.tokens.sign({
      userId: user.id,
      organizationId: user.organizationId,
      sessionId: session.sessionId,
      email: user.email,
      roles: user.roles,
    });
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn: this.tokens.expiresIn,
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
