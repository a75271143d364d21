import {
  type Frame,
  frameOf,
  LiveDashboards,
  type Viewer,
  type Watch,
  type WatchRequest,
} from '@app/realtime';
import type { Principal } from '@app/auth';
import { markedState } from './marked-frame';

/** Dashboards of which nothing is evaluated: what is measured is the way of a frame from a room to its viewers. */
export class PushedDashboards extends LiveDashboards {
  private readonly rooms = new Map<string, Set<Viewer>>();

  override async watch(_principal: Principal, { dashboardId }: WatchRequest, viewer: Viewer): Promise<Watch> {
    const room = this.rooms.get(dashboardId) ?? new Set();
    this.rooms.set(dashboardId, room.add(viewer));
    const payload = { cursor: 'bench', dashboardId, version: 1, widgets: {} };
    viewer.push(frameOf('snapshot', payload, { cursor: 'bench', key: 'snapshot' }));
    return {
      refresh: async () => undefined,
      recheck: async () => undefined,
      close: () => void room.delete(viewer),
    };
  }

  /** Pushes a frame of its own into each room. */
  send(n: number): void {
    for (const room of this.rooms.values()) {
      const frame = this.frame(n);
      for (const viewer of room) viewer.push(frame);
    }
  }

  private frame(n: number): Frame {
    const cursor = `bench-${n}`;
    return frameOf(
      'widget:data',
      { cursor, widgetId: 'widget', ...markedState(n) },
      { cursor, key: 'widget' },
    );
  }
}
