import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import {
  assignChanged,
  coveredItem,
  type Dashboard,
  DashboardService,
  type DashboardTransaction,
  MAX_WIDGETS,
  placeAtBottom,
  type Position,
  positionErrors,
  assertNoErrors,
} from '@app/dashboards';
import { Orm, Outbox, type OutboxEvents } from '@app/database';
import {
  AppError,
  assertIfMatch,
  decodeCursor,
  isId,
  newId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import type { WidgetConfig } from '../config/widget-config';
import { WidgetConfigs } from '../config/widget-configs';
import { DEFAULT_SIZES, type WidgetType } from '../config/widget-type';
import { Widget } from './widget';
import type { CreateWidgetDto, UpdateWidgetDto, WidgetDto } from './widget.dto';
import { toWidgetDto } from './widget-view';

/** Widgets of the dashboards that the principal sees. Whatever changes one holds the lock of its dashboard. */
@Injectable()
export class WidgetService {
  constructor(
    private readonly orm: Orm,
    private readonly dashboards: DashboardService,
    private readonly configs: WidgetConfigs,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
  ) {}

  /** In the order of creation. @throws AppError 404 */
  async list(principal: Principal, dashboardId: string, query: PageQuery): Promise<Page<WidgetDto>> {
    await this.dashboards.get(principal, dashboardId);
    const after = decodeCursor(query.cursor);
    const rows = await this.orm.read((em) =>
      em.find(
        Widget,
        { dashboardId, organizationId: principal.organizationId, ...(after ? { id: { $gt: after } } : {}) },
        { orderBy: { id: 'asc' }, limit: query.limit + 1 },
      ),
    );
    return toPage(rows, query.limit, toWidgetDto);
  }

  /** All of a dashboard that is known to be visible, in the order of creation. */
  async all(principal: Principal, dashboardId: string): Promise<Widget[]> {
    const { organizationId } = principal;
    return this.orm.read((em) =>
      em.find(Widget, { dashboardId, organizationId }, { orderBy: { id: 'asc' } }),
    );
  }

  /** Those of dashboards that are known to be visible, by dashboard, in the order of creation; in one statement. */
  async ofDashboards(principal: Principal, dashboardIds: string[]): Promise<Map<string, WidgetDto[]>> {
    const { organizationId } = principal;
    const rows = await this.orm.read((em) =>
      em.find(Widget, { dashboardId: { $in: dashboardIds }, organizationId }, { orderBy: { id: 'asc' } }),
    );
    return Map.groupBy(rows.map(toWidgetDto), ({ dashboardId }) => dashboardId);
  }

  /** @throws AppError 404 */
  async get(principal: Principal, id: string): Promise<WidgetDto> {
    const widget = await this.orm.read((em) => find(em, principal, id));
    await this.assertVisible(principal, widget, id);
    return toWidgetDto(widget);
  }

  /**
   * Adds a widget to a dashboard and to its layout.
   * @throws AppError 400, also when the position is taken or the dashboard is full; 422 for an unknown dashboard, metric, dimension
   */
  async create(principal: Principal, input: CreateWidgetDto): Promise<WidgetDto> {
    const { dashboardId, type, title } = input;
    await this.dashboards.get(principal, dashboardId).catch((error: unknown) => {
      throw asReference(error, dashboardId);
    });
    const config = await this.configs.parse(principal, type, input.config, '/config');
    return this.dashboards.change(principal, dashboardId, async (dashboard, transaction) => {
      const { em } = transaction;
      if ((await em.count(Widget, { dashboardId })) >= MAX_WIDGETS) {
        throw new AppError(
          'LIMIT_EXCEEDED',
          `A dashboard has at most ${MAX_WIDGETS} widgets, and this one has.`,
        );
      }
      const id = newId();
      place(dashboard, id, type, input.position);
      const { organizationId } = dashboard;
      const widget = em.create(Widget, { id, organizationId, dashboardId, type, title, config });
      await this.publish(transaction, principal, dashboard, { widgetId: id, change: 'created' });
      return toWidgetDto(widget);
    });
  }

  /**
   * Changes the fields that are given. The config is checked as a whole, also when only the type changes.
   * @throws AppError 400, 404, 412, 422
   */
  async update(
    principal: Principal,
    id: string,
    changes: UpdateWidgetDto,
    ifMatch?: string,
  ): Promise<WidgetDto> {
    const before = await this.get(principal, id);
    const checked = await this.checked(principal, before, changes);
    return this.dashboards.change(principal, before.dashboardId, async (dashboard, transaction) => {
      const widget = await find(transaction.em, principal, id);
      assertIfMatch(ifMatch, widget.version);
      const { type, title } = changes;
      const stale = (type ?? changes.config) !== undefined && widget.version !== before.version;
      const config = stale ? await this.checked(principal, toWidgetDto(widget), changes) : checked;
      if (assignChanged(widget, { type, title, config }))
        await this.publish(transaction, principal, dashboard, { widgetId: widget.id, change: 'updated' });
      return toWidgetDto(widget);
    });
  }

  /** Removes the widget and takes it out of the layout. @throws AppError 404, 412 */
  async remove(principal: Principal, id: string, ifMatch?: string): Promise<void> {
    const { dashboardId } = await this.get(principal, id);
    await this.dashboards.change(principal, dashboardId, async (dashboard, transaction) => {
      const widget = await find(transaction.em, principal, id);
      assertIfMatch(ifMatch, widget.version);
      const { layout } = dashboard;
      dashboard.layout = {
        columns: layout.columns,
        items: layout.items.filter((item) => item.widgetId !== id),
      };
      transaction.em.remove(widget);
      await this.publish(transaction, principal, dashboard, { widgetId: widget.id, change: 'removed' });
      await this.audit.record(transaction.tx, principal, {
        action: 'widget.deleted',
        subject: { type: 'widget', id },
        before: { title: widget.title, type: widget.type, dashboardId },
      });
    });
  }

  private async publish(
    transaction: DashboardTransaction,
    principal: Principal,
    dashboard: Dashboard,
    change: Omit<OutboxEvents['widget.updated'], 'dashboardId'>,
  ): Promise<void> {
    await this.dashboards.publish(transaction, principal, dashboard);
    const { id: dashboardId, organizationId } = dashboard;
    const event = { subject: dashboardId, organizationId, payload: { dashboardId, ...change } };
    await this.outbox.append(transaction.tx, { topic: 'widget.updated', ...event });
  }

  /** The error names the id as it was asked for: with another spelling it would tell that there is such a widget. */
  private async assertVisible(principal: Principal, widget: Widget, id: string): Promise<void> {
    await this.dashboards.get(principal, widget.dashboardId).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'NOT_FOUND' ? AppError.notFound('widget', id) : error;
    });
  }

  /** The new config, when type or config change. */
  private async checked(
    principal: Principal,
    widget: WidgetDto,
    changes: UpdateWidgetDto,
  ): Promise<WidgetConfig | undefined> {
    if (changes.type === undefined && changes.config === undefined) return undefined;
    return this.configs.parse(
      principal,
      changes.type ?? widget.type,
      changes.config ?? widget.config,
      '/config',
    );
  }
}

