import type { Principal } from '@app/auth';
import type { Semaphore } from '@app/data';
import type { WidgetConfig } from '../config/widget-config';
import type { Shared } from '../data/widget-questions';
import { type DaySpan, type Interest, isAffected } from './interest';
import { type Began, Pace } from './pace';
import type { Evaluation, WidgetEvaluator } from './widget-evaluator';
import type { WidgetText } from './widget-text';

const LONGEST_PAUSE_MS = 60_000;
/** With a good answer shown, so many failures in a row that may pass are not. */
const FAILURES_HIDDEN = 2;

/** What the widgets of a room have in common. */
export interface LiveContext {
  principal: Principal;
  shared: Shared;
  evaluator: WidgetEvaluator;
  /** Whose turn it is to evaluate, of one organization. */
  slots: Semaphore;
  everyMs: number;
  /** An answer has come. */
  onAnswer: (widget: LiveWidget) => void;
}

/** One live query: the question of a widget, evaluated whenever its answer can have changed. */
export class LiveWidget {
  /** The last answer; undefined before the first, and `json` is empty of one that nobody is shown. */
  text: WidgetText | undefined;
  /** What viewers have. */
  shown: WidgetText | undefined;
  private interest: Interest = 'any';
  private version: string | undefined;
  private failures = 0;
  private refreshes: (() => void)[] = [];
  private readonly pace: Pace;
  private readonly stopping = new AbortController();
  private readonly answered = Promise.withResolvers<void>();

  constructor(
    readonly id: string,
    private readonly config: WidgetConfig,
    private readonly context: LiveContext,
  ) {
    this.pace = new Pace(context.everyMs, (began) => context.slots.run(() => this.run(began)));
  }

  /** Resolves with the first answer, whatever it is. */
  get first(): Promise<void> {
    return this.answered.promise;
  }

  get metrics(): string[] {
    return [...new Set(this.config.query?.metrics.map(({ metric }) => metric))];
  }

  start(): void {
    this.pace.ask();
  }

  /** Points of one of its metrics have changed, or what is said of the metric: then of all days. */
  changed(days: DaySpan | 'any'): void {
    if (days === 'any' || isAffected(this.interest, days)) this.pace.ask();
  }

  /** Evaluates past every cache; resolves when that is done. */
  refresh(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.stopping.signal.aborted) resolve();
    else this.refreshes.push(resolve);
    this.pace.ask();
    return promise;
  }

  /** Nobody is shown the answer: what it says is forgotten. */
  forget(): void {
    if (!this.text?.json) return;
    this.text = { json: '', content: '', rows: this.text.rows };
    this.version = undefined;
  }

  stop(): void {
    this.stopping.abort();
    this.pace.stop();
    this.answered.resolve();
    for (const resolve of this.refreshes.splice(0)) resolve();
  }

  private async run(began: Began): Promise<void> {
    const { signal } = this.stopping;
    if (signal.aborted) return;
    began();
    const refreshes = this.refreshes.splice(0);
    const { principal, shared, evaluator } = this.context;
    const evaluation = await evaluator.evaluate(
      principal,
      { config: this.config, shared },
      {
        refresh: refreshes.length > 0,
        signal,
        known: this.version,
        onInterest: (interest) => (this.interest = interest),
      },
    );
    if (evaluation) this.take(evaluation);
    for (const resolve of refreshes) resolve();
  }

  private take({ text, version, movesOnInMs, failure }: Evaluation): void {
    this.failures = failure ? this.failures + 1 : 0;
    const hidden = failure === 'passing' && this.failures <= FAILURES_HIDDEN && this.version !== undefined;
    if (!hidden) {
      this.text = text ?? this.text;
      this.version = version;
    }
    if (failure) this.pause(failure);
    else if (movesOnInMs !== Infinity) this.pace.askIn(movesOnInMs);
    this.answered.resolve();
    this.context.onAnswer(this);
  }

  /** Changes do not shorten the pause after what had too much to do: all who retry at once would have it do more. */
  private pause(failure: 'lasting' | 'passing'): void {
    const longest = Math.min(LONGEST_PAUSE_MS, this.context.everyMs * 2 ** (this.failures - 1));
    const pause = longest * (0.75 + Math.random() / 2);
    if (failure === 'passing') this.pace.hold(pause);
    this.pace.askIn(pause);
  }
}
