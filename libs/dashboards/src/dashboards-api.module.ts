import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DashboardDirectoryModule } from './dashboard-directory.module';
import { DashboardsController } from './dashboards.controller';
import { DashboardsModule } from './dashboards.module';
import { EmbedTokenService } from './embedding/embed-token.service';
import { EmbedTokensController } from './embedding/embed-tokens.controller';
import { UserDashboardsController } from './user-dashboards.controller';
import { DashboardShares } from './sharing/dashboard-shares';
import { SharesController } from './sharing/shares.controller';

/** The `/dashboards` routes that need no widgets. */
@Module({
  imports: [AuthModule, DashboardsModule, DashboardDirectoryModule],
  controllers: [DashboardsController, SharesController, EmbedTokensController, UserDashboardsController],
  providers: [DashboardShares, EmbedTokenService],
})
export class DashboardsApiModule {}
