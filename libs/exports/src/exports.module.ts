import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DataModule } from '@app/data';
import { WidgetsModule } from '@app/widgets';
import { ExportService } from './export.service';
import { ExportQuota } from './request/export-quota';
import { ExportRequests } from './request/export-requests';

/** Exports as they are asked for. */
@Module({
  imports: [AuthModule, DataModule, WidgetsModule],
  providers: [ExportQuota, ExportRequests, ExportService],
  exports: [ExportQuota, ExportService],
})
export class ExportsModule {}
