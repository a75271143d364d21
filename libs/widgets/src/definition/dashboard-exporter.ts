import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { type DashboardFields, DashboardService } from '@app/dashboards';
import { assertPermission } from '../assert-permission';
import type { Widget } from '../widget/widget';
import { WidgetService } from '../widget/widget.service';
import { type DashboardDefinition, DEFINITION_KIND, DEFINITION_VERSION } from './dashboard-definition';

/** Writes a dashboard down so that an import makes the same one again, here or elsewhere. */
@Injectable()
export class DashboardExporter {
  constructor(
    private readonly dashboards: DashboardService,
    private readonly widgets: WidgetService,
  ) {}

  /** @throws AppError 403 without `widget:read`, 404 */
  async export(principal: Principal, dashboardId: string): Promise<DashboardDefinition> {
    assertPermission(principal, 'widget:read');
    const dashboard = await this.dashboards.get(principal, dashboardId);
    return toDefinition(dashboard, await this.widgets.all(principal, dashboardId));
  }
}

/** The definition of a dashboard with these widgets. */
export function toDefinition(
  { name, description, layout, filters, tags, visibility }: DashboardFields,
  widgets: readonly Widget[],
): DashboardDefinition {
  return {
    kind: DEFINITION_KIND,
    version: DEFINITION_VERSION,
    dashboard: { name, description, layout, filters, tags, visibility },
    widgets: widgets.map(({ id, type, title, config }) => ({ id, type, title, config })),
  };
}
