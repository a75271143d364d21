import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { ApiKeyService } from './api-keys/api-key.service';
import { ApiKeyStates } from './api-keys/api-key-states';
import { KeyUsage } from './api-keys/key-usage';
import { AuditReader } from './audit/audit-reader';
import { AuditModule } from './audit/audit.module';
import { Denials } from './audit/denials';
import { EmbedSigner } from './embed/embed-signer';
import { KnownPrincipals } from './guard/known-principals';
import { AuthService } from './login/auth.service';
import { FailedLogins } from './login/failed-logins';
import { IdempotencyKeys } from './idempotency/idempotency-keys';
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
import { RolePolicies } from './policies/role-policies';
import { UserPolicies } from './policies/user-policies';
import { LaterPrincipals } from './principals/later-principals';
import { Accounts } from './users/accounts';
import { FirstAdmin } from './users/first-admin';
import { InvitationService } from './users/invitation.service';
import { UserService } from './users/user.service';

/** Users, organizations, sessions, tokens and API keys. */
@Module({
  imports: [AuditModule, JwtModule.register({})],
  providers: [
    AccessTokens,
    Accounts,
    AccountTokens,
    ApiKeyService,
    ApiKeyStates,
    AuditReader,
    AuthService,
    Denials,
    EmbedSigner,
    FailedLogins,
    FirstAdmin,
    IdempotencyKeys,
    InvitationService,
    KeyUsage,
    KnownPrincipals,
    LaterPrincipals,
    LoginThrottle,
    OrganizationService,
    PasswordHasher,
    RecoveryService,
    RefreshTokens,
    RolePolicies,
    SessionEnder,
    SessionRefresh,
    SessionService,
    SessionStates,
    SigningKeys,
    UserPolicies,
    UserService,
    VerifiedTokens,
    WindowCounter,
  ],
  exports: [
    AccessTokens,
    Accounts,
    AccountTokens,
    ApiKeyService,
    ApiKeyStates,
    AuditModule,
    AuditReader,
    AuthService,
    Denials,
    EmbedSigner,
    FirstAdmin,
    IdempotencyKeys,
    InvitationService,
    KeyUsage,
    KnownPrincipals,
    LaterPrincipals,
    OrganizationService,
    RecoveryService,
    RolePolicies,
    SessionService,
    SessionStates,
    SigningKeys,
    UserPolicies,
    UserService,
    VerifiedTokens,
  ],
})
export class AuthModule {}
