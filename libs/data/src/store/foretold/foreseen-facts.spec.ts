import type { MetricFacts } from '../plan/metric-facts';
import { ForeseenFacts, sameFacts } from './foreseen-facts';

const DAY = 86_400_000;

function facts(dirty: MetricFacts['dirty'] = [], over: Partial<MetricFacts> = {}): Map<number, MetricFacts> {
  const metric = { id: 1, rawFloor: -Infinity, seriesCount: 3, dimensions: ['region'], groupings: [], dirty };
  return new Map([[1, { ...metric, ...over }]]);
}

describe('ForeseenFacts', () => {
  it('knows nothing before it has seen a metric', () => {
    const foreseen = new ForeseenFacts();
    expect(foreseen.of([1], [{ from: 0, to: DAY }])).toBeUndefined();
    foreseen.learn(facts(), [{ from: 0, to: DAY }]);
    expect(foreseen.of([1, 2], [{ from: 0, to: DAY }])).toBeUndefined();
  });

  it('expects what it saw, also of other ranges', () => {
    const foreseen = new ForeseenFacts();
    foreseen.learn(facts(), [{ from: 0, to: DAY }]);
    expect(foreseen.of([1], [{ from: 5 * DAY, to: 9 * DAY }])).toEqual(facts());
  });

  it('expects nothing of ranges that reach what was dirty, until a snapshot says that it is clean', () => {
    const foreseen = new ForeseenFacts();
    foreseen.learn(facts([{ from: 5 * DAY, to: 6 * DAY }]), [{ from: 0, to: 9 * DAY }]);
    expect(foreseen.of([1], [{ from: 0, to: 9 * DAY }])).toBeUndefined();
    expect(foreseen.of([1], [{ from: 0, to: 5 * DAY }])).toEqual(facts());
    foreseen.learn(facts(), [{ from: 0, to: 5 * DAY }]);
    expect(foreseen.of([1], [{ from: 0, to: 9 * DAY }])).toBeUndefined();
    foreseen.learn(facts(), [{ from: 0, to: 9 * DAY }]);
    expect(foreseen.of([1], [{ from: 0, to: 9 * DAY }])).toEqual(facts());
  });
});

describe('sameFacts', () => {
  it.each([
    ['a mark', facts([{ from: 0, to: 1 }])],
    ['the floor', facts([], { rawFloor: 0 })],
    ['a series', facts([], { seriesCount: 4 })],
    ['a dimension', facts([], { dimensions: [] })],
    ['a grouping', facts([], { groupings: [{ id: 1, dims: [] }] })],
    ['the metric', new Map<number, MetricFacts>()],
  ])('tells by %s', (_what, other) => {
    expect(sameFacts(facts(), other)).toBe(false);
    expect(sameFacts(facts(), facts())).toBe(true);
  });
});
