import { array, assert, constantFrom, double, integer, oneof, property, record } from 'fast-check';
import { advance, type Evaluation, type Judgement } from './advance';
import { Backtest } from './backtest';
import { judge } from './condition';
import { evaluateSeries, ONLY_SERIES } from './evaluate-series';
import { newSeries, type SeriesState } from './series-state';
import { parseDuration } from './span';
import { type News, tell } from './tell';

const MINUTE = 60_000;
const above: Judgement = {
  condition: { operator: 'gt', value: 100 },
  recover: 80,
  forMs: 0,
  noData: 'noData',
  error: 'error',
};
const at = (value: number | null): Evaluation => ({ value });
const FAILED: Evaluation = { failed: true };

/** The statuses after each evaluation, a minute apart. */
function statuses(judgement: Judgement, evaluations: Evaluation[]): string {
  let state = newSeries(0);
  return evaluations
    .map((evaluation, index) => (state = advance(judgement, state, evaluation, index * MINUTE).state).status)
    .join(' ');
}

/** What is told after each evaluation, a minute apart. */
function news(
  judgement: Judgement,
  evaluations: Evaluation[],
  options: { silenced?: (index: number) => boolean; repeatMs?: number } = {},
): (News | undefined)[] {
  let state = newSeries(0);
  return evaluations.map((evaluation, index) => {
    const now = index * MINUTE;
    const { silenced = () => false, repeatMs = null } = options;
    const told = tell(advance(judgement, state, evaluation, now).state, now, {
      silenced: silenced(index),
      repeatMs,
    });
    state = told.state;
    return told.news;
  });
}

describe('judge', () => {
  it.each([
    [{ operator: 'gt', value: 5 }, { value: 5 }, 'clear'],
    [{ operator: 'gt', value: 5 }, { value: 5.1 }, 'breach'],
    [{ operator: 'lt', value: 5 }, { value: 4 }, 'breach'],
    [{ operator: 'between', from: 1, to: 2 }, { value: 2 }, 'breach'],
    [{ operator: 'between', from: 1, to: 2 }, { value: 0.9 }, 'clear'],
    [{ operator: 'change', percent: 20, direction: 'any' }, { value: 70, previous: 100 }, 'breach'],
    [{ operator: 'change', percent: 20, direction: 'up' }, { value: 70, previous: 100 }, 'clear'],
    [{ operator: 'change', percent: 20, direction: 'down' }, { value: -130, previous: -100 }, 'breach'],
    [{ operator: 'change', percent: 20, direction: 'any' }, { value: 70, previous: 0 }, 'empty'],
    [{ operator: 'change', percent: 20, direction: 'any' }, { value: 70, previous: null }, 'empty'],
    [{ operator: 'noData' }, { value: null }, 'breach'],
    [{ operator: 'noData' }, { value: 0 }, 'clear'],
    [{ operator: 'gt', value: 5 }, { value: null }, 'empty'],
  ] as const)('%j of %j is %s', (condition, reading, verdict) => {
    expect(judge(condition, null, reading)).toBe(verdict);
  });
});

