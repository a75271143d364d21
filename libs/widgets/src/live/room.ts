import { AppError, toAppError } from '@app/platform';
import type { Frame, PushEvents, Viewer } from '@app/realtime';
import type { DashboardService } from '@app/dashboards';
import type { Semaphore } from '@app/data';
import type { Principal } from '@app/auth';
import type { Logger } from 'pino';
import type { DashboardDefinitions } from '../data/dashboard-definitions';
import type { DaySpan } from './interest';
import type { LiveMeasurements } from './live-measurements';
import type { LiveWidget } from './live-widget';
import { type Began, Pace } from './pace';
import { RoomFrames } from './room-frames';
import type { RoomPlace } from './room-place';
import type { WidgetEvaluator } from './widget-evaluator';
import { WidgetSet } from './widget-set';

const LONGEST_PAUSE_MS = 60_000;

/** Somebody in a room. */
export interface Member {
  readonly principal: Principal;
  readonly viewer: Viewer;
  /** Whether the snapshot was pushed. */
  joined: boolean;
  /** Nothing is pushed from now on; the member leaves the room. */
  close(): void;
}

/** What rooms are made with. */
export interface RoomParts {
  definitions: DashboardDefinitions;
  dashboards: DashboardService;
  evaluator: WidgetEvaluator;
  measurements: LiveMeasurements;
  logger: Logger;
  everyMs: number;
}

/**
 * One thing that is watched, for all who see the same: one evaluation of each widget and one frame serve them all. It
 * lives as long as somebody is in it.
 */
export class Room {
  private readonly members = new Set<Member>();
  private readonly frames = new RoomFrames();
  private readonly loads: Pace;
  private failures = 0;
  private loading = false;
  private shown: WidgetSet | undefined;
  /** Those of a new definition, until each has an answer. */
  private coming: WidgetSet | undefined;
  private started = Promise.withResolvers<void>();
  private stopped = false;

  constructor(
    readonly place: RoomPlace,
    private readonly parts: RoomParts,
    private readonly slots: Semaphore,
  ) {
    this.loads = new Pace(parts.everyMs, (began) => this.load(began));
    this.started.promise.catch(() => {});
  }

  get size(): number {
    return this.members.size;
  }

  /** Everybody, also who has not got a snapshot yet. */
  get everybody(): readonly Member[] {
    return [...this.members];
  }

  add(member: Member): void {
    this.members.add(member);
  }

  remove(member: Member): void {
    this.members.delete(member);
  }

  /** Begins to work unless it has; resolves when there is something to show. @throws AppError 404, 503 */
  start(): Promise<void> {
    if (!this.shown && !this.loading) this.loads.ask();
    return this.started.promise;
  }

  snapshot(): Frame<'snapshot'> {
    return this.frames.snapshot(() => ({
      dashboardId: this.place.dashboardId,
      version: this.shown?.definition.version ?? 0,
      widgets: this.shown?.json() ?? '{}',
    }));
  }

  /** @param days those that changed, `any` when all may have */
  changed(metric: string, days: DaySpan | 'any'): void {
    this.shown?.changed(metric, days);
    this.coming?.changed(metric, days);
  }

  /** The dashboard has changed, or nobody knows what has: it is read again, and a snapshot follows. */
  reload(): void {
    this.loads.ask();
  }

  /** @throws AppError 404 for a widget that is not on the dashboard */
  async refresh(widgetId?: string): Promise<void> {
    const widgets = widgetId === undefined ? this.shown?.all() : [this.shown?.get(widgetId.toLowerCase())];
    const wanted = (widgets ?? []).filter((widget): widget is LiveWidget => widget !== undefined);
    if (widgetId !== undefined && wanted.length === 0) throw AppError.notFound('widget', widgetId);
    await Promise.all(wanted.map((widget) => widget.refresh()));
  }

  alert(payload: PushEvents['alert']): void {
    if (!this.place.unrestricted) return;
    const told = this.everybody.filter(({ principal }) => hearsAlerts(principal));
    if (told.length > 0) this.push(this.frames.event('alert', payload), told);
  }

