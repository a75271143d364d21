import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { ApiKeyService } from './api-keys/api-key.service';
import { ApiKeyStates } from './api-keys/api-key-states';
import { KeyUsage } from './api-keys/key-usage';
import { AuditLog } from './audit/audit-log';
import { KnownPrincipals } from './guard/known-principals';
import { AuthService } from './login/auth.service';
import { LoginThrottle } from './limits/login-throttle';
import { WindowCounter } from './limits/window-counter';
import { OrganizationService } from './organizations/organization.service';
import { PasswordHasher } from './passwords/password-hasher';
import { SessionEnder } from './sessions/session-ender';
import { SessionStates } from './sessions/session-states';
import { SessionService } from './sessions/session.service';
import { AccessTokens } from './tokens/access-tokens';
import { VerifiedTokens } from './tokens/verified-tokens';
import { FirstAdmin } from './users/first-admin';
import { UserService } from './users/user.service';

/** Users, organizations, sessions, tokens and API keys. */
@Module({
  imports: [JwtModule.register({})],
  providers: [
    AccessTokens,
    ApiKeyService,
    ApiKeyStates,
    AuditLog,
    AuthService,
    FirstAdmin,
    KeyUsage,
    KnownPrincipals,
    LoginThrottle,
    OrganizationService,
    PasswordHasher,
    SessionEnder,
    SessionService,
    SessionStates,
    UserService,
    VerifiedTokens,
    WindowCounter,
  ],
  exports: [
    AccessTokens,
    ApiKeyService,
    ApiKeyStates,
    AuditLog,
    AuthService,
    FirstAdmin,
    KeyUsage,
    KnownPrincipals,
    OrganizationService,
    SessionService,
    SessionStates,
    UserService,
    VerifiedTokens,
  ],
})
export class AuthModule {}
