import type { DashboardFields } from '@app/dashboards';
import type { WidgetConfig } from '../config/widget-config';
import type { WidgetType } from '../config/widget-type';

export const DEFINITION_KIND = 'vitrine/dashboard';
export const DEFINITION_VERSION = 1;

/** A config as clients write it: its query may leave out what has a default. */
export interface WidgetConfigInput {
  query?: object;
  display?: object;
}

/** A dashboard with its widgets as one document. Ids hold it together inside and mean nothing outside. */
export interface DashboardDefinition<C extends WidgetConfigInput = WidgetConfig> {
  kind: typeof DEFINITION_KIND;
  /** Of the form of the document. */
  version: typeof DEFINITION_VERSION;
  dashboard: DashboardFields;
  widgets: { id: string; type: WidgetType; title: string; config: C }[];
}
