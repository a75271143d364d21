import { systemPrincipal } from '@app/auth';
import type { AppError } from '@app/platform';
import * as fc from 'fast-check';
import type { CatalogMetric } from '../../catalog/catalog-metric';
import type { StoreAnswer, StoreRow } from '../../store/metric-store';
import { cachePlan, dataPipeline, shapeOf, storePlan } from '../data-pipeline';
import type { Fill, MetricQuery } from '../metric-query';
import { readMetricQuery } from '../parsing/parse-metric-query';
import { QueryErrors } from '../parsing/query-errors';
import { QUERY_LIMITS, type QueryLimits } from '../query-limits';
import { resolveQuery } from '../resolve-query';
import { columnsOf } from './columns-of';
import { formatAnswer } from './format-answer';
import { toTable } from './table';
import { transform } from './transform';

type Value = number | null;

const NOW = new Date('2026-11-25T12:00:00Z');
const WEEK = { from: '2026-11-02', to: '2026-11-09' };
const PRINCIPAL = systemPrincipal('test', '00000000-0000-7000-8000-000000000000', []);
const METRICS = new Map([['m', { id: 1, unit: 'USD' } as CatalogMetric]]);

const row = (bucket: number, group: string | null, ...values: Value[]): StoreRow => ({
  bucket,
  groups: [group],
  values,
});
const rest = (bucket: number, ...values: Value[]): StoreRow => ({
  ...row(bucket, '$other', ...values),
  other: true,
});
const query = (more: object = {}, share = false): MetricQuery =>
  readMetricQuery(
    {
      metrics: [{ metric: 'm', aggregation: 'sum' }],
      timeRange: WEEK,
      interval: '1d',
      groupBy: ['g'],
      ...more,
    },
    QUERY_LIMITS,
    new QueryErrors(),
    share,
  );

function answer(
  asked: MetricQuery,
  given: Partial<StoreAnswer> & { rows: StoreRow[] },
  limits: QueryLimits = QUERY_LIMITS,
) {
  const valid = { query: asked, metrics: METRICS, time: resolveQuery(asked, limits, NOW) };
  const pipeline = dataPipeline(PRINCIPAL, valid, {
    where: [],
    limits,
    cache: cachePlan(PRINCIPAL, valid, {}),
  });
  const shape = shapeOf(pipeline, asked);
  const table = toTable({ source: 'raw', approximate: false, ...given }, shape);
  const done = transform(table, pipeline.transformations, shape);
  return {
    plan: storePlan(pipeline),
    truncated: done.truncated,
    rows: done.rows,
    data: formatAnswer(done, asked, METRICS, valid.time.buckets),
  };
}
const labels = (rows: StoreRow[]) => rows.map(({ bucket, groups }) => `${bucket}${groups[0]}`);
const failure = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as AppError).code;
  }
  return 'nothing was thrown';
};

describe('order and limit', () => {
  const rows = [row(1, null, 5), row(0, 'b', null), row(1, 'a', -3), row(0, 'a', 5), row(0, 'Z', 1)];
  const order = (more: object) => labels(answer(query(more), { rows }).rows);

  it('order by time and groups, nulls last, unless told otherwise', () => {
    expect(order({})).toEqual(['0Z', '0a', '0b', '1a', '1null']);
    expect(order({ orderBy: [{ column: 'm', direction: 'desc' }] })).toEqual([
      '0a',
      '1null',
      '0Z',
      '1a',
      '0b',
    ]);
    expect(order({ orderBy: [{ column: 'm' }] })).toEqual(['1a', '0Z', '0a', '1null', '0b']);
    const byGroup = [
      { column: 'g', direction: 'desc' },
      { column: 'time', direction: 'desc' },
    ];
    expect(order({ orderBy: byGroup })).toEqual(['0b', '1a', '0a', '0Z', '1null']);
  });

  it('put the rest after all groups, but where its value is what is ordered by', () => {
    const top = { top: { n: 2, other: true } };
    const given = [rest(0, 9), row(0, null, 3), row(0, '$other', 5), row(0, 'a', 4)];
    const found = (more: object) => answer(query({ ...top, ...more }), { rows: given }).data;
    expect(found({})).toMatchObject({
      otherRows: [3],
      rows: [
        ['', '$other'],
        ['', 'a'],
        ['', null],
        ['', '$other'],
      ].map(([, group]) => [expect.any(String), group, expect.any(Number)]),
    });
    expect(found({ orderBy: [{ column: 'g', direction: 'desc' }] }).otherRows).toEqual([3]);
    expect(found({ orderBy: [{ column: 'm', direction: 'desc' }] }).otherRows).toEqual([0]);
    expect(answer(query(), { rows: given }).data).not.toHaveProperty('otherRows');
  });

  it('cut to the limit and tell', () => {
    expect(answer(query({ limit: 4 }), { rows })).toMatchObject({ truncated: true, rows: { length: 4 } });
    expect(answer(query({ limit: 5 }), { rows })).toMatchObject({ truncated: false, rows: { length: 5 } });
  });
});

