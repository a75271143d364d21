import type { StorePlan } from '../metric-store';
import { weighBySize, type Weigh } from './cost';
import type { MetricFacts, MetricSize } from './metric-facts';
import { planRead } from './plan-read';
import type { ReadPlan } from './read-plan';
import { sourceName } from './source-name';

const DAY = 86_400_000;
const FROM = Date.UTC(2026, 0, 1);
const always: Weigh = { rollupsPay: () => true };
const GROUPINGS = [
  { id: 1, dims: [] },
  { id: 2, dims: ['region'] },
  { id: 3, dims: ['category', 'region'] },
  { id: 4, dims: ['product', 'region'] },
];

function facts(change: Partial<MetricFacts> = {}): MetricFacts {
  return {
    id: 7,
    rawFloor: -Infinity,
    seriesCount: 100,
    dimensions: ['category', 'product', 'region'],
    groupings: GROUPINGS,
    dirty: [],
    ...change,
  };
}

function plan(change: Partial<StorePlan> = {}): StorePlan {
  return {
    organizationId: 'o',
    measures: [{ metricId: 7, aggregation: 'sum' }],
    from: FROM,
    to: FROM + 10 * DAY,
    groupBy: [],
    where: [],
    maxRows: 100,
    ...change,
  };
}

function read(
  change: Partial<StorePlan>,
  options: { metrics?: MetricFacts[]; sizes?: Map<number, MetricSize>; weigh?: Weigh } = {},
): ReadPlan {
  const { metrics = [facts()], sizes = new Map(), weigh = always } = options;
  return planRead(plan(change), {
    facts: new Map(metrics.map((metric) => [metric.id, metric])),
    sizes,
    weigh,
  });
}

const groupingOf = (change: Partial<StorePlan>, sizes?: Map<number, MetricSize>): number | undefined =>
  read(change, { ...(sizes && { sizes }) }).branches[0]?.metrics[0]?.grouping?.id;

