import { Module } from '@nestjs/common';
import { DashboardsController } from './dashboards.controller';
import { DashboardsModule } from './dashboards.module';

/** The `/dashboards` routes that need no widgets. */
@Module({
  imports: [DashboardsModule],
  controllers: [DashboardsController],
})
export class DashboardsApiModule {}
