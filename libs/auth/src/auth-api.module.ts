import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { EventBroadcastModule } from '@app/database';
import { AuthModule } from './auth.module';
import { ActingOrganization } from './guard/acting-organization';
import { AdministratorsModule } from './guard/administrators.module';
import { AuthGuard } from './guard/auth.guard';
import { RouteGuardCheck } from './guard/route-guard-check';
import { AuthController } from './login/auth.controller';
import { OrganizationsController } from './organizations/organizations.controller';
import { RolesController } from './principals/roles.controller';
import { SessionEndedListener } from './sessions/session-ended-listener';
import { SessionsController } from './sessions/sessions.controller';
import { JwtStrategy } from './tokens/jwt.strategy';
import { UsersController } from './users/users.controller';

/** The routes of this lib, and the guard of every route of the application. */
@Module({
  imports: [AdministratorsModule, AuthModule, DiscoveryModule, EventBroadcastModule],
  controllers: [
    AuthController,
    SessionsController,
    UsersController,
    RolesController,
    OrganizationsController,
  ],
  providers: [
    ActingOrganization,
    JwtStrategy,
    RouteGuardCheck,
    SessionEndedListener,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
})
export class AuthApiModule {}
