import { type Principal, permissionsOf } from '@app/auth';
import {
  type Frame,
  LiveDashboards,
  type Viewer,
  type Watch,
  type WatchRequest,
  type WidgetState,
} from '@app/realtime';

/** A principal as the guard would make it. */
export function aPrincipal(fields: Partial<Principal> & Pick<Principal, 'id' | 'organizationId'>): Principal {
  const roles = fields.roles ?? ['admin'];
  return { kind: 'user', permissions: new Set(permissionsOf(roles)), dataPolicy: {}, roles, ...fields };
}

/** Somebody who watches at the port, and keeps what a client would: the newest state of each widget. */
export class LiveViewer implements Viewer {
  readonly frames: Frame[] = [];
  /** When each came, in monotonic ms. */
  readonly times: number[] = [];
  widgets: Record<string, WidgetState> = {};
  told = 0;
  watch!: Watch;

  static async at(
    live: LiveDashboards,
    principal: Principal,
    request: { dashboardId: string; parameters?: WatchRequest['parameters'] },
  ): Promise<LiveViewer> {
    const viewer = new LiveViewer();
    viewer.watch = await live.watch(principal, { parameters: {}, ...request }, viewer);
    return viewer;
  }

  push(frame: Frame): void {
    this.frames.push(frame);
    this.times.push(performance.now());
    const payload = JSON.parse(frame.json) as Record<string, unknown>;
    if (frame.event === 'snapshot') this.widgets = payload.widgets as Record<string, WidgetState>;
    if (frame.event !== 'widget:data') return;
    const { widgetId, status, data, meta, error } = payload as unknown as { widgetId: string } & WidgetState;
    this.widgets[widgetId] = { status, data, meta, error };
  }

  reconnect(): void {
    this.told++;
  }

  count(event: Frame['event']): number {
    return this.frames.filter((frame) => frame.event === event).length;
  }

  rows(widgetId: string): unknown[][] | undefined {
    return (this.widgets[widgetId]?.data as { rows: unknown[][] } | null | undefined)?.rows;
  }
}

/** What of a dashboard's data does not depend on when and from what it was computed. */
export function lasting(widgets: Record<string, WidgetState>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(widgets).map(([id, { meta, ...rest }]) => {
      if (!meta) return [id, rest];
      const { computedAt: _at, tookMs: _ms, source: _source, ...kept } = meta as Record<string, unknown>;
      return [id, { ...rest, meta: kept }];
    }),
  );
}
