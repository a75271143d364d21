import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AuditLog } from './audit/audit-log';
import { KnownPrincipals } from './guard/known-principals';
import { AuthService } from './login/auth.service';
import { FailedLogins } from './login/failed-logins';
import { LoginThrottle } from './limits/login-throttle';
import { WindowCounter } from './limits/window-counter';
import { OrganizationService } from './organizations/organization.service';
import { PasswordHasher } from './passwords/password-hasher';
import { AccountTokens } from './recovery/account-tokens';
import { RecoveryService } from './recovery/recovery.service';
import { SessionEnder } from './sessions/session-ender';
import { SessionRefresh } from './sessions/session-refresh';
import { SessionStates } from './sessions/session-states';
import { SessionService } from './sessions/session.service';
import { AccessTokens } from './tokens/access-tokens';
import { RefreshTokens } from './tokens/refresh-tokens';
import { SigningKeys } from './tokens/signing-keys';
import { VerifiedTokens } from './tokens/verified-tokens';
import { FirstAdmin } from './users/first-admin';
import { InvitationService } from './users/invitation.service';
import { UserService } from './users/user.service';

/** Users, organizations, sessions and tokens. */
@Module({
  imports: [JwtModule.register({})],
  providers: [
    AccessTokens,
    AccountTokens,
    AuditLog,
    AuthService,
    FailedLogins,
    FirstAdmin,
    InvitationService,
    KnownPrincipals,
    LoginThrottle,
    OrganizationService,
    PasswordHasher,
    RecoveryService,
    RefreshTokens,
    SessionEnder,
    SessionRefresh,
    SessionService,
    SessionStates,
    SigningKeys,
    UserService,
    VerifiedTokens,
    WindowCounter,
  ],
  exports: [
    AccessTokens,
    AccountTokens,
    AuditLog,
    AuthService,
    FirstAdmin,
    InvitationService,
    KnownPrincipals,
    OrganizationService,
    RecoveryService,
    SessionService,
    SessionStates,
    SigningKeys,
    UserService,
    VerifiedTokens,
  ],
})
export class AuthModule {}
