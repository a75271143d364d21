export { type Frame, frameOf } from './frame';
export { LiveDashboards, type Viewer, type Watch, type WatchRequest } from './live-dashboards';
export type { PushEventName, PushEvents, WidgetState } from './push-events';
