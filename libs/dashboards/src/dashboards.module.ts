import { Module } from '@nestjs/common';
import { DashboardService } from './dashboard.service';

/** Dashboards. The application must also provide a `WidgetDirectory`, which the widgets lib does. */
@Module({
  providers: [DashboardService],
  exports: [DashboardService],
})
export class DashboardsModule {}
