export { EXPORT_FORMATS, type ExportFormat, TABLE_FORMATS } from './export-format';
export { EXPORT_STATUSES, type ExportStatus } from './export-record';
export {
  ExportCreatedDto,
  ExportDashboardDto,
  ExportDto,
  ExportQueryDto,
  ExportStatusDto,
} from './export.dto';
export { ExportService } from './export.service';
export { ExportsApiModule } from './exports-api.module';
export { ExportsModule } from './exports.module';
export { ExportsWorkerModule } from './exports-worker.module';
