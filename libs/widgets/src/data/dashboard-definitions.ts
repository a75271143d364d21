import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Principal, principalKey } from '@app/auth';
import { Cache } from '@app/cache';
import { DashboardService } from '@app/dashboards';
import type { Filter } from '@app/data';
import { AppError } from '@app/platform';
import type { WidgetConfig } from '../config/widget-config';
import { WidgetService } from '../widget/widget.service';

const WIDGETS_REMEMBERED = 20_000;

/** What the data of a dashboard depends on besides points. */
export interface DashboardDefinitionForData {
  id: string;
  version: number;
  filters: Filter[];
  widgets: { id: string; config: WidgetConfig }[];
  /** Differs whenever any of it does. */
  hash: string;
}

/** Dashboards as their data needs them, cached until they change; who asks must see them. */
@Injectable()
export class DashboardDefinitions {
  /** Parsed once for each cached text. */
  private readonly parsed = new WeakMap<Buffer, DashboardDefinitionForData>();
  /** A widget stays on its dashboard as long as it exists. */
  private readonly dashboardOf = new LRUCache<string, string>({ max: WIDGETS_REMEMBERED });

  constructor(
    private readonly cache: Cache,
    private readonly dashboards: DashboardService,
    private readonly widgets: WidgetService,
  ) {}

  /** @throws AppError 404 */
  async ofDashboard(principal: Principal, dashboardId: string): Promise<DashboardDefinitionForData> {
    const { organizationId } = principal;
    const request = `definition of dashboard ${dashboardId}`;
    const { value, etag } = await this.cache.getOrLoad(
      { class: 'list', organizationId, principal: principalKey(principal), request },
      { tags: [`organization:${organizationId}`, `dashboard:${dashboardId}`] },
      async () => {
        const { version, filters } = await this.dashboards.get(principal, dashboardId);
        const widgets = await this.widgets.all(principal, dashboardId);
        return Buffer.from(
          JSON.stringify({ version, filters, widgets: widgets.map(({ id, config }) => ({ id, config })) }),
        );
      },
    );
    let definition = this.parsed.get(value);
    if (!definition) {
      definition = {
        ...(JSON.parse(value.toString()) as DashboardDefinitionForData),
        id: dashboardId,
        hash: etag,
      };
      this.parsed.set(value, definition);
    }
    return definition;
  }

  /** The dashboard that a widget is on, and the widget's config. @throws AppError 404 */
  async ofWidget(
    principal: Principal,
    widgetId: string,
  ): Promise<{ definition: DashboardDefinitionForData; config: WidgetConfig }> {
    const key = `${principal.organizationId} ${widgetId}`;
    let dashboardId = this.dashboardOf.get(key);
    if (dashboardId === undefined) {
      ({ dashboardId } = await this.widgets.get(principal, widgetId));
      this.dashboardOf.set(key, dashboardId);
    }
    const definition = await this.ofDashboard(principal, dashboardId).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'NOT_FOUND'
        ? AppError.notFound('widget', widgetId)
        : error;
    });
    const widget = definition.widgets.find(({ id }) => id === widgetId.toLowerCase());
    if (!widget) throw AppError.notFound('widget', widgetId);
    return { definition, config: widget.config };
  }
}
