/** The data of one widget as its viewers get it: the same as in `GET /dashboards/:id/data`. */
export interface WidgetState {
  status: 'ok' | 'error';
  data: unknown;
  meta: unknown;
  error: unknown;
}

/**
 * Every event that a viewer of a dashboard can get, by name, with its payload. The same over socket.io, SSE and GraphQL.
 * Clients outlive deploys: add fields as optional, never change a meaning.
 */
export interface PushEvents {
  /** Everything there is to see. It comes first, and whenever what came before no longer holds. */
  snapshot: { cursor: string; dashboardId: string; version: number; widgets: Record<string, WidgetState> };
  /** One widget has changed. */
  'widget:data': { cursor: string; widgetId: string } & WidgetState;
  /** Layout, filters, title or widgets were changed; a snapshot follows. */
  'dashboard:updated': { dashboardId: string; version: number };
  /** The dashboard is gone, or may not be seen any more. Nothing follows. */
  'dashboard:deleted': { dashboardId: string };
  /** An alert about a metric of the organization fired or was resolved. */
  alert: { alertId: string; name: string; state: string; severity?: string; at: string };
  /** The credential no longer holds. The connection closes. */
  'session:expired': { code: string; detail: string };
}

export type PushEventName = keyof PushEvents;
