import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { ExportDownloads } from './download/export-downloads';
import { ExportsController } from './exports.controller';
import { ExportsModule } from './exports.module';
import { LinkForms } from './link/link-forms';
import { LinksController } from './link/links.controller';
import { ScheduleRuns } from './schedule/schedule-runs';
import { ScheduleService } from './schedule/schedule.service';
import { SchedulesController } from './schedule/schedules.controller';

/** The `/exports` and `/export-schedules` routes. */
@Module({
  imports: [AuthModule, ExportsModule],
  controllers: [ExportsController, LinksController, SchedulesController],
  providers: [ExportDownloads, LinkForms, ScheduleRuns, ScheduleService],
})
export class ExportsApiModule {}
