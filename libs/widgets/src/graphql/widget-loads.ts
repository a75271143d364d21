import { Injectable } from '@nestjs/common';
import { type Principal, RequestLimits } from '@app/auth';
import { signalOf } from '@graphql/data';
import { batched, type GraphqlContext } from '@graphql/graphql';
import { type DashboardData, DashboardDataService } from '../data/dashboard-data.service';
import { errorAnswer, okAnswer, type WidgetAnswer, type WidgetData } from '../data/widget-answer';
import { type AppError, toAppError } from '@app/platform';
import { WidgetService } from '../widget/widget.service';
import { type DataArgs, dataParameters } from './data.args';
import { toWidgetData } from './to-widget-data';
import type { WidgetDataType } from './widget-data.type';
import type { WidgetType } from './widget.type';

/** What is asked of a dashboard in a request: all of it, or one widget. */
interface DataKey {
  dashboardId: string;
  parameters: string;
  widgetId?: string;
}

type Answers = Record<string, WidgetAnswer>;

/** What fields of dashboards and widgets show, each loaded once for all of a request that ask. */
@Injectable()
export class WidgetLoads {
  constructor(
    private readonly widgets: WidgetService,
    private readonly data: DashboardDataService,
    private readonly limits: RequestLimits,
  ) {}

  /** The widgets of a dashboard that the principal sees. One statement for all dashboards of a request. */
  widgetsOf(context: GraphqlContext, dashboardId: string): Promise<WidgetType[]> {
    return batched(context, this.loadWidgets, dashboardId);
  }

  /** The data of all widgets of a dashboard, by widget. @throws AppError as `GET /dashboards/:id/data` */
  async dataOf(context: GraphqlContext, dashboardId: string, args: DataArgs): Promise<Answers> {
    const parameters = JSON.stringify(dataParameters(args));
    return batched(context, this.loadData, { dashboardId, parameters });
  }

  /** The data of one widget; what is wrong with its query is part of it. */
  async dataOfWidget(
    context: GraphqlContext,
    { id, dashboardId }: WidgetType,
    args: DataArgs,
  ): Promise<WidgetDataType | null> {
    const parameters = JSON.stringify(dataParameters(args));
    const answers = await batched(context, this.loadData, { dashboardId, parameters, widgetId: id });
    const answer = answers[id];
    return answer ? toWidgetData(id, answer) : null;
  }

  private readonly loadWidgets = async (
    ids: readonly string[],
    { req }: GraphqlContext,
  ): Promise<WidgetType[][]> => {
    const byDashboard = await this.widgets.ofDashboards(req.user as Principal, [...new Set(ids)]);
    return ids.map((id) => byDashboard.get(id) ?? []);
  };

  private readonly loadData = (
    keys: readonly DataKey[],
    context: GraphqlContext,
  ): Promise<(Answers | Error)[]> => {
    const loads = new Map<string, Promise<Answers | Error>>();
    const groups = Map.groupBy(keys, nameOf);
    for (const [name, group] of groups) {
      loads.set(
        name,
        this.load(group, context).catch((error: unknown) => toAppError(error)),
      );
    }
    return Promise.all(keys.map((key) => loads.get(nameOf(key)) as Promise<Answers | Error>));
  };

  /** One widget alone is asked for itself; of several the dashboard is, which computes them together. */
  private async load(keys: DataKey[], context: GraphqlContext): Promise<Answers> {
    const [{ dashboardId, parameters, widgetId }] = keys as [DataKey];
    const principal = context.req.user as Principal;
    await this.limits.count(principal, 'data-read');
    const signal = signalOf(context);
    const options = signal ? { signal } : {};
    const given = JSON.parse(parameters) as object;
    if (widgetId !== undefined && keys.every((key) => key.widgetId === widgetId)) {
      return { [widgetId]: await this.widgetAnswer(principal, widgetId, given, options) };
    }
    const { value } = await this.data.dashboard(principal, dashboardId, given, options);
    return (JSON.parse(value.toString()) as DashboardData).data.widgets;
  }

  private async widgetAnswer(
    principal: Principal,
    widgetId: string,
    parameters: object,
    options: { signal?: AbortSignal },
  ): Promise<WidgetAnswer> {
    try {
      const { value } = await this.data.widget(principal, widgetId, parameters, options);
      return okAnswer(JSON.parse(value.toString()) as WidgetData);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (ofRequest(error)) throw error;
      return errorAnswer(error);
    }
  }
}

/** Equal names, equal questions. */
function nameOf({ dashboardId, parameters }: DataKey): string {
  return `${dashboardId} ${parameters}`;
}

/** What is wrong with the request, or with everything, rather than with the query of a widget. */
function ofRequest({ code }: AppError): boolean {
  return ['NOT_FOUND', 'INSUFFICIENT_PERMISSIONS', 'CLIENT_CLOSED_REQUEST', 'INTERNAL_ERROR'].includes(code);
}