describe('planRead', () => {
  it('takes the smallest grouping that tells apart what is grouped by, filtered and counted', () => {
    expect(groupingOf({})).toBe(1);
    expect(groupingOf({ groupBy: ['region'] })).toBe(2);
    expect(groupingOf({ where: [{ or: [{ dimension: 'category', operator: 'eq', values: ['a'] }] }] })).toBe(
      3,
    );
    expect(
      groupingOf({
        groupBy: ['region'],
        measures: [{ metricId: 7, aggregation: 'countDistinct', dimension: 'product' }],
      }),
    ).toBe(4);
    expect(groupingOf({ groupBy: ['product', 'category'] })).toBeUndefined();
  });

  it('takes the grouping with the fewest groups where several do', () => {
    const groups = new Map([
      [2, 900],
      [3, 40],
      [4, 2_500],
    ]);
    expect(groupingOf({ groupBy: ['region'] }, new Map([[7, { groups }]]))).toBe(3);
  });

  it('answers what rollups cannot beside what they can', () => {
    const { branches } = read({
      groupBy: ['region'],
      measures: [
        { metricId: 7, aggregation: 'sum' },
        { metricId: 7, aggregation: 'countDistinct', dimension: 'elsewhere' },
        { metricId: 7, aggregation: 'percentile', percentile: 95, exact: true },
        { metricId: 7, aggregation: 'percentile', percentile: 95 },
      ],
    });
    expect(
      branches.map(({ kind, segments, metrics }) => [
        kind,
        sourceName({ ranges: [], branches: [{ segments } as never] }),
        metrics[0]?.slots.map(({ measure }) => measure),
      ]),
    ).toEqual([
      ['stats', 'rollup_1d', [0]],
      ['distinct', 'raw', [1]],
      ['stats', 'raw', [2]],
      ['sketch', 'rollup_1d', [3]],
    ]);
  });

  it('computes exact percentiles in one pass with the rest, but by themselves with top', () => {
    const measures: StorePlan['measures'] = [
      { metricId: 7, aggregation: 'sum' },
      { metricId: 7, aggregation: 'percentile', percentile: 50, exact: true },
    ];
    const metrics = [facts({ groupings: [] })];
    expect(read({ measures }, { metrics }).branches.map(({ kind }) => kind)).toEqual(['stats']);
    const top = { n: 1, by: 0, other: true };
    expect(
      read({ measures, groupBy: ['region'], top }, { metrics }).branches.map(({ kind }) => kind),
    ).toEqual(['stats', 'exact']);
  });

  it('lets metrics share a branch, and their dirty time', () => {
    const minute = { from: FROM + DAY, to: FROM + DAY + 60_000 };
    const metrics = [facts({ dirty: [minute] }), facts({ id: 8, groupings: [{ id: 9, dims: [] }] })];
    const measures: StorePlan['measures'] = [7, 8].map((metricId) => ({ metricId, aggregation: 'sum' }));
    const { branches } = read({ measures }, { metrics });
    expect(branches.map((branch) => branch.metrics.map(({ grouping }) => grouping?.id))).toEqual([[1, 9]]);
    expect(sourceName({ ranges: [], branches })).toBe('rollup_1d+rollup_1h+rollup_1m+raw');
  });

  it('does not let a metric with very much dirty time spoil the others', () => {
    const metrics = [
      facts({ dirty: [{ from: FROM, to: FROM + 9 * DAY }] }),
      facts({ id: 8, groupings: [{ id: 9, dims: [] }] }),
    ];
    const measures: StorePlan['measures'] = [7, 8].map((metricId) => ({ metricId, aggregation: 'sum' }));
    const { branches } = read({ measures }, { metrics });
    expect(branches.map(({ segments }) => segments[0]?.map(({ level }) => level))).toEqual([
      ['raw', 'rollup_1d'],
      ['rollup_1d'],
    ]);
  });

  it('reads nothing of metrics that are not there, or lack a dimension that a filter needs', () => {
    expect(read({ measures: [{ metricId: 99, aggregation: 'sum' }] }).branches).toEqual([]);
    expect(read({ where: [{ dimension: 'nowhere', operator: 'in', values: ['a'] }] }).branches).toEqual([]);
    expect(read({ where: [{ dimension: 'nowhere', operator: 'ne', values: ['a'] }] }).branches).toHaveLength(
      1,
    );
  });

  describe('below the floor of the points', () => {
    const kept = { metrics: [facts({ rawFloor: FROM + 5 * DAY })] };

    it('answers from rollups alone, even where they do not pay', () => {
      const { branches } = read({}, { ...kept, weigh: { rollupsPay: () => false } });
      expect(sourceName({ ranges: [], branches })).toBe('rollup_1d');
    });

    it.each([
      ['part of a minute', { from: FROM + 1 }, /rollup_1m answers whole minutes in UTC/],
      [
        'exact percentiles',
        { measures: [{ metricId: 7, aggregation: 'percentile', percentile: 5, exact: true }] },
        /without "exact", rollup_1m, rollup_1h and rollup_1d answer within 1 %/,
      ],
      [
        'groups that no rollup has',
        { groupBy: ['product', 'category'] },
        /none \| region \| category, region/,
      ],
    ] as [string, Partial<StorePlan>, RegExp][])(
      'says what could be answered instead of %s',
      (_, change, says) => {
        expect(() => read(change, kept)).toThrow(
          expect.objectContaining({ code: 'RANGE_NOT_KEPT', message: expect.stringMatching(says) }),
        );
      },
    );

    it('is not sent to points that are gone by what is dirty in another metric', () => {
      const dirty = [{ from: FROM + DAY, to: FROM + DAY + 60_000 }];
      const metrics = [...kept.metrics, facts({ id: 8, dirty })];
      const measures: StorePlan['measures'] = [7, 8].map((metricId) => ({ metricId, aggregation: 'sum' }));
      const { branches } = read({ measures }, { metrics });
      expect(branches.map(({ segments }) => segments[0]?.some(({ level }) => level === 'raw'))).toEqual([
        false,
        true,
      ]);
    });

    it('answers anything of the time after it', () => {
      const groupBy = ['product', 'category'];
      expect(read({ from: FROM + 5 * DAY, groupBy }, kept).branches).toHaveLength(1);
    });
  });
});

describe('weighBySize', () => {
  const sizes = (points: number): Map<number, MetricSize> =>
    new Map([
      [7, { groups: new Map(GROUPINGS.map(({ id }) => [id, id * 10])), months: new Map([[FROM, points]]) }],
    ]);
  const source = (points: number, change: Partial<StorePlan> = {}): string =>
    sourceName(read(change, { sizes: sizes(points), weigh: weighBySize }));

  it('reads points where they are few, and rollups where they are many', () => {
    expect(source(1_000)).toBe('raw');
    expect(source(1_000_000)).toBe('rollup_1d');
  });

  it('reads points where rollups have as many rows', () => {
    const buckets = Array.from({ length: 10 * 1_440 }, (_, minute) => FROM + minute * 60_000);
    expect(source(50_000, { buckets })).toBe('raw');
    expect(source(50_000)).toBe('rollup_1d');
  });

  it('merges sketches only where that is less work than sorting the points', () => {
    const measures: StorePlan['measures'] = [{ metricId: 7, aggregation: 'percentile', percentile: 95 }];
    const buckets = Array.from({ length: 240 }, (_, hour) => FROM + hour * 3_600_000);
    expect(source(10_000_000, { measures, buckets })).toBe('rollup_1h');
    expect(source(100_000, { measures, buckets })).toBe('raw');
  });

  it('trusts rollups of which it does not know the size', () => {
    expect(sourceName(read({}, { weigh: weighBySize }))).toBe('rollup_1d');
  });

  it('is not led astray by an earlier range without points', () => {
    const previous = { from: FROM - 40 * DAY, to: FROM - 30 * DAY };
    expect(source(1_000_000, { previous })).toBe('rollup_1d');
  });
});
