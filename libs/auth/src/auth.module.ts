import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AuditReader } from './audit/audit-reader';
import { AuditModule } from './audit/audit.module';
import { Denials } from './audit/denials';
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

/** Users, organizations, sessions and tokens. */
@Module({
  imports: [AuditModule, JwtModule.register({})],
  providers: [
    AccessTokens,
    AuditReader,
    AuthService,
    Denials,
    FirstAdmin,
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
    AuditModule,
    AuditReader,
    AuthService,
    Denials,
    FirstAdmin,
    KnownPrincipals,
    OrganizationService,
    SessionService,
    SessionStates,
    UserService,
    VerifiedTokens,
  ],
})
export class AuthModule {}
