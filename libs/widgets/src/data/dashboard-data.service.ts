import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Principal } from '@app/auth';
import { DashboardService } from '@app/dashboards';
import {
  Catalog,
  type CatalogMetric,
  type Filter,
  type MetricQuery,
  type QueryAnswer,
  QueryPipeline,
} from '@app/data';
import { AppError, Clock, LOGGER, toAppError } from '@app/platform';
import { assertPermission } from '../assert-permission';
import type { WidgetConfig } from '../config/widget-config';
import { WidgetService } from '../widget/widget.service';
import type { DataParameters } from './data-parameters.dto';
import { mapLimited } from './map-limited';
import { type Overrides, parseOverrides } from './parse-overrides';
import { errorAnswer, okAnswer, type WidgetAnswer, type WidgetData } from './widget-answer';
import { type WidgetQuestion, widgetQuestion } from './widget-question';

/** Queries of one request that run at once. */
const CONCURRENCY = 4;

/** The data of all widgets of a dashboard, by widget id. */
export interface DashboardData {
  data: { widgets: Record<string, WidgetAnswer> };
  meta: {
    dashboardId: string;
    version: number;
    widgets: number;
    /** Widgets whose status is `error`. */
    failed: number;
    /** Different queries that were asked. */
    queries: number;
    computedAt: string;
    tookMs: number;
  };
}

/** A text widget asks nothing: null. One that cannot take what dashboard or request want has failed already. */
type Asked = WidgetQuestion | AppError | null;

/** Answers the widgets' queries, with the principal's data policy, as the dashboard and the request narrow them. */
@Injectable()
export class DashboardDataService {
  constructor(
    private readonly dashboards: DashboardService,
    private readonly widgets: WidgetService,
    private readonly pipeline: QueryPipeline,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Every widget's answer; one that fails says so and leaves the others alone. Equal queries run once.
   * @param signal ends the queries, in the database too
   * @throws AppError 400 for parameters that no widget could take, 403, 404
   */
  async dashboard(
    principal: Principal,
    dashboardId: string,
    parameters: DataParameters,
    signal?: AbortSignal,
  ): Promise<DashboardData> {
    const started = performance.now();
    assertPermission(principal, 'data:read');
    const overrides = parseOverrides(parameters);
    const dashboard = await this.dashboards.get(principal, dashboardId);
    const widgets = await this.widgets.all(principal, dashboardId);
    const configs = widgets.map((widget) => widget.config);
    const asked = await this.ask(principal, configs, { filters: dashboard.filters, overrides });
    const { answers, queries } = await this.answer(principal, asked, signal);
    return {
      data: { widgets: Object.fromEntries(widgets.map(({ id }, index) => [id, answers[index]!])) },
      meta: {
        dashboardId,
        version: dashboard.version,
        widgets: answers.length,
        failed: answers.filter((answer) => answer.status === 'error').length,
        queries,
        computedAt: this.clock.now().toISOString(),
        tookMs: Math.round((performance.now() - started) * 10) / 10,
      },
    };
  }

  /** One widget's data, as it is on its dashboard. @throws AppError what its query throws, besides 400, 403, 404 */
  async widget(
    principal: Principal,
    widgetId: string,
    parameters: DataParameters,
    signal?: AbortSignal,
  ): Promise<WidgetData> {
    assertPermission(principal, 'data:read');
    const overrides = parseOverrides(parameters);
    const { config, dashboardId } = await this.widgets.get(principal, widgetId);
    const { filters } = await this.dashboards.get(principal, dashboardId);
    const [question] = await this.ask(principal, [config], { filters, overrides });
    if (question instanceof AppError) throw question;
    if (!question) return NOTHING;
    return withMeta(await this.pipeline.run(principal, question.query, signal && { signal }), question);
  }

  /** What each widget asks on this dashboard, in this request. */
  private async ask(
    principal: Principal,
    configs: WidgetConfig[],
    shared: { filters: Filter[]; overrides: Overrides },
  ): Promise<Asked[]> {
    const names = configs.flatMap(({ query }) => query?.metrics.map(({ metric }) => metric) ?? []);
    const catalog = await this.catalog.find(principal, names);
    return configs.map(({ query }) => {
      if (!query) return null;
      const metrics = query.metrics.map(({ metric }) => catalog.get(metric));
      try {
        return widgetQuestion(query, shared, knownDimensions(principal, metrics));
      } catch (error) {
        return toAppError(error);
      }
    });
  }

  /** Runs each different query once. */
  private async answer(
    principal: Principal,
    asked: Asked[],
    signal?: AbortSignal,
  ): Promise<{ answers: WidgetAnswer[]; queries: number }> {
    const questions = asked.flatMap((question) =>
      question && !(question instanceof AppError) ? question : [],
    );
    const different = new Map(questions.map(({ query }) => [keyOf(query), query]));
    const outcomes = new Map(
      await mapLimited(
        [...different],
        CONCURRENCY,
        async ([key, query]) => [key, await this.outcome(principal, query, signal)] as const,
      ),
    );
    const answers = asked.map((question) => {
      if (question === null) return okAnswer(NOTHING);
      if (question instanceof AppError) return errorAnswer(question);
      const outcome = outcomes.get(keyOf(question.query))!;
      return outcome instanceof AppError ? errorAnswer(outcome) : okAnswer(withMeta(outcome, question));
    });
    return { answers, queries: different.size };
  }

  private async outcome(
    principal: Principal,
    query: MetricQuery,
    signal?: AbortSignal,
  ): Promise<QueryAnswer | AppError> {
    try {
      return await this.pipeline.run(principal, query, signal && { signal });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'INTERNAL_ERROR')
        this.logger.error({ err: error.cause ?? error }, 'the query of a widget failed');
      return error;
    }
  }
}

const NOTHING: WidgetData = { data: null, meta: null };

/** Equal for equal questions: the parser writes each normalized query in one way. */
function keyOf(query: MetricQuery): string {
  return JSON.stringify(query);
}

/** A metric that the data policy hides shows no points; which dimensions it has is hidden with them. */
function knownDimensions(principal: Principal, metrics: (CatalogMetric | undefined)[]): Set<string> | 'any' {
  const hidden = Object.keys(principal.dataPolicy);
  if (metrics.some((metric) => !metric || hidden.some((dimension) => !metric.dimensions.includes(dimension))))
    return 'any';
  return new Set(metrics.flatMap((metric) => metric?.dimensions ?? []));
}

function withMeta({ data, meta }: QueryAnswer, { ignoredFilters }: WidgetQuestion): WidgetData {
  return { data, meta: { ...meta, ignoredFilters } };
}