describe('share', () => {
  const shares = (values: number[], limit = 10): (Value | undefined)[] => {
    const rows = values.map((value, index) => row(0, `${index}`, value));
    return answer(query({ limit }, true), { rows }).rows.map((shared) => shared.values[1]);
  };

  it('gives each row its part of the whole, cut rows included', () => {
    expect(shares([1, 3], 1)).toEqual([0.25]);
    expect(shares([2, -2])).toEqual([null, null]);
    expect(shares([])).toEqual([]);
  });

  it.each(['avg', 'last', 'percentile'])(
    'is of the points under %s, whose values do not add up',
    (aggregation) => {
      const percentile = aggregation === 'percentile' ? { percentile: 50 } : {};
      const average = query(
        { metrics: [{ metric: 'm', aggregation, ...percentile }], interval: undefined },
        true,
      );
      const { data, plan } = answer(average, { rows: [row(0, 'a', 100, 1), row(0, 'b', 2, 3)] });
      expect(plan.measures.map((measure) => measure.aggregation)).toEqual([aggregation, 'count']);
      expect(data.rows).toEqual([
        ['a', 100, 0.25],
        ['b', 2, 0.75],
      ]);
    },
  );

  it('is of the rates under rate', () => {
    const rate = query({ metrics: [{ metric: 'm', aggregation: 'rate' }], interval: undefined }, true);
    expect(answer(rate, { rows: [row(0, 'a', 1), row(0, 'b', 3)] }).data.rows[0]).toEqual(['a', 1, 0.25]);
  });
});

describe('having', () => {
  const rows = [row(0, 'a', 1), row(0, 'b', 2), row(0, 'c', null), row(0, 'd', 3)];
  const kept = (...having: object[]) =>
    answer(query({ having }), { rows }).rows.map(({ groups }) => groups[0]);
  const m = (operator: string, value: number) => ({ column: 'm', operator, value });

  it('keeps the rows that fulfil all conditions; null fulfils none but ne', () => {
    expect(kept(m('gt', 1))).toEqual(['b', 'd']);
    expect(kept(m('gte', 2), m('lt', 3))).toEqual(['b']);
    expect(kept(m('lte', 2))).toEqual(['a', 'b']);
    expect(kept(m('eq', 2))).toEqual(['b']);
    expect(kept(m('ne', 2))).toEqual(['a', 'c', 'd']);
  });

  it('comes before the limit and leaves the totals alone', () => {
    const asked = query({ having: [m('gt', 1)], limit: 2, totals: true });
    const { truncated, data, plan } = answer(asked, { rows, totals: [6] });
    expect(plan.totals).toBe(true);
    expect([truncated, data.rows.length, data.totals]).toEqual([false, 2, { m: 6 }]);
  });
});

