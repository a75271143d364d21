import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Principal } from '@app/auth';
import { Cache, utcDay } from '@app/cache';
import { DashboardService } from '@app/dashboards';
import { Catalog } from '@app/data';
import { EventBroadcast, type OutboxEvent } from '@app/database';
import { AppConfig, LOGGER } from '@app/platform';
import { LiveDashboards, type Viewer, type Watch, type WatchRequest } from '@app/realtime';
import { assertPermission } from '../assert-permission';
import { DashboardDefinitions } from '../data/dashboard-definitions';
import { EventHearing } from './event-hearing';
import { LiveMeasurements } from './live-measurements';
import { type Doors, LiveWatch } from './live-watch';
import { RoomDirectory } from './room-directory';
import { roomPlace } from './room-place';
import { ViewerLimits } from './viewer-limits';
import { WidgetEvaluator } from './widget-evaluator';

/**
 * {@link LiveDashboards} of one process: it hears all events, and evaluates what is watched here. Events travel between
 * processes, data does not.
 */
@Injectable()
export class NodeLiveDashboards extends LiveDashboards implements OnModuleInit, OnApplicationShutdown {
  private readonly rooms: RoomDirectory;
  private readonly limits: ViewerLimits;
  private readonly watches = new Set<LiveWatch>();
  private readonly endings: (() => void)[] = [];
  private readonly doors: Doors;

  constructor(
    private readonly broadcast: EventBroadcast,
    private readonly hearing: EventHearing,
    private readonly cache: Cache,
    private readonly catalog: Catalog,
    definitions: DashboardDefinitions,
    dashboards: DashboardService,
    evaluator: WidgetEvaluator,
    measurements: LiveMeasurements,
    config: AppConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    super();
    const everyMs = config.liveEvaluationMs;
    this.rooms = new RoomDirectory(
      { definitions, dashboards, evaluator, measurements, logger, everyMs },
      config.liveRoomsMax,
    );
    this.limits = new ViewerLimits({
      ofOrganization: config.liveViewersMax,
      ofPrincipal: config.liveViewersPerPrincipal,
    });
    this.doors = {
      enter: (member, principal, request) => this.rooms.enter(member, roomPlace(principal, request)),
      leave: (member, room) => this.rooms.leave(member, room),
      assertVisible: async (principal, dashboardId) => {
        assertPermission(principal, 'dashboard:read');
        assertPermission(principal, 'data:read');
        await definitions.ofDashboard(principal, dashboardId);
      },
    };
    measurements.watchedBy(() => ({ rooms: this.rooms.size, viewers: this.limits.viewers }));
  }

  async watch(principal: Principal, request: WatchRequest, viewer: Viewer): Promise<Watch> {
    this.hearing.assertHears();
    const release = this.limits.take(principal);
    const watch = new LiveWatch(principal, viewer, request, this.doors, () => {
      this.watches.delete(watch);
      release();
    });
    this.watches.add(watch);
    await watch.begin();
    return watch;
  }

  onModuleInit(): void {
    this.endings.push(
      this.broadcast.subscribe('points.changed', (event) => this.pointsChanged(event)),
      this.broadcast.subscribe('catalog.changed', (event) => this.catalogChanged(event)),
      this.broadcast.subscribe('dashboard.updated', (event) => this.dashboardUpdated(event)),
      this.broadcast.subscribe('dashboard.deleted', (event) => this.dashboardDeleted(event)),
      this.broadcast.subscribe('alert', ({ organizationId, payload }) => {
        // That of Vitrine itself is for its administrators.
        if (payload.builtIn !== undefined) return;
        // Not what was measured: viewers may have data policies.
        const { alertId, name, state, severity, at } = payload;
        const told = { alertId, name, state, ...(severity !== undefined && { severity }), at };
        for (const room of this.rooms.ofOrganization(organizationId)) room.alert(told);
      }),
      this.broadcast.onGap(() => this.gap()),
      this.hearing.onDeaf(() => {
        for (const { viewer } of this.watches) viewer.reconnect?.();
      }),
    );
  }

  onApplicationShutdown(): void {
    for (const end of this.endings.splice(0)) end();
    for (const watch of this.watches) watch.close();
  }

  /** The caches were told before the event was sent, but that may arrive after it: what is evaluated now has the change. */
  private pointsChanged({ organizationId, payload }: OutboxEvent<'points.changed'>): void {
    const changes = payload.metrics.map(({ metricId, metric, from, to }) => ({
      name: metric,
      days: { metric: metricId, fromDay: utcDay(Date.parse(from)), toDay: utcDay(Date.parse(to) - 1) },
    }));
    this.cache.heard({ versions: changes.map(({ days }) => days) });
    for (const room of this.rooms.ofOrganization(organizationId)) {
      for (const { name, days } of changes) room.changed(name, days);
    }
  }

  private catalogChanged({ organizationId, payload }: OutboxEvent<'catalog.changed'>): void {
    const rooms = this.rooms.ofOrganization(organizationId);
    if (rooms.length === 0 || organizationId === null) return;
    this.catalog.forget(organizationId);
    for (const room of rooms) room.changed(payload.metric, 'any');
  }

  private dashboardUpdated({ organizationId, payload }: OutboxEvent<'dashboard.updated'>): void {
    this.cache.heard({ tags: [`dashboard:${payload.dashboardId}`] });
    for (const room of this.rooms.ofOrganization(organizationId)) {
      if (room.place.dashboardId === payload.dashboardId) room.reload();
    }
  }

  private dashboardDeleted({ organizationId, payload }: OutboxEvent<'dashboard.deleted'>): void {
    this.cache.heard({ tags: [`dashboard:${payload.dashboardId}`] });
    for (const room of this.rooms.ofOrganization(organizationId)) {
      if (room.place.dashboardId === payload.dashboardId) room.end();
    }
  }

  /** Nobody knows what was missed: everything is read again. */
  private gap(): void {
    this.cache.heard('everything');
    for (const room of this.rooms.all()) {
      this.catalog.forget(room.place.organizationId);
      room.reload();
    }
  }
}
