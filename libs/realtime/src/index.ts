export { Backlog } from './backlog';
export type {
  Connection,
  ConnectionEnd,
  ConnectionHandler,
  OpenRequest,
  Shown,
  Transport,
} from './connections/connection';
export { Connections } from './connections/connections';
export { type Frame, frameOf } from './frame';
export { LiveDashboards, type Viewer, type Watch, type WatchRequest } from './live-dashboards';
export type { PushEventName, PushEvents, WidgetState } from './push-events';
export { RealtimeApiModule } from './realtime-api.module';
export { DashboardGateway } from './socket/dashboard.gateway';
export { ViewParameters } from './view-parameters.dto';
export { readWatchParameters } from './watch-parameters';
