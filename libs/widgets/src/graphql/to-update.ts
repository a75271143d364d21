import type { Frame, PushEvents } from '@app/realtime';
import type { DashboardUpdateType } from './dashboard-update.type';
import { toWidgetData } from './to-widget-data';
import type { WidgetDataType } from './widget-data.type';

/** All who watch the same get the same frame: it is read once for all. */
const known = new WeakMap<Frame, DashboardUpdateType>();

/** A frame in the words of the schema; undefined for what GraphQL says in another way. */
export function toUpdate(frame: Frame, dashboardId: string): DashboardUpdateType | undefined {
  if (frame.event === 'session:expired') return undefined;
  const found = known.get(frame);
  if (found) return found;
  const update = { ...read(frame), type: frame.event, dashboardId, cursor: frame.cursor };
  known.set(frame, update);
  return update;
}

function read({ event, json }: Frame): Pick<DashboardUpdateType, 'widgets' | 'version' | 'alert'> {
  const payload = JSON.parse(json) as unknown;
  if (event === 'snapshot') {
    const { version, widgets } = payload as PushEvents['snapshot'];
    return { version, widgets: Object.entries(widgets).map(([id, state]) => toWidgetData(id, state)) };
  }
  if (event === 'widget:data') {
    const state = payload as PushEvents['widget:data'];
    return { widgets: [toWidgetData(state.widgetId, state)] };
  }
  if (event === 'dashboard:updated') {
    const { version } = payload as PushEvents['dashboard:updated'];
    return { version, widgets: [] };
  }
  return { widgets: [], ...(event === 'alert' && { alert: payload }) };
}

/** What a frame says of one widget; undefined when that is nothing. */
export function widgetIn(frame: Frame, dashboardId: string, widgetId: string): WidgetDataType | undefined {
  return toUpdate(frame, dashboardId)?.widgets.find((widget) => widget.widgetId === widgetId);
}
