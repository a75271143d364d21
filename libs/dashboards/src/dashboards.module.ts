import { Module } from '@nestjs/common';
import { AuditModule } from '@app/auth';
import { DashboardService } from './dashboard.service';

/** Dashboards. The application must also provide a `WidgetDirectory`, which the widgets lib does. */
@Module({
  imports: [AuditModule],
  providers: [DashboardService],
  exports: [DashboardService],
})
export class DashboardsModule {}
