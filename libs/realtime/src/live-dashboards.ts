import type { Principal } from '@app/auth';
import type { Frame } from './frame';

/** What somebody watches; the parameters are those of `GET /dashboards/:id/data`. */
export interface WatchRequest {
  dashboardId: string;
  parameters: {
    timerange?: string;
    from?: string;
    to?: string;
    filters?: string;
    interval?: string;
    timezone?: string;
  };
}

/** Who gets the frames: one connection of a transport. */
export interface Viewer {
  /** Takes a frame without waiting: what a slow client does not take in time is the transport's to coalesce or to drop. */
  push(frame: Frame): void;
  /** This process cannot keep its promise for now: the client had better connect again, elsewhere if it can. */
  reconnect?(): void;
}

/** Somebody watches something. */
export interface Watch {
  /** Evaluates a widget, or all, past every cache, and pushes what is new of it to all who watch the same. @throws AppError 404 for a widget elsewhere */
  refresh(widgetId?: string): Promise<void>;
  /**
   * The viewer's rights may have changed. Who sees other rows than before gets a snapshot of those, and nothing of the others
   * from the moment of the call. That a dashboard itself, or with whom it is shared, has changed is noticed without it: who may
   * not see it any more gets `dashboard:deleted`, and the watch is closed.
   * @throws AppError 403, 404 when it may not watch this any more; whatever it throws, the watch is closed then
   */
  recheck(principal: Principal): Promise<void>;
  /** Nothing is pushed from now on. */
  close(): void;
}

/** Dashboards that move by themselves. What a dashboard is, and who sees it, is known to the lib that implements it. */
export abstract class LiveDashboards {
  /**
   * Begins to watch: a snapshot is pushed first, then what changes, in order. All who watch the same and see the same rows
   * share one evaluation.
   * @throws AppError 400 for parameters that no widget could take, 403, 404, 429 STREAM_LIMIT, 503 while this process does not
   *   hear of changes
   */
  abstract watch(principal: Principal, request: WatchRequest, viewer: Viewer): Promise<Watch>;
}
