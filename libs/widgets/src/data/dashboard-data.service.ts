import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Principal, scopeHash } from '@app/auth';
import { Cache, type CacheResult, type Loaded, type Repeat } from '@app/cache';
import { type Freshness, type MetricQuery, type QueryAnswer, QueryPipeline, weakEtag } from '@app/data';
import { AppError, Clock, LOGGER, toAppError } from '@app/platform';
import { assertPermission } from '../assert-permission';
import { type DashboardDefinitionForData, DashboardDefinitions } from './dashboard-definitions';
import type { ViewParameters } from '@app/realtime';
import { mapLimited } from './map-limited';
import { MOST_ROWS, RowBudget, tooManyRows } from './row-budget';
import { UnkeptAnswer } from './unkept-answer';
import { errorAnswer, okAnswer, type WidgetAnswer, type WidgetData } from './widget-answer';
import type { WidgetQuestion } from './widget-question';
import { type Asked, type NamedQuestion, WidgetQuestionService } from './widget-questions';

/** Queries of one request that run at once. */
const CONCURRENCY = 4;
/** How old the data of widgets may be while it is computed anew. */
const STALE_MS = 1_000;

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

/** What a request wants of the cache, and when it ends. */
export interface DataOptions extends Freshness {
  /** Ends the queries, in the database too, unless somebody else waits for them. */
  signal?: AbortSignal;
  /** Told how long an equal request asks the same questions. */
  onQuestions?: (repeat: Repeat) => void;
}

