import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DashboardDirectoryModule } from './dashboard-directory.module';
import { DashboardsController } from './dashboards.controller';
import { DashboardsModule } from './dashboards.module';
import { EmbedTokenService } from './embedding/embed-token.service';
import { EmbedTokensController } from './embedding/embed-tokens.controller';
import { UserDashboardsController } from './user-dashboards.controller';
import { DashboardRevisions } from './revisions/dashboard-revisions';
import { RevisionsController } from './revisions/revisions.controller';
import { DashboardShares } from './sharing/dashboard-shares';
import { SharesController } from './sharing/shares.controller';

/** The `/dashboards` routes that need no widgets. */
@Module({
  imports: [AuthModule, DashboardsModule, DashboardDirectoryModule],
  controllers: [
    DashboardsController,
    SharesController,
    EmbedTokensController,
    RevisionsController,
    UserDashboardsController,
  ],
  providers: [DashboardRevisions, DashboardShares, EmbedTokenService],
})
export class DashboardsApiModule {}
