import { Semaphore } from '@app/data';
import { AppError } from '@app/platform';
import type { WidgetConfig } from '../config/widget-config';
import { errorAnswer, okAnswer } from '../data/widget-answer';
import { LiveWidget } from './live-widget';
import { roomPlace } from './room-place';
import type { Evaluation, EvaluationOptions, WidgetEvaluator } from './widget-evaluator';
import { widgetText } from './widget-text';

const EVERY_MS = 1_000;
const PRINCIPAL = {
  kind: 'user',
  id: 'u',
  organizationId: 'o',
  permissions: new Set<never>(),
  dataPolicy: {},
} as const;
const DASHBOARD = { dashboardId: 'd', parameters: {} };

const good = (version: string): Evaluation => ({
  text: widgetText(okAnswer({ data: null, meta: null })),
  version,
  movesOnInMs: Infinity,
});
const bad = (failure: 'lasting' | 'passing'): Evaluation => ({
  text: widgetText(errorAnswer(new AppError('OVERLOADED', 'Too much.'))),
  movesOnInMs: Infinity,
  failure,
});
const isError = (widget: LiveWidget) => widget.text?.json.includes('"status":"error"');

describe('LiveWidget', () => {
  let answers: Evaluation[];
  let asked: (EvaluationOptions & { at: number })[];

  beforeEach(() => {
    jest.useFakeTimers();
    answers = [];
    asked = [];
  });
  afterEach(() => jest.useRealTimers());

  const aWidget = () => {
    const { principal, overrides } = roomPlace(PRINCIPAL, DASHBOARD);
    const evaluator = {
      evaluate: async (_principal, _widget, options) => {
        asked.push({ ...options, at: performance.now() });
        return answers.length > 1 ? answers.shift() : answers[0];
      },
    } as Partial<WidgetEvaluator> as WidgetEvaluator;
    return new LiveWidget('w', {} as WidgetConfig, {
      principal,
      shared: { filters: [], overrides },
      evaluator,
      slots: new Semaphore(2),
      everyMs: EVERY_MS,
      onAnswer: () => {},
    });
  };
  const goOn = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  it('is evaluated again when its range moves on, and by itself not before', async () => {
    answers = [{ ...good('1'), movesOnInMs: 40_000 }, good('2')];
    const widget = aWidget();
    widget.start();
    await goOn(39_000);
    expect(asked).toHaveLength(1);
    await goOn(1_001);
    expect(asked).toHaveLength(2);
    await goOn(600_000);
    expect(asked).toHaveLength(2);
  });

  it('keeps a good answer over a moment without one, and tells of what lasts', async () => {
    answers = [good('1'), bad('passing'), good('2'), bad('passing')];
    const widget = aWidget();
    widget.start();
    await goOn(EVERY_MS);
    widget.changed('any');
    await goOn(EVERY_MS / 2);
    expect(asked).toHaveLength(2);
    expect(isError(widget)).toBe(false);
    await goOn(2 * EVERY_MS);
    widget.changed('any');
    await goOn(15 * EVERY_MS);
    expect(isError(widget)).toBe(true);
    answers = [good('3')];
    await goOn(90_000);
    expect(isError(widget)).toBe(false);
  });

  it('tells of a failure at once while there is nothing better to show', async () => {
    answers = [bad('passing')];
    const widget = aWidget();
    widget.start();
    await widget.first;
    expect(isError(widget)).toBe(true);
    widget.stop();
  });

  it('asks less and less often what had too much to do, however fast changes come', async () => {
    answers = [bad('passing')];
    const widget = aWidget();
    widget.start();
    for (let i = 0; i < 1_200; i++) {
      widget.changed('any');
      await goOn(100);
    }
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThan(12);
    widget.stop();
  });

  it('asks what is wrong by itself again with the next change, and now and then without one', async () => {
    answers = [bad('lasting')];
    const widget = aWidget();
    widget.start();
    await goOn(200_000);
    const quiet = asked.length;
    expect(quiet).toBeLessThan(12);
    widget.changed('any');
    await goOn(0);
    expect(asked).toHaveLength(quiet + 1);
    widget.stop();
  });

  it('leaves changes of other days alone', async () => {
    answers = [good('1')];
    const widget = aWidget();
    widget.start();
    await goOn(EVERY_MS);
    asked[0]?.onInterest([{ fromDay: 10, toDay: 12 }]);
    widget.changed({ fromDay: 13, toDay: 20 });
    await goOn(EVERY_MS);
    expect(asked).toHaveLength(1);
    widget.changed({ fromDay: 12, toDay: 13 });
    await goOn(0);
    expect(asked).toHaveLength(2);
  });

  it('is refreshed past the caches, for all who ask while that is done by one evaluation more', async () => {
    answers = [good('1')];
    const widget = aWidget();
    widget.start();
    await goOn(EVERY_MS);
    const refreshed = Promise.all([1, 2, 3, 4].map(() => widget.refresh()));
    await goOn(EVERY_MS);
    await refreshed;
    expect(asked.map(({ refresh }) => refresh)).toEqual([false, true, true]);
  });

  it('lets go of everybody when it is stopped', async () => {
    answers = [good('1')];
    const widget = aWidget();
    widget.stop();
    await widget.refresh();
    await widget.first;
    expect(asked).toHaveLength(0);
  });
});