/** Answers the widgets' queries, with the principal's data policy, as the dashboard and the request narrow them. */
@Injectable()
export class DashboardDataService {
  constructor(
    private readonly cache: Cache,
    private readonly definitions: DashboardDefinitions,
    private readonly questions: WidgetQuestionService,
    private readonly pipeline: QueryPipeline,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Every widget's answer, a {@link DashboardData} as the bytes of its JSON; a widget that fails says so and leaves the
   * others alone. Equal queries run once. At most a second old while it is computed anew, unless the options say otherwise.
   * @throws AppError 400 for parameters that no widget could take, 403, 404
   */
  async dashboard(
    principal: Principal,
    dashboardId: string,
    parameters: ViewParameters,
    options: DataOptions = {},
  ): Promise<CacheResult> {
    assertPermission(principal, 'data:read');
    const definition = await this.definitions.ofDashboard(principal, dashboardId);
    const configs = definition.widgets.map(({ config }) => config);
    const request = { definition, parameters };
    const { asked, versions, ttlMs, hash, until } = await this.questions.of(
      principal,
      dashboardId,
      configs,
      request,
    );
    options.onQuestions?.({ until, tags: [`dashboard:${dashboardId}`] });
    const query = `${definition.hash} ${hash}`;
    const { organizationId } = principal;
    return this.cache
      .getOrLoad(
        { class: 'dashboardData', organizationId, dashboardId, policy: scopeHash(principal), query },
        { maxStaleMs: STALE_MS, ...given(options), versions, ttlMs },
        (signal) =>
          this.compute(principal, { dashboardId, definition, asked }, { refresh: options.refresh, signal }),
      )
      .catch((error: unknown) => UnkeptAnswer.resultOf(error));
  }

  /**
   * One widget's data, as it is on its dashboard: a {@link WidgetData} as the bytes of its JSON.
   * @throws AppError what its query throws, besides 400, 403, 404
   */
  async widget(
    principal: Principal,
    widgetId: string,
    parameters: ViewParameters,
    options: DataOptions = {},
  ): Promise<CacheResult> {
    assertPermission(principal, 'data:read');
    const { definition, config } = await this.definitions.ofWidget(principal, widgetId);
    const request = { definition, parameters };
    const { asked, versions, ttlMs, hash, until } = await this.questions.of(
      principal,
      widgetId,
      [config],
      request,
    );
    options.onQuestions?.({ until, tags: [`dashboard:${definition.id}`] });
    const [question] = asked;
    if (question instanceof AppError) throw question;
    const { organizationId } = principal;
    return this.cache.getOrLoad(
      { class: 'widgetData', organizationId, widgetId, policy: scopeHash(principal), query: hash },
      { maxStaleMs: STALE_MS, ...given(options), versions, ttlMs },
      async (signal) => {
        if (!question) return json(NOTHING);
        const { refresh } = options;
        const outcome = await this.computed(principal, question.query, { refresh, signal });
        const etag = weakEtag(JSON.stringify([outcome.etag, question.ignoredFilters]));
        return { bytes: json(withMeta(outcome.answer, question)), etag };
      },
    );
  }

  private async compute(
    principal: Principal,
    subject: { dashboardId: string; definition: DashboardDefinitionForData; asked: Asked[] },
    options: DataOptions,
  ): Promise<Loaded> {
    const started = performance.now();
    const computedAt = this.clock.now();
    const { dashboardId, definition, asked } = subject;
    const { answers, queries, complete, content } = await this.answer(principal, asked, options);
    const data: DashboardData = {
      data: { widgets: Object.fromEntries(definition.widgets.map(({ id }, index) => [id, answers[index]!])) },
      meta: {
        dashboardId,
        version: definition.version,
        widgets: answers.length,
        failed: answers.filter((answer) => answer.status === 'error').length,
        queries,
        computedAt: computedAt.toISOString(),
        tookMs: Math.round((performance.now() - started) * 10) / 10,
      },
    };
    const answer = { bytes: json(data), etag: weakEtag(JSON.stringify([definition.hash, content])) };
    if (!complete) throw new UnkeptAnswer(answer);
    return answer;
  }

  /** Runs each different query once. */
  private async answer(
    principal: Principal,
    asked: Asked[],
    options: DataOptions,
  ): Promise<{ answers: WidgetAnswer[]; queries: number; complete: boolean; content: unknown[] }> {
    const questions = asked.filter((question): question is NamedQuestion => isQuestion(question));
    const different = new Map(questions.map(({ name, query }) => [name, query]));
    const budget = new RowBudget(MOST_ROWS);
    const outcomes = new Map(
      await mapLimited([...different], CONCURRENCY, async ([name, query]) => {
        const outcome = budget.spent ? tooManyRows() : await this.outcome(principal, query, options);
        budget.spend(rowsOf(outcome));
        return [name, outcome] as const;
      }),
    );
    const shown = new RowBudget(MOST_ROWS);
    const answers = asked.map((question) => {
      if (question === null) return okAnswer(NOTHING);
      if (question instanceof AppError) return errorAnswer(question);
      const outcome = shown.spent ? tooManyRows() : outcomes.get(question.name)!;
      shown.spend(rowsOf(outcome));
      return outcome instanceof AppError
        ? errorAnswer(outcome)
        : okAnswer(withMeta(outcome.answer, question));
    });
    const content = asked.map((question, index) => {
      const outcome = isQuestion(question) ? outcomes.get(question.name) : undefined;
      if (!isQuestion(question) || !outcome || outcome instanceof AppError) return answers[index];
      return [outcome.etag, question.ignoredFilters];
    });
    const complete = [...outcomes.values()].every((outcome) => !(outcome instanceof AppError));
    return { answers, queries: different.size, complete, content };
  }

  private async outcome(
    principal: Principal,
    query: MetricQuery,
    options: DataOptions,
  ): Promise<Computed | AppError> {
    try {
      return await this.computed(principal, query, options);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'INTERNAL_ERROR')
        this.logger.error({ err: error.cause ?? error }, 'the query of a widget failed');
      return error;
    }
  }

  private async computed(principal: Principal, query: MetricQuery, options: DataOptions): Promise<Computed> {
    const { value, etag } = await this.pipeline.run(principal, query, options);
    return { answer: JSON.parse(value.toString()) as QueryAnswer, etag };
  }
}

function rowsOf(outcome: Computed | AppError): number {
  return outcome instanceof AppError ? 0 : outcome.answer.data.rows.length;
}

interface Computed {
  answer: QueryAnswer;
  etag: string;
}

const NOTHING: WidgetData = { data: null, meta: null };

function isQuestion(asked: Asked): asked is NamedQuestion {
  return asked !== null && !(asked instanceof AppError);
}

/** Without what is undefined, so that the default stays. */
function given({ refresh, maxStaleMs, signal }: DataOptions): DataOptions {
  return { refresh, signal, ...(maxStaleMs !== undefined && { maxStaleMs }) };
}

function withMeta({ data, meta }: QueryAnswer, { ignoredFilters }: WidgetQuestion): WidgetData {
  return { data, meta: { ...meta, ignoredFilters } };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
