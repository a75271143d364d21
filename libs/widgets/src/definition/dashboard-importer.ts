import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import {
  assertNoErrors,
  type DashboardDto,
  DashboardService,
  layoutErrors,
  type DashboardTransaction,
  toDashboardDto,
} from '@app/dashboards';
import { Orm } from '@app/database';
import { AppError, type FieldError, newId } from '@app/platform';
import { assertPermission } from '../assert-permission';
import { parseWidgetConfig } from '../config/widget-config';
import { WidgetConfigs } from '../config/widget-configs';
import { Widget } from '../widget/widget';
import type { DashboardDefinition, WidgetConfigInput } from './dashboard-definition';

/** Makes dashboards out of definitions. */
@Injectable()
export class DashboardImporter {
  constructor(
    private readonly orm: Orm,
    private readonly dashboards: DashboardService,
    private readonly configs: WidgetConfigs,
  ) {}

  /**
   * Creates the dashboard and its widgets, all or nothing, with new ids; it belongs to the principal.
   * @throws AppError 400, 422 with pointers into the definition; 403 without `widget:write`
   */
  async import(
    principal: Principal,
    definition: DashboardDefinition<WidgetConfigInput>,
  ): Promise<DashboardDto> {
    const parsed = await this.check(principal, definition);
    const imported = await this.orm.transaction((em, tx) => this.write({ em, tx }, principal, parsed));
    await this.dashboards.listChanged(principal);
    return imported;
  }

  /** The definition with its queries in normal form. @throws AppError as {@link import} */
  async check(
    principal: Principal,
    definition: DashboardDefinition<WidgetConfigInput>,
  ): Promise<DashboardDefinition> {
    assertPermission(principal, 'widget:write');
    const widgetIds = new Set(definition.widgets.map((widget) => widget.id));
    assertNoErrors(layoutErrors(definition.dashboard.layout, widgetIds, '/dashboard/layout'));
    const widgets = parseWidgets(definition);
    for (const [index, { config }] of widgets.entries()) {
      await this.configs.assertKnown(principal, config, `/widgets/${index}/config`);
    }
    return { ...definition, widgets };
  }

  /** Writes a checked definition inside a transaction of the caller; it belongs to the principal unless `ownerId` is given. */
  async write(
    transaction: DashboardTransaction,
    principal: Principal,
    definition: DashboardDefinition,
    owner: { ownerId?: string } = {},
  ): Promise<DashboardDto> {
    const { layout } = definition.dashboard;
    const ids = new Map(definition.widgets.map((widget) => [widget.id, newId()]));
    const items = layout.items.map((item) => ({
      ...item,
      widgetId: ids.get(item.widgetId) ?? item.widgetId,
    }));
    const fields = { ...definition.dashboard, layout: { ...layout, items } };
    const dashboard = await this.dashboards.createIn(transaction, principal, fields, {
      widgetIds: new Set(ids.values()),
      addWidgets: ({ id: dashboardId, organizationId }) => {
        for (const { id, type, title, config } of definition.widgets)
          transaction.em.create(Widget, {
            id: ids.get(id)!,
            dashboardId,
            organizationId,
            type,
            title,
            config,
          });
      },
      pointer: '/dashboard',
      ...owner,
    });
    return toDashboardDto(dashboard);
  }
}

/** All configs, or one error that names what is wrong in each of them. */
function parseWidgets({ widgets }: DashboardDefinition<WidgetConfigInput>): DashboardDefinition['widgets'] {
  const failures: AppError[] = [];
  const parsed = widgets.flatMap(({ config, ...widget }, index) => {
    try {
      return { ...widget, config: parseWidgetConfig(widget.type, config, `/widgets/${index}/config`) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failures.push(error);
      return [];
    }
  });
  const [first] = failures;
  if (!first) return parsed;
  const errors: FieldError[] = failures.flatMap((failure) => failure.errors);
  throw new AppError(first.code, first.detail, { errors });
}
