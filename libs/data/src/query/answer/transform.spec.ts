import type { StoreRow } from '../../store/metric-store';
import type { MetricQuery } from '../metric-query';
import { parseMetricQuery } from '../parsing/parse-metric-query';
import { transform } from './transform';

const row = (bucket: number, group: string | null, ...values: (number | null)[]): StoreRow => ({
  bucket,
  groups: [group],
  values,
});
const query = (more: object = {}): MetricQuery =>
  parseMetricQuery({
    metrics: [{ metric: 'm', aggregation: 'sum' }],
    interval: '1d',
    groupBy: ['g'],
    ...more,
  });

describe('transform', () => {
  const rows = [row(1, null, 5), row(0, 'b', null), row(1, 'a', -3), row(0, 'a', 5), row(0, 'Z', 1)];
  const order = (more: object) =>
    transform(rows, query(more)).rows.map(({ bucket, groups }) => `${bucket}${groups[0]}`);

  it('orders by time and groups, nulls last, unless told otherwise', () => {
    expect(order({})).toEqual(['0Z', '0a', '0b', '1a', '1null']);
    expect(order({ orderBy: [{ column: 'm', direction: 'desc' }] })).toEqual([
      '0a',
      '1null',
      '0Z',
      '1a',
      '0b',
    ]);
    expect(order({ orderBy: [{ column: 'm' }] })).toEqual(['1a', '0Z', '0a', '1null', '0b']);
    expect(
      order({
        orderBy: [
          { column: 'g', direction: 'desc' },
          { column: 'time', direction: 'desc' },
        ],
      }),
    ).toEqual(['0b', '1a', '0a', '0Z', '1null']);
  });

  it('cuts to the limit and tells', () => {
    expect(transform(rows, query({ limit: 4 }))).toMatchObject({ truncated: true, rows: { length: 4 } });
    expect(transform(rows, query({ limit: 5 }))).toMatchObject({ truncated: false, rows: { length: 5 } });
  });

  it('gives each row its share of the whole, cut rows included', () => {
    expect(shares([1, 3], 1)).toEqual([0.25]);
    expect(shares([2, -2])).toEqual([null, null]);
    expect(shares([])).toEqual([]);
  });

  it('shares the points where values do not add up', () => {
    const average = {
      ...parseMetricQuery({ metrics: [{ metric: 'm', aggregation: 'avg' }], groupBy: ['g'] }),
      share: true as const,
    };
    const { rows: shared } = transform([row(0, 'a', 100, 1), row(0, 'b', 2, 3)], average);
    expect(shared.map(({ values }) => values)).toEqual([
      [100, 0.25],
      [2, 0.75],
    ]);
  });
});

function shares(values: number[], limit = 10): (number | null | undefined)[] {
  const rows = values.map((value, index) => row(0, `${index}`, value));
  return transform(rows, { ...query({ limit }), share: true }).rows.map((shared) => shared.values[1]);
}
