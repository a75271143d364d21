import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DataModule } from '@app/data';
import { WidgetsModule } from '@app/widgets';
import { ExportAccess } from './download/export-access';
import { ExportService } from './export.service';
import { ExportLinks } from './link/export-links';
import { ExportQuota } from './request/export-quota';
import { ExportRequests } from './request/export-requests';
import { ScheduleOutcomes } from './schedule/schedule-outcomes';
import { ScheduleStarts } from './schedule/schedule-starts';

/** Exports as they are asked for, by hand or by schedules, and what api and worker both know of them. */
@Module({
  imports: [AuthModule, DataModule, WidgetsModule],
  providers: [
    ExportAccess,
    ExportLinks,
    ExportQuota,
    ExportRequests,
    ExportService,
    ScheduleOutcomes,
    ScheduleStarts,
  ],
  exports: [ExportAccess, ExportLinks, ExportQuota, ExportService, ScheduleOutcomes, ScheduleStarts],
})
export class ExportsModule {}
