import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Principal } from '@app/auth';
import { type QueryAnswer, QueryPipeline } from '@app/data';
import { AppError, Clock, ERROR_CODES, LOGGER, toAppError } from '@app/platform';
import type { WidgetConfig } from '../config/widget-config';
import { errorAnswer, okAnswer } from '../data/widget-answer';
import { type Shared, WidgetQuestionService } from '../data/widget-questions';
import { type Interest, interestOf } from './interest';
import { LiveMeasurements } from './live-measurements';
import { type WidgetText, widgetText } from './widget-text';

/** A rate of a range that has not ended changes with every moment; so often it is told. */
const RATE_EVERY_MS = 10_000;

export interface EvaluationOptions {
  /** Past every cache. */
  refresh: boolean;
  signal: AbortSignal;
  /** The version that is known: what it stands for is not read again. */
  known: string | undefined;
  /** Told before the points are read what the answer will be made of. */
  onInterest: (interest: Interest) => void;
}

/** What came out. */
export interface Evaluation {
  /** Undefined: the same as of the version that is known. */
  text: WidgetText | undefined;
  /** Names the answer; undefined of an error. */
  version?: string;
  /** After so many ms the same question means another range; Infinity where it never does. */
  movesOnInMs: number;
  /** `lasting`: the question is wrong. `passing`: something was away or had too much to do. */
  failure?: 'lasting' | 'passing';
}

/** Asks the question of a widget that is watched, through the data engine and its cache. */
@Injectable()
export class WidgetEvaluator {
  constructor(
    private readonly questions: WidgetQuestionService,
    private readonly pipeline: QueryPipeline,
    private readonly clock: Clock,
    private readonly measurements: LiveMeasurements,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never rejects; undefined when the signal aborted. */
  async evaluate(
    principal: Principal,
    widget: { config: WidgetConfig; shared: Shared },
    options: EvaluationOptions,
  ): Promise<Evaluation | undefined> {
    const started = performance.now();
    const evaluation = await this.answered(principal, widget, options).catch((thrown: unknown) =>
      options.signal.aborted ? undefined : this.failed(thrown),
    );
    if (options.signal.aborted || !evaluation) return undefined;
    const outcome = evaluation.failure ? 'failed' : evaluation.text ? 'answered' : 'same';
    this.measurements.evaluated(outcome, performance.now() - started);
    return evaluation;
  }

  private async answered(
    principal: Principal,
    { config, shared }: { config: WidgetConfig; shared: Shared },
    { refresh, signal, known, onInterest }: EvaluationOptions,
  ): Promise<Evaluation> {
    const asked = await this.questions.ask(principal, config, shared);
    if (asked === null) {
      return { text: widgetText(okAnswer({ data: null, meta: null })), version: '', movesOnInMs: Infinity };
    }
    if (asked instanceof AppError) {
      onInterest('any');
      return this.failed(asked);
    }
    const { query, ignoredFilters, days } = asked;
    onInterest(interestOf(days, typeof query.timeRange === 'string'));
    let until = Infinity;
    const { value, etag } = await this.pipeline.run(principal, query, {
      refresh,
      signal,
      onResolved: (resolved) => (until = resolved),
    });
    const movesOnInMs = until === 0 ? RATE_EVERY_MS : until + 1 - this.clock.now().getTime();
    const version = JSON.stringify([etag, ignoredFilters]);
    if (version === known) return { text: undefined, version, movesOnInMs };
    const { data, meta } = JSON.parse(value.toString()) as QueryAnswer;
    const text = widgetText(okAnswer({ data, meta: { ...meta, ignoredFilters } }));
    return { text, version, movesOnInMs };
  }

  private failed(thrown: unknown): Evaluation {
    const error = toAppError(thrown);
    if (error.code === 'INTERNAL_ERROR')
      this.logger.error({ err: error.cause ?? error }, 'the query of a watched widget failed');
    const failure = ERROR_CODES[error.code].status >= 500 ? 'passing' : 'lasting';
    return { text: widgetText(errorAnswer(error)), movesOnInMs: Infinity, failure };
  }
}
