import { Module } from '@nestjs/common';
import { AuditModule } from '@app/auth';
import { RevisionLog } from './revisions/revision-log';
import { DashboardService } from './dashboard.service';

/** Dashboards. The application must also provide a `WidgetDirectory`, which the widgets lib does. */
@Module({
  imports: [AuditModule],
  providers: [DashboardService, RevisionLog],
  exports: [DashboardService, RevisionLog],
})
export class DashboardsModule {}
