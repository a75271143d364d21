import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import type { Principal } from '@app/auth';
import { type DashboardDto, DashboardService } from '@app/dashboards';
import type { MetricQuery } from '@app/data';
import { AppError } from '@app/platform';
import { assertPermission } from '../assert-permission';
import type { Display } from '../config/displays';
import type { WidgetType } from '../config/widget-type';
import { WidgetService } from '../widget/widget.service';
import type { ViewParameters } from '@app/realtime';
import { parseOverrides } from './parse-overrides';
import { WidgetQuestionService } from './widget-questions';

/** A widget as it is shown on its dashboard. */
export interface WidgetContent {
  id: string;
  type: WidgetType;
  title: string;
  display: Display;
  /** What it asks there; null for a text. */
  query: MetricQuery | null;
}

/** A dashboard with all that it asks. */
export interface DashboardContent {
  dashboard: DashboardDto;
  /** In the order of the layout: from the top, then from the left. */
  widgets: WidgetContent[];
}

/** Dashboards as a whole, for whoever makes something of them: as they are now and as the principal may see them now. */
@Injectable()
export class DashboardContents {
  constructor(
    private readonly dashboards: DashboardService,
    private readonly widgets: WidgetService,
    private readonly questions: WidgetQuestionService,
  ) {}

  /** The dashboard, if the principal sees it and its widgets could take the parameters. @throws AppError 400, 403, 404 */
  async check(principal: Principal, dashboardId: string, parameters: ViewParameters): Promise<DashboardDto> {
    assertPermission(principal, 'data:read');
    parseOverrides(parameters);
    return this.dashboards.get(principal, dashboardId);
  }

  /** @throws AppError as {@link check}; also what any of the widgets' queries throws before it is run, naming the widget */
  async of(principal: Principal, dashboardId: string, parameters: ViewParameters): Promise<DashboardContent> {
    const dashboard = await this.check(principal, dashboardId, parameters);
    const widgets = await this.widgets.all(principal, dashboard.id);
    const { id, version, filters } = dashboard;
    const named = widgets.map(({ id: widget, config }) => ({ id: widget, config }));
    const definition = {
      id,
      version,
      filters: filters as never,
      widgets: named,
      hash: hash('sha256', JSON.stringify([filters, named])),
    };
    const configs = widgets.map(({ config }) => config);
    const { asked } = await this.questions.of(principal, id, configs, { definition, parameters });
    const contents = widgets.map((widget, index): WidgetContent => {
      const question = asked[index] ?? null;
      if (question instanceof AppError) throw ofWidget(widget.title, question);
      return {
        id: widget.id,
        type: widget.type,
        title: widget.title,
        display: widget.config.display,
        query: question?.query ?? null,
      };
    });
    return { dashboard, widgets: inLayout(contents, dashboard) };
  }
}

/** The same error, saying which widget it is about. */
export function ofWidget(title: string, error: AppError): AppError {
  const { code, detail, retryAfterSeconds } = error;
  return new AppError(code, `Widget ${JSON.stringify(title)}: ${detail}`, {
    cause: error,
    ...(retryAfterSeconds && { retryAfterSeconds }),
  });
}

function inLayout(widgets: WidgetContent[], { layout }: DashboardDto): WidgetContent[] {
  const places = new Map(layout.items.map(({ widgetId, x, y }) => [widgetId, y * 1_000 + x]));
  const place = ({ id }: WidgetContent): number => places.get(id) ?? Infinity;
  return widgets.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
