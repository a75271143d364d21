import type { SourceValue } from '@app/sources';
import type { StorePlan } from '../store/metric-store';
import { compilePlan } from './compile/compile-plan';
import { SQL_DIALECTS } from './dialect/sql-dialects';
import type { MetricSource } from './metric-source';
import { readAnswer } from './read-answer';
import { pointOf } from './compile/compile-points';

const source: MetricSource = {
  sourceId: '0',
  table: { name: 'orders' },
  time: 'at',
  value: 'price',
  dimensions: {},
  timezone: 'UTC',
  maxAgeSeconds: 60,
};
const plan: StorePlan = {
  organizationId: '0',
  measures: [{ metricId: 1, aggregation: 'sum', source }],
  from: 0,
  to: 2_000,
  buckets: [0, 1_000],
  groupBy: [],
  where: [],
  maxRows: 100,
};
const dialect = SQL_DIALECTS.postgresql;
const read = (...rows: SourceValue[][]) => readAnswer(rows, compilePlan(plan, dialect), { plan, dialect });

describe('what a server answers', () => {
  it('is read as it was asked for', async () => {
    expect(
      (await read([0, 0, 2, 5], [0, 1, 1, 7])).rows.map(({ bucket, values }) => [bucket, ...values]),
    ).toEqual([
      [0, 5],
      [1, 7],
    ]);
  });

  it('keeps groups apart whatever characters their labels have', async () => {
    const split = { ...plan, buckets: [0], groupBy: ['a', 'b'] };
    const rows = [
      [0, 0, '0x\u00000y', '0z', 1, 5],
      [0, 0, '0x', '0y\u00000z', 1, 7],
    ];
    const { rows: read } = await readAnswer(rows, compilePlan(split, dialect), { plan: split, dialect });
    expect(read.map(({ groups, values }) => [...groups, ...values])).toEqual([
      ['x\u00000y', 'z', 5],
      ['x', 'y\u00000z', 7],
    ]);
  });

  it.each<[string, SourceValue[]]>([
    ['of another metric', [4, 0, 1, 5]],
    ['of an earlier range', [2, 0, 1, 5]],
    ['of nothing', ['x', 0, 1, 5]],
    ['in a bucket that there is not', [0, 1_000_000_000, 1, 5]],
    ['before the first bucket', [0, -1, 1, 5]],
    ['between buckets', [0, 0.5, 1, 5]],
  ])('is refused where it is %s', async (_what, row) => {
    await expect(read(row)).rejects.toMatchObject({ reason: 'invalid' });
  });
});

describe('a point that a server answers', () => {
  const sources = new Map([[1, source]]);
  const asked = { organizationId: '0', from: 0, to: 1, where: [], metricIds: [1], sources, dimensions: [] };

  it('is refused where it is of no metric, no time or no value', () => {
    expect(pointOf([1, 5, 7], asked, dialect)).toEqual([5, 1, [], 7]);
    for (const row of [
      [2, 5, 7],
      [1, 'x', 7],
      [1, 5, 'NaN'],
    ])
      expect(() => pointOf(row, asked, dialect)).toThrow(expect.objectContaining({ reason: 'invalid' }));
  });
});
