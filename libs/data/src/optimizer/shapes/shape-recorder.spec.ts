import { systemPrincipal } from '@app/auth';
import { parseMetricQuery } from '../../query/parsing/parse-metric-query';
import { QUERY_LIMITS } from '../../query/query-limits';
import { resolveQuery } from '../../query/resolve-query';
import { hashOfShape, shapeOf } from './query-shape';
import { OTHER, ShapeRecorder } from './shape-recorder';

const NOW = new Date('2026-11-24T10:00:00Z');
const principal = systemPrincipal('test', 'organization', []);

function valid(body: object): Parameters<typeof shapeOf>[0] {
  const query = parseMetricQuery({ metrics: [{ metric: 'm', aggregation: 'sum' }], ...body });
  return { query, metrics: new Map(), time: resolveQuery(query, QUERY_LIMITS, NOW) };
}
const shape = (body: object, policy = {}): ReturnType<typeof shapeOf> => shapeOf(valid(body), policy, 'raw');
const on = (dimension: string, value: string): object => ({
  filters: [{ dimension, operator: 'eq', values: [value] }],
});

describe('shapeOf', () => {
  it('is the same for questions that differ in values alone', () => {
    const same = [
      shape({ ...on('host', 'a'), timeRange: '30d' }),
      shape({ ...on('host', 'b'), timeRange: { from: '2020-01-01', to: '2020-01-29' } }),
      shape({ filters: [{ or: [{ dimension: 'host', operator: 'contains', values: ['secret'] }] }] }),
    ];
    expect(new Set(same.map(hashOfShape)).size).toBe(1);
    expect(JSON.stringify(same)).not.toMatch(/secret|2020/);
  });

  it('tells dimensions, policy, interval, length and what answered apart', () => {
    const different = [
      shape({}),
      shape(on('host', 'a')),
      shape({}, { host: ['a'] }),
      shape({ groupBy: ['host'] }),
      shape({ interval: '1d' }),
      shape({ interval: '1d', timezone: 'Europe/Berlin' }),
      shape({ timeRange: '40d' }),
      shape({ timeRange: '5y' }),
      shapeOf(valid({}), {}, 'rollup_1d'),
    ];
    expect(new Set(different.map(hashOfShape)).size).toBe(different.length);
    expect(different.map(({ range }) => range)).toEqual([
      ...Array<string>(6).fill('31d'),
      '92d',
      'more',
      '31d',
    ]);
  });

  it('stays short for a question about very many metrics', () => {
    const metrics = Array.from({ length: 100 }, (_, n) => ({ metric: `metric.${n}`, aggregation: 'sum' }));
    const query = parseMetricQuery({ metrics }, { ...QUERY_LIMITS, metrics: 100 });
    const many = { query, metrics: new Map(), time: resolveQuery(query, QUERY_LIMITS, NOW) };
    expect(shapeOf(many, {}, 'raw')).toMatchObject({ metrics: { length: 10 }, moreMetrics: 90 });
  });
});

describe('ShapeRecorder', () => {
  const recorder = (): ShapeRecorder => new ShapeRecorder({ now: () => NOW });
  const computed = { level: 'raw', rows: 3, failed: false };

  it('adds up what questions of one shape cost', () => {
    const costs = recorder();
    costs.record(principal, valid(on('host', 'a')), { ...computed, ms: 10 });
    costs.record(principal, valid({ ...on('host', 'b'), timeRange: '31d' }), { ...computed, ms: 30 });
    costs.record(principal, valid(on('host', 'c')), { ...computed, ms: 5, level: 'failed', failed: true });
    const [one, two, ...rest] = costs.take();
    expect(rest).toEqual([]);
    expect(one).toMatchObject({ day: '2026-11-24', count: 2, failed: 0, totalMs: 40, maxMs: 30, rows: 6 });
    expect(one?.earliest).toBe(NOW.getTime() - 31 * 86_400_000);
    expect(two).toMatchObject({ count: 1, failed: 1, totalMs: 5 });
    expect(costs.take()).toEqual([]);
  });

  it('is bounded: what comes beyond is counted without its shape, and time is never lost', () => {
    const costs = recorder();
    const total = 2_100;
    for (let n = 0; n < total; n++) {
      costs.record(principal, valid({ groupBy: [`d${n}`] }), { ...computed, ms: 1 });
    }
    expect(costs.size).toBe(2_001);
    const taken = costs.take();
    expect(taken.find(({ hash }) => hash === OTHER)).toMatchObject({ count: 100, shape: null });
    expect(taken.reduce((sum, { totalMs }) => sum + totalMs, 0)).toBe(total);
  });

  it('takes back what could not be stored', () => {
    const costs = recorder();
    costs.record(principal, valid({}), { ...computed, ms: 1 });
    for (const cost of costs.take()) costs.add(cost);
    costs.record(principal, valid({}), { ...computed, ms: 1 });
    expect(costs.take()).toMatchObject([{ count: 2 }]);
  });
});
