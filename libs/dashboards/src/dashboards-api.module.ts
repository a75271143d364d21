import { Module } from '@nestjs/common';
import { DashboardDirectoryModule } from './dashboard-directory.module';
import { DashboardsController } from './dashboards.controller';
import { DashboardsModule } from './dashboards.module';

/** The `/dashboards` routes that need no widgets. */
@Module({
  imports: [DashboardsModule, DashboardDirectoryModule],
  controllers: [DashboardsController],
})
export class DashboardsApiModule {}