describe('advance', () => {
  it('fires at once without "for", and goes on until the threshold of recovery', () => {
    expect(statuses(above, [at(50), at(101), at(90), at(81), at(80), at(90)])).toBe(
      'ok firing firing firing resolved resolved',
    );
  });

  it('waits for "for", and anew after a break', () => {
    const patient = { ...above, forMs: 2 * MINUTE };
    expect(statuses(patient, [at(101), at(101), at(90), at(101), at(101), at(101), at(1)])).toBe(
      'pending pending ok pending pending firing resolved',
    );
  });

  it('keeps an alarm open over gaps and errors', () => {
    expect(statuses(above, [at(101), at(null), at(90), FAILED, at(90), at(10)])).toBe(
      'firing noData firing error firing resolved',
    );
  });

  it.each([
    ['ok', 'firing resolved'],
    ['keep', 'firing firing'],
    ['firing', 'firing firing'],
    ['noData', 'firing noData'],
  ] as const)('takes no data as %s', (noData, expected) => {
    expect(statuses({ ...above, noData }, [at(101), at(null)])).toBe(expected);
  });

  const evaluations = array(
    oneof(
      { weight: 8, arbitrary: double({ min: 0, max: 200, noNaN: true }).map(at) },
      constantFrom(at(null), FAILED),
    ),
    { maxLength: 40 },
  );
  const judgements = record({
    condition: constantFrom(above.condition),
    recover: constantFrom(null, 80),
    forMs: integer({ min: 0, max: 5 }).map((n) => n * MINUTE),
    noData: constantFrom('noData', 'firing', 'ok', 'keep'),
    error: constantFrom('error', 'firing', 'ok', 'keep'),
  }) as unknown as import('fast-check').Arbitrary<Judgement>;

  it('never changes within the hysteresis', () => {
    const within = array(double({ min: 80.001, max: 100, noNaN: true }).map(at), { minLength: 1 });
    assert(
      property(constantFrom('ok', 'firing'), within, (start, values) => {
        const first = advance({ ...above }, newSeries(0), at(start === 'ok' ? 1 : 101), 0).state;
        let state = first;
        for (const value of values) state = advance(above, state, value, MINUTE).state;
        return state.status === first.status && state.open === first.open;
      }),
    );
  });

  it('neither forgets nor repeats when it stops in between: its state as JSON is all there is', () => {
    assert(
      property(judgements, evaluations, (judgement, found) => {
        let [kept, reread] = [newSeries(0), newSeries(0)];
        for (const [index, evaluation] of found.entries()) {
          kept = advance(judgement, kept, evaluation, index * MINUTE).state;
          reread = JSON.parse(
            JSON.stringify(advance(judgement, reread, evaluation, index * MINUTE).state),
          ) as SeriesState;
          expect(reread).toEqual(kept);
        }
      }),
    );
  });

  it('tells of an alarm before its end, and of each once', () => {
    assert(
      property(judgements, evaluations, (judgement, found) => {
        let told: News | undefined;
        for (const each of news(judgement, found)) {
          if (!each) continue;
          expect(each).not.toBe(told);
          if (told === undefined) expect(each).not.toBe('resolved');
          told = each;
        }
      }),
    );
  });

  it('never fires before the condition has held for "for"', () => {
    assert(
      property(judgements, evaluations, (judgement, found) => {
        let [state, breaching] = [newSeries(0), 0];
        for (const [index, evaluation] of found.entries()) {
          const before = state;
          ({ state } = advance(judgement, state, evaluation, index * MINUTE));
          breaching = state.breachingSince === null ? 0 : breaching + 1;
          if (state.open && !before.open)
            expect((breaching - 1) * MINUTE).toBeGreaterThanOrEqual(judgement.forMs);
        }
      }),
    );
  });
});

describe('tell', () => {
  it('reminds of an alarm that lasts', () => {
    const told = news(above, [at(101), at(101), at(101), at(1)], { repeatMs: 2 * MINUTE });
    expect(told).toEqual(['firing', undefined, 'reminder', 'resolved']);
  });

  it('tells at the end of a silence what still lasts, and nothing of what came and went', () => {
    const silenced = (index: number) => index < 3;
    expect(news(above, [at(1), at(101), at(101), at(101)], { silenced })).toEqual([
      undefined,
      undefined,
      undefined,
      'firing',
    ]);
    expect(news(above, [at(1), at(101), at(1), at(1)], { silenced })).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('evaluateSeries', () => {
  const found = (values: Record<string, number>) =>
    new Map(Object.entries(values).map(([key, value]) => [key, { value }]));

  it('follows each group, and a group that is gone has no data', () => {
    const first = evaluateSeries(above, true, new Map(), found({ a: 101, b: 1 }), 0);
    expect(first.transitions.map(({ key, to }) => [key, to])).toEqual([['a', 'firing']]);
    const second = evaluateSeries(above, true, first.states, found({ b: 1 }), MINUTE);
    expect(second.transitions.map(({ key, to }) => [key, to])).toEqual([['a', 'noData']]);
    const forgetting = evaluateSeries({ ...above, noData: 'ok' }, true, first.states, found({}), MINUTE);
    expect(forgetting.forgotten.toSorted()).toEqual(['a', 'b']);
    expect(forgetting.transitions.map(({ key, to }) => [key, to])).toEqual([['a', 'resolved']]);
  });

  it('fails as a whole while no group is known, and forgets that', () => {
    const failed = evaluateSeries(above, true, new Map(), 'failed', 0);
    expect([...failed.states].map(([key, { status }]) => [key, status])).toEqual([[ONLY_SERIES, 'error']]);
    const good = evaluateSeries(above, true, failed.states, found({ a: 1 }), MINUTE);
    expect(good.forgotten).toEqual([ONLY_SERIES]);
  });
});

describe('a backtest', () => {
  it('says when it would have fired and how often it would have flapped', () => {
    const test = new Backtest({ ...above, recover: null }, false);
    for (const [index, value] of [1, 101, 1, 101, 101, 1, 1].entries())
      test.step(new Map([[ONLY_SERIES, { value }]]), index * MINUTE);
    expect(
      test.alarms.map(({ firedAt, resolvedAt }) => [firedAt / MINUTE, (resolvedAt ?? 0) / MINUTE]),
    ).toEqual([
      [1, 2],
      [3, 5],
    ]);
    expect(test.flaps).toBe(1);
  });
});

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['0s', 0],
    ['2h', 7_200_000],
    ['5', undefined],
    ['-5m', undefined],
    ['1w', undefined],
  ])('reads %s as %s', (text, ms) => expect(parseDuration(text)).toBe(ms));
});
