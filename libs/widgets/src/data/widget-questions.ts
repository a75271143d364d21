import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Principal, principalKey } from '@app/auth';
import type { MetricDays } from '@app/cache';
import { cacheKey, Catalog, type CatalogMetric, currentMs, queryDays, QueryPipeline } from '@app/data';
import { AppError, Clock, toAppError } from '@app/platform';
import type { WidgetConfig } from '../config/widget-config';
import type { DashboardDefinitionForData } from './dashboard-definitions';
import type { ViewParameters } from '@app/realtime';
import { type Overrides, parseOverrides } from './parse-overrides';
import { type WidgetQuestion, widgetQuestion } from './widget-question';

/** How long questions are remembered: so much later may the end of a relative range move on. */
const REMEMBERED_MS = 1_000;
const MOST_REMEMBERED = 2_000;

/** A question with the name of its answer: equal names, equal answers. */
export interface NamedQuestion extends WidgetQuestion {
  name: string;
  /** The days of metrics that the answer is made of. */
  days: MetricDays[];
  /** A source answers, which tells of no changes. */
  asksSource: boolean;
}

/** A text widget asks nothing: null. One that cannot take what dashboard or request want has failed already. */
export type Asked = NamedQuestion | AppError | null;

/** What widgets ask, what the answer depends on, and a text that equal ones share and others do not. */
export interface WidgetQuestions {
  asked: Asked[];
  versions: MetricDays[];
  /** How long their answers are kept together, in ms; undefined where versions tell what changes. */
  ttlMs?: number;
  hash: string;
  /** When they are worked out again, in ms since 1970. */
  until: number;
}

/** What dashboard and request want of every widget. */
export type Shared = Parameters<typeof widgetQuestion>[1] & { overrides: Overrides };

interface Remembered {
  questions: WidgetQuestions;
  definition: string;
}

/** Works out what the widgets of a dashboard ask when a principal wants their data. */
@Injectable()
export class WidgetQuestionService {
  private readonly remembered = new LRUCache<string, Remembered>({ max: MOST_REMEMBERED });

  constructor(
    private readonly pipeline: QueryPipeline,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 400 for parameters that no widget could take */
  async of(
    principal: Principal,
    subject: string,
    configs: WidgetConfig[],
    request: { definition: DashboardDefinitionForData; parameters: ViewParameters },
  ): Promise<WidgetQuestions> {
    const { definition, parameters } = request;
    const key = JSON.stringify([principalKey(principal), subject, Object.entries(parameters)]);
    const now = this.clock.now().getTime();
    const known = this.remembered.get(key);
    if (known?.definition === definition.hash && now < known.questions.until) return known.questions;
    const overrides = parseOverrides(parameters);
    const worked = await this.workOut(principal, configs, { filters: definition.filters, overrides });
    const questions = { ...worked, until: now + REMEMBERED_MS };
    this.remembered.set(key, { questions, definition: definition.hash });
    return questions;
  }

  /** What one widget asks at this moment; nothing is remembered. @throws AppError what is no fault of the question */
  async ask(principal: Principal, config: WidgetConfig, shared: Shared): Promise<Asked> {
    const [asked] = await this.askAll(principal, [config], shared);
    return asked ?? null;
  }

  private async workOut(
    principal: Principal,
    configs: WidgetConfig[],
    shared: Shared,
  ): Promise<Omit<WidgetQuestions, 'until'>> {
    const asked = await this.askAll(principal, configs, shared);
    const versions = new Map<string, MetricDays>();
    for (const question of asked) {
      if (question === null || question instanceof AppError) continue;
      for (const days of question.days) versions.set(JSON.stringify(days), days);
    }
    const asksSource = asked.some((each) => each !== null && !(each instanceof AppError) && each.asksSource);
    return {
      asked,
      versions: [...versions.values()],
      // Each answer is kept for as long as its own metrics say.
      ...(asksSource && { ttlMs: REMEMBERED_MS }),
      hash: hash('sha256', facts(asked), 'base64url'),
    };
  }

  private async askAll(principal: Principal, configs: WidgetConfig[], shared: Shared): Promise<Asked[]> {
    const names = configs.flatMap(({ query }) => query?.metrics.map(({ metric }) => metric) ?? []);
    const catalog = await this.catalog.find(principal, names);
    const asked: Asked[] = [];
    for (const { query } of configs) {
      if (!query) {
        asked.push(null);
        continue;
      }
      const metrics = query.metrics.map(({ metric }) => catalog.get(metric));
      try {
        const question = widgetQuestion(query, shared, knownDimensions(principal, metrics));
        const valid = await this.pipeline.validateAgainstCatalog(principal, question.query);
        asked.push({
          ...question,
          name: nameOf(cacheKey(principal, valid)),
          days: queryDays(valid),
          asksSource: currentMs(valid) !== undefined,
        });
      } catch (error) {
        const known = toAppError(error);
        if (!isLasting(known)) throw error;
        asked.push(known);
      }
    }
    return asked;
  }
}

/** What is wrong with a question is part of the answer; that something is away is not. */
function isLasting({ code }: AppError): boolean {
  return ['VALIDATION_FAILED', 'LIMIT_EXCEEDED', 'UNKNOWN_METRIC', 'UNKNOWN_DIMENSION'].includes(code);
}

function facts(asked: Asked[]): string {
  return JSON.stringify(
    asked.map((question) => {
      if (question === null) return null;
      if (question instanceof AppError) return [question.code, question.detail];
      return [question.name, question.ignoredFilters];
    }),
  );
}

function nameOf(key: ReturnType<typeof cacheKey>): string {
  return 'query' in key ? key.query : '';
}

/** A metric that the data policy hides shows no points; which dimensions it has is hidden with them. */
function knownDimensions(principal: Principal, metrics: (CatalogMetric | undefined)[]): Set<string> | 'any' {
  const hidden = Object.keys(principal.dataPolicy);
  if (metrics.some((metric) => !metric || hidden.some((dimension) => !metric.dimensions.includes(dimension))))
    return 'any';
  return new Set(metrics.flatMap((metric) => metric?.dimensions ?? []));
}
