import { Module } from '@nestjs/common';
import { AuditModule } from '@app/auth';
import { DashboardsModule } from '@app/dashboards';
import { DataModule } from '@app/data';
import { WidgetConfigs } from './config/widget-configs';
import { DashboardContents } from './data/dashboard-contents';
import { DashboardDataService } from './data/dashboard-data.service';
import { DashboardDefinitions } from './data/dashboard-definitions';
import { WidgetQuestionService } from './data/widget-questions';
import { DashboardExporter } from './definition/dashboard-exporter';
import { DashboardImporter } from './definition/dashboard-importer';
import { DashboardProvisioner } from './definition/dashboard-provisioner';
import { DemoDashboards } from './demo/demo-dashboards';
import { WidgetDirectoryModule } from './widget-directory.module';
import { WidgetService } from './widget/widget.service';

/** Widgets, the data of dashboards, and definitions. */
@Module({
  imports: [AuditModule, DashboardsModule, DataModule, WidgetDirectoryModule],
  providers: [
    WidgetConfigs,
    WidgetService,
    DashboardContents,
    DashboardDataService,
    DashboardDefinitions,
    WidgetQuestionService,
    DashboardExporter,
    DashboardImporter,
    DashboardProvisioner,
    DemoDashboards,
  ],
  exports: [
    DashboardContents,
    WidgetService,
    DashboardDataService,
    DashboardDefinitions,
    WidgetQuestionService,
    DashboardExporter,
    DashboardImporter,
    DashboardProvisioner,
    DemoDashboards,
  ],
})
export class WidgetsModule {}
