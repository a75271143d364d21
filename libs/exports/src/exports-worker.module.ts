import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DataModule } from '@app/data';
import { WidgetsModule } from '@app/widgets';
import { ExportsModule } from './exports.module';
import { ExportMails } from './mail/export-mails';
import { SendExportMailHandler } from './mail/send-export-mail.handler';
import { ExpireExportsHandler } from './run/expire-exports.handler';
import { ExportDashboardHandler } from './run/export-dashboard.handler';
import { ExportDocuments } from './run/export-documents';
import { ExportRuns } from './run/export-runs';
import { ExportStates } from './run/export-states';
import { ExportUpkeep } from './run/export-upkeep';
import { DueSchedules } from './schedule/due-schedules';
import { RunExportSchedulesHandler } from './schedule/run-export-schedules.handler';

/** The jobs that make files and delete them. */
@Module({
  imports: [AuthModule, DataModule, WidgetsModule, ExportsModule],
  providers: [
    DueSchedules,
    ExpireExportsHandler,
    ExportDashboardHandler,
    ExportDocuments,
    ExportMails,
    ExportRuns,
    ExportStates,
    ExportUpkeep,
    RunExportSchedulesHandler,
    SendExportMailHandler,
  ],
})
export class ExportsWorkerModule {}