  /** The dashboard is gone. */
  end(): void {
    const frame = this.frames.event('dashboard:deleted', { dashboardId: this.place.dashboardId });
    const members = this.everybody;
    this.push(frame, members);
    for (const member of members) member.close();
  }

  /** Nothing is evaluated from now on. */
  stop(): void {
    this.stopped = true;
    this.loads.stop();
    this.shown?.stop();
    this.coming?.stop();
    this.started.reject(AppError.notFound('dashboard', this.place.dashboardId));
  }

  private async load(began: Began): Promise<void> {
    this.loading = true;
    try {
      began();
      const { principal, dashboardId } = this.place;
      const definition = await this.parts.definitions.ofDashboard(principal, dashboardId);
      if (this.shown) await this.again(definition.version);
      if (this.stopped) return;
      await this.show(new WidgetSet(definition, this.context(definition.filters)));
      this.failures = 0;
    } catch (thrown) {
      this.failed(toAppError(thrown));
    } finally {
      this.loading = false;
    }
  }

  /** Who may not see it any more goes; the others hear that it has changed. */
  private async again(version: number): Promise<void> {
    const { dashboardId } = this.place;
    const principals = this.everybody.map(({ principal }) => principal);
    const seeing = await this.parts.dashboards.seenBy(dashboardId, principals);
    const blind = this.everybody.filter(
      ({ principal }) => !seeing.has(principal) && principals.includes(principal),
    );
    if (blind.length > 0) this.push(this.frames.event('dashboard:deleted', { dashboardId }), blind);
    for (const member of blind) member.close();
    const frame = this.frames.event('dashboard:updated', { dashboardId, version }, 'dashboard:updated');
    this.push(frame, this.everybody);
  }

  private async show(coming: WidgetSet): Promise<void> {
    const again = this.shown !== undefined;
    this.coming = coming;
    this.shown?.stop();
    await coming.start();
    if (this.stopped) return;
    coming.present();
    [this.shown, this.coming] = [coming, undefined];
    this.started.resolve();
    if (!again) return;
    this.frames.advance();
    this.push(this.snapshot(), this.everybody);
  }

  private failed(problem: AppError): void {
    if (this.stopped) return;
    if (!this.shown) {
      this.started.reject(problem);
      this.started = Promise.withResolvers<void>();
      this.started.promise.catch(() => {});
    } else if (problem.code === 'NOT_FOUND') {
      this.end();
    } else {
      this.parts.logger.warn({ err: problem }, 'a watched dashboard could not be read; it is tried again');
      const pause = Math.min(LONGEST_PAUSE_MS, this.parts.everyMs * 2 ** this.failures++);
      this.loads.askIn(pause);
    }
  }

  private context(filters: WidgetSet['definition']['filters']) {
    const { principal, overrides } = this.place;
    const { evaluator, everyMs } = this.parts;
    return {
      principal,
      shared: { filters, overrides },
      evaluator,
      slots: this.slots,
      everyMs,
      onAnswer: (widget: LiveWidget) => this.present(widget),
    };
  }

  private present(widget: LiveWidget): void {
    if (this.shown?.get(widget.id) !== widget) return;
    for (const { id, shown } of this.shown.present()) {
      if (shown) this.push(this.frames.widget(id, shown.json), this.everybody);
    }
  }

  private push(frame: Frame, members: readonly Member[]): void {
    this.parts.measurements.pushed(frame.event);
    for (const { viewer, joined } of members) {
      if (!joined) continue;
      try {
        viewer.push(frame);
      } catch (error) {
        this.parts.logger.error({ err: error }, 'a viewer could not be given a frame');
      }
    }
  }
}

/** The name of an alert says what an organization looks at: its people may know, a key only if it may read alerts. */
function hearsAlerts({ kind, permissions }: Principal): boolean {
  return kind === 'user' || (kind === 'apiKey' && permissions.has('alert:read'));
}
