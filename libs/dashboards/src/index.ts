import { Dashboard } from './dashboard';

export { assignChanged } from './assign-changed';
export { Dashboard, VISIBILITIES, type Visibility } from './dashboard';
export { DashboardDto, DashboardFieldsDto } from './dashboard.dto';
export type { DashboardFields } from './dashboard-fields';
export {
  DashboardService,
  type DashboardTransaction,
  type NeededAccess,
  type NewDashboard,
} from './dashboard.service';
export { toDashboardDto } from './dashboard-view';
export { DashboardsApiModule } from './dashboards-api.module';
export { DashboardsModule } from './dashboards.module';
export { FILTER_SCHEMAS } from './filter-schemas';
export { assertNoErrors, atPointer, movedTo } from './field-errors';
export {
  coveredItem,
  EMPTY_LAYOUT,
  type Layout,
  type LayoutItem,
  layoutErrors,
  MAX_WIDGETS,
  placeAtBottom,
  type Position,
  positionErrors,
} from './layout';
export { LayoutDto, PositionDto } from './layout.dto';
export type { KeptRevision, KeptWidget, RevisionContent } from './revisions/revision-content';
export { RevisionLog } from './revisions/revision-log';
export { type AccessReason, allows } from './sharing/dashboard-access';
export { WidgetDirectory } from './widget-directory';

/** Entities of this lib, for the composition roots. */
export const DASHBOARDS_ENTITIES = [Dashboard];
