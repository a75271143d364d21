import { ProvisionedDashboard } from './definition/provisioned-dashboard';
import { Widget } from './widget/widget';

export type { Display } from './config/displays';
export { WIDGET_TYPES, type WidgetType } from './config/widget-type';
export { parseWidgetConfig, type WidgetConfig } from './config/widget-config';
export {
  type DashboardContent,
  DashboardContents,
  ofWidget,
  type WidgetContent,
} from './data/dashboard-contents';
export { type DashboardData, DashboardDataService } from './data/dashboard-data.service';
export type { WidgetAnswer, WidgetData, WidgetError, WidgetMeta } from './data/widget-answer';
export type { DashboardDefinition, WidgetConfigInput } from './definition/dashboard-definition';
export { DashboardExporter } from './definition/dashboard-exporter';
export { DashboardImporter } from './definition/dashboard-importer';
export { DemoDashboards } from './demo/demo-dashboards';
export { LiveModule } from './live/live.module';
export { WidgetService } from './widget/widget.service';
export { WidgetsApiModule } from './widgets-api.module';
export { WidgetsModule } from './widgets.module';
export { WidgetsWorkerModule } from './widgets-worker.module';

/** Entities of this lib, for the composition roots. */
export const WIDGETS_ENTITIES = [Widget, ProvisionedDashboard];
