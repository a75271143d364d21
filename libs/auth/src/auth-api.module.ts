import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ApiKeyListener } from './api-keys/api-key-listener';
import { ApiKeysController } from './api-keys/api-keys.controller';
import { AuditController } from './audit/audit.controller';
import { AuthModule } from './auth.module';
import { BoardLogin } from './board/board-login';
import { EmbedTokens } from './embed/embed-tokens';
import { ActingOrganization } from './guard/acting-organization';
import { AdministratorsModule } from './guard/administrators.module';
import { AuthGuard } from './guard/auth.guard';
import { Credentials } from './guard/credentials';
import { RequestGate } from './guard/request-gate';
import { RouteGuardCheck } from './guard/route-guard-check';
import { LimitsModule, throttlerModule } from './limits/limits.module';
import { RateLimitGuard } from './limits/rate-limit.guard';
import { AuthController } from './login/auth.controller';
import { JobAdmin } from './job-admin/job-admin';
import { JobsController } from './job-admin/jobs.controller';
import { OrganizationsController } from './organizations/organizations.controller';
import { PreferencesController } from './preferences/preferences.controller';
import { PreferencesService } from './preferences/preferences.service';
import { RolesController } from './principals/roles.controller';
import { RecoveryController } from './recovery/recovery.controller';
import { SessionEndedListener } from './sessions/session-ended-listener';
import { SessionsController } from './sessions/sessions.controller';
import { DataPoliciesController } from './policies/data-policies.controller';
import { JwtStrategy } from './tokens/jwt.strategy';
import { StreamTickets } from './tickets/stream-tickets';
import { StreamTicketsController } from './tickets/stream-tickets.controller';
import { UsersController } from './users/users.controller';

/**
 * The routes of this lib, and the guard of every route of the application, which must also provide a
 * `DashboardDirectory`, as the dashboards lib does.
 */
@Module({
  imports: [AdministratorsModule, AuthModule, DiscoveryModule, LimitsModule, throttlerModule],
  controllers: [
    AuditController,
    AuthController,
    RecoveryController,
    SessionsController,
    UsersController,
    PreferencesController,
    RolesController,
    DataPoliciesController,
    OrganizationsController,
    ApiKeysController,
    StreamTicketsController,
    JobsController,
  ],
  providers: [
    ActingOrganization,
    BoardLogin,
    Credentials,
    EmbedTokens,
    ApiKeyListener,
    JobAdmin,
    JwtStrategy,
    PreferencesService,
    RequestGate,
    RouteGuardCheck,
    SessionEndedListener,
    StreamTickets,
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
  ],
  exports: [AuthModule, BoardLogin, Credentials, LimitsModule, RouteGuardCheck],
})
export class AuthApiModule {}