async function find(em: EntityManager, principal: Principal, id: string): Promise<Widget> {
  const { organizationId } = principal;
  const widget = isId(id) ? await em.findOne(Widget, { id, organizationId }) : null;
  if (!widget) throw AppError.notFound('widget', id);
  return widget;
}

function place(
  dashboard: Dashboard,
  widgetId: string,
  type: WidgetType,
  position: Position | undefined,
): void {
  const { layout } = dashboard;
  if (position) {
    assertNoErrors(positionErrors(position, '/position'));
    const covered = coveredItem(layout, position);
    if (covered)
      throw AppError.invalid(
        '/position',
        `the position is taken by widget ${covered.widgetId} (given: ${JSON.stringify(position)})`,
      );
  }
  const free = position ?? placeAtBottom(layout, DEFAULT_SIZES[type]);
  if (!free)
    throw new AppError(
      'LIMIT_EXCEEDED',
      'The layout has no room below its last row: give a free position, or move widgets up.',
    );
  const { x, y, w, h } = free;
  dashboard.layout = { columns: layout.columns, items: [...layout.items, { widgetId, x, y, w, h }] };
}

function asReference(error: unknown, dashboardId: string): unknown {
  if (!(error instanceof AppError && error.code === 'NOT_FOUND')) return error;
  const message = `dashboardId must be a dashboard that you can see (given: ${JSON.stringify(dashboardId)})`;
  return new AppError('UNKNOWN_REFERENCE', message, { errors: [{ pointer: '/dashboardId', message }] });
}