describe('fill', () => {
  const two = {
    metrics: [
      { metric: 'm', aggregation: 'sum' },
      { metric: 'm', aggregation: 'count' },
    ],
  };
  const values = (fill: string, rows: StoreRow[], more: object = {}) =>
    answer(query({ ...two, fill, ...more }), { rows }).data.rows.map((cells) => cells.slice(more && 1));
  const rows = [row(1, 'a', 5, 1), row(3, 'a', null, 0), row(4, 'a', 7, 2)];

  it('gives each group every bucket, with what is asked where no point is; a count is 0 there', () => {
    const sums = (fill: string) => values(fill, rows).map(([, sum]) => sum);
    expect(sums('null')).toEqual([null, 5, null, null, 7, null, null]);
    expect(sums('zero')).toEqual([0, 5, 0, 0, 7, 0, 0]);
    expect(sums('previous')).toEqual([null, 5, 5, 5, 7, 7, 7]);
    expect(sums('none')).toEqual([5, null, 7]);
    for (const fill of ['null', 'zero', 'previous'])
      expect(values(fill, rows).map(([, , count]) => count)).toEqual([0, 1, 0, 0, 2, 0, 0]);
  });

  it('has one group where there are no dimensions, also without any point', () => {
    expect(values('zero', [], { groupBy: [] })).toEqual(Array.from({ length: 7 }, () => [0, 0]));
    expect(answer(query({ groupBy: [], interval: undefined, fill: 'zero' }), { rows: [] }).data.rows).toEqual(
      [[0]],
    );
    expect(values('zero', [])).toEqual([]);
  });

  it('knows every bucket times every group of the answer once, and keeps what was there', () => {
    const groups = [null, 'a', '$other', 'b'];
    const cells = fc.uniqueArray(
      fc.tuple(fc.nat(6), fc.constantFrom(...groups), fc.boolean(), fc.option(fc.integer())),
      {
        selector: ([bucket, group, other]) => `${bucket} ${other ? 'rest' : group}`,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(cells, fc.constantFrom<Fill[]>('null', 'zero', 'previous'), (given, fill) => {
        const store = given.map(([bucket, group, other, value]) =>
          other ? rest(bucket, value) : row(bucket, group, value),
        );
        const filled = answer(query({ fill, top: { n: 9, other: true } }), { rows: store }).rows;
        const key = ({ bucket, groups: [group], other }: StoreRow) => `${bucket} ${other ? 'rest' : group}`;
        const byKey = new Map(filled.map((one) => [key(one), one]));
        const kinds = new Set(store.map((one) => key({ ...one, bucket: 0 })));
        expect([filled.length, byKey.size]).toEqual([7 * kinds.size, 7 * kinds.size]);
        for (const one of store)
          if (one.values[0] !== null) expect(byKey.get(key(one))?.values).toEqual(one.values);
        const known = new Set(store.filter((one) => one.values[0] !== null).map(key));
        for (const one of filled) {
          if (known.has(key(one))) continue;
          const before = Array.from({ length: one.bucket }, (_, index) =>
            key({ ...one, bucket: one.bucket - 1 - index }),
          );
          const last = byKey.get(before.find((name) => known.has(name)) ?? '')?.values[0] ?? null;
          expect(one.values).toEqual([fill === 'zero' ? 0 : fill === 'null' ? null : last]);
        }
      }),
    );
  });

  it('refuses more rows than there may be', () => {
    const limits = { ...QUERY_LIMITS, buckets: 20 };
    const many = ['a', 'b', 'c'].map((group) => row(0, group, 1));
    expect(failure(() => answer(query({ fill: 'zero' }), { rows: many }, limits))).toBe('LIMIT_EXCEEDED');
    expect(answer(query({ fill: 'zero' }), { rows: many.slice(1) }, limits).rows).toHaveLength(14);
  });
});

describe('compare', () => {
  const compare = 'previous_period';
  const found = (rows: StoreRow[], previous: StoreRow[], more: object = {}) =>
    answer(query({ compare, ...more }), { rows, previous: { rows: previous } }).data.rows.map((cells) =>
      cells.slice(1),
    );

  it('puts the bucket of the same number beside, with difference and quotient', () => {
    expect(columnsOf(query({ compare }), METRICS).map(({ name, unit }) => [name, unit])).toEqual([
      ['time', undefined],
      ['g', undefined],
      ['m', 'USD'],
      ['m_previous', 'USD'],
      ['m_delta', 'USD'],
      ['m_ratio', undefined],
    ]);
    expect(found([row(0, 'a', 6), row(1, 'a', 1), row(2, 'a', 4)], [row(0, 'a', 4), row(2, 'a', 0)])).toEqual(
      [
        ['a', 6, 4, 2, 1.5],
        ['a', 1, null, null, null],
        ['a', 4, 0, 4, null],
      ],
    );
  });

  it('shows what only the earlier range has, and a count of nothing as 0', () => {
    expect(found([], [row(3, 'gone', 4)])).toEqual([['gone', null, 4, null, null]]);
    const counted = { metrics: [{ metric: 'm', aggregation: 'count' }] };
    expect(found([row(0, 'new', 2)], [row(3, 'gone', 4)], counted)).toEqual([
      ['new', 2, 0, 2, null],
      ['gone', 0, 4, -4, 0],
    ]);
  });

  it('fills both ranges, each by itself, before it compares', () => {
    const filled = found([row(1, 'a', 6)], [row(0, 'a', 2), row(0, 'b', 1)], { fill: 'previous' });
    expect(filled.slice(0, 4)).toEqual([
      ['a', null, 2, null, null],
      ['b', null, 1, null, null],
      ['a', 6, 2, 4, 3],
      ['b', null, 1, null, null],
    ]);
    expect(filled).toHaveLength(14);
  });

  it('leaves out buckets beyond the last of the range, and has nothing beside where the earlier range ended', () => {
    const month = { timeRange: { from: '2026-03-01', to: '2026-04-01' }, compare: { shift: '1mo' } };
    expect(
      found([row(27, 'a', 2), row(28, 'a', 3)], [row(27, 'a', 1)], { ...month, fill: 'zero' }).slice(26),
    ).toEqual([
      ['a', 0, 0, 0, null],
      ['a', 2, 1, 1, 2],
      ...[3, 0, 0].map((value) => ['a', value, null, null, null]),
    ]);
    const shorter = { timeRange: { from: '2026-02-01', to: '2026-03-01' }, compare: { shift: '1mo' } };
    expect(found([], [row(27, 'a', 1), row(30, 'a', 1)], shorter)).toEqual([['a', null, 1, null, null]]);
  });

  it('compares totals, orders by and has conditions on what it adds', () => {
    const rows = [row(0, 'a', 2), row(0, 'b', 9)];
    const previous = { rows: [row(0, 'a', 1), row(0, 'b', 8)], totals: [9] };
    const asked = query({
      compare,
      totals: true,
      having: [{ column: 'm_delta', operator: 'eq', value: 1 }],
      orderBy: [{ column: 'm_ratio', direction: 'desc' }],
    });
    const { data, plan } = answer(asked, { rows, totals: [11], previous });
    expect(data.rows.map((cells) => cells[1])).toEqual(['a', 'b']);
    expect(data.totals).toEqual({ m: 11, m_previous: 9, m_delta: 2, m_ratio: 11 / 9 });
    expect(plan.previous).toMatchObject({ from: Date.UTC(2026, 9, 26), to: Date.UTC(2026, 10, 2) });
  });

  it('tells the rest from a value of the same name, and makes no difference beyond a double', () => {
    const other = { top: { n: 1, other: true } };
    expect(found([rest(0, 1), row(0, '$other', 2)], [rest(0, 3), row(0, '$other', 4)], other)).toEqual([
      ['$other', 2, 4, -2, 0.5],
      ['$other', 1, 3, -2, 1 / 3],
    ]);
    expect(found([row(0, 'a', 1.7e308)], [row(0, 'a', -1.7e308)])).toEqual([
      ['a', 1.7e308, -1.7e308, null, -1],
    ]);
  });

  it('refuses more rows than there may be', () => {
    const limits = { ...QUERY_LIMITS, buckets: 7 };
    const [rows, previous] = [
      Array.from({ length: 4 }, (_, index) => row(0, `a${index}`, 1)),
      Array.from({ length: 4 }, (_, index) => row(0, `b${index}`, 1)),
    ];
    const work = () => answer(query({ compare }), { rows, previous: { rows: previous } }, limits);
    expect(failure(work)).toBe('LIMIT_EXCEEDED');
  });
});

describe('what the store is asked', () => {
  it('has top by the place of its measure, and each measure as the query says it', () => {
    const metrics = [
      { metric: 'm', aggregation: 'percentile', percentile: 95, exact: true, as: 'p' },
      { metric: 'm', aggregation: 'countDistinct', dimension: 'user', as: 'users' },
    ];
    const { plan } = answer(query({ metrics, top: { n: 3, by: 'users', other: true } }), { rows: [] });
    expect(plan).toMatchObject({
      measures: [
        { metricId: 1, aggregation: 'percentile', percentile: 95, exact: true },
        { metricId: 1, aggregation: 'countDistinct', dimension: 'user' },
      ],
      top: { n: 3, by: 1, other: true },
      groupBy: ['g'],
    });
    expect(plan).not.toHaveProperty('totals');
  });
});
