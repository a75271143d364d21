import type { AppError } from '@app/platform';
import * as fc from 'fast-check';
import { hashOf } from '../hash-of';
import type { Filter, MetricQuery, Operator } from '../metric-query';
import { QUERY_LIMITS } from '../query-limits';
import { parseMetricQuery, readMetricQuery } from './parse-metric-query';
import { type Parameters, QUERY_PARAMETERS, parameterOf, readParameters } from './parse-parameters';
import { QueryErrors } from './query-errors';

const MEMBERS =
  'metrics timeRange interval maxDataPoints timezone weekStart groupBy filters having orderBy limit top fill compare totals'.split(
    ' ',
  );
const SUM = { metric: 'revenue', aggregation: 'sum' };

function fromUrl(parameters: Parameters): MetricQuery {
  const errors = new QueryErrors(parameterOf);
  const { metrics, aggregation, percentile, rest } = readParameters(parameters, QUERY_PARAMETERS, errors);
  const measures = metrics.map((metric) => ({
    metric,
    aggregation,
    ...(percentile !== undefined && { percentile }),
  }));
  return readMetricQuery({ ...rest, metrics: measures }, QUERY_LIMITS, errors);
}

function faults(input: unknown): { code: string; pointers: string[]; messages: string } {
  try {
    parseMetricQuery(input);
  } catch (error) {
    const { code, errors } = error as AppError;
    return {
      code,
      pointers: errors.map(({ pointer }) => pointer),
      messages: errors.map(({ message }) => message).join('\n'),
    };
  }
  throw new Error('the query was accepted');
}

describe('parseMetricQuery', () => {
  it('fills what is absent', () => {
    expect(parseMetricQuery({ metrics: [SUM] })).toEqual({
      metrics: [{ metric: 'revenue', aggregation: 'sum', as: 'revenue' }],
      timeRange: '30d',
      timezone: 'UTC',
      weekStart: 'monday',
      groupBy: [],
      filters: [],
      having: [],
      orderBy: [],
      limit: 10_000,
    });
  });

  it('reads the same question from a URL and from JSON into the same value and hash', () => {
    const url = fromUrl({
      metric: 'latency,load',
      aggregation: 'percentile',
      percentile: '95',
      groupBy: 'date,region',
      from: '2026-01-01',
      to: '2026-01-08',
      timezone: 'europe/berlin',
      filters: 'category:b|a,region:emea',
      orderBy: 'latency:desc,time',
      limit: '5',
    });
    const json = parseMetricQuery({
      metrics: ['latency', 'load'].map((metric) => ({ metric, aggregation: 'percentile', percentile: 95 })),
      timeRange: { from: '2025-12-31T23:00:00Z', to: '2026-01-08T00:00:00+01:00' },
      interval: '1d',
      timezone: 'Europe/Berlin',
      groupBy: ['region'],
      filters: [
        { dimension: 'region', operator: 'eq', values: ['emea'] },
        { and: [{ or: [{ dimension: 'category', operator: 'in', values: ['a', 'b', 'a'] }] }] },
      ],
      orderBy: [{ column: 'latency', direction: 'desc' }, { column: 'time' }],
      limit: 5,
    });
    expect(url).toEqual(json);
    expect(hashOf(url)).toBe(hashOf(json));
    expect(hashOf(parseMetricQuery({ metrics: [SUM] }))).not.toBe(hashOf(json));
  });

  it('accepts timerange in both spellings and repeated names', () => {
    const a = fromUrl({ metric: ['a', 'b'], aggregation: 'sum', timerange: '7d' });
    expect(a).toEqual(fromUrl({ metric: 'a,b', aggregation: 'sum', timeRange: '7d' }));
    expect(a.timeRange).toBe('7d');
  });

  it('orders by a metric whose name has a colon', () => {
    const orderOf = (orderBy: string) =>
      fromUrl({ metric: 'shop:revenue', aggregation: 'sum', compare: '7d', orderBy }).orderBy;
    expect(orderOf('shop:revenue')).toEqual([{ column: 'shop:revenue', direction: 'asc' }]);
    expect(orderOf('shop:revenue_delta:desc,shop:revenue_previous')).toEqual([
      { column: 'shop:revenue_delta', direction: 'desc' },
      { column: 'shop:revenue_previous', direction: 'asc' },
    ]);
  });

  it('leaves a normalized query as it is', () => {
    const filters = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { depthSize: 'small' },
        fc
          .tuple(
            fc.constantFrom('a', 'b'),
            fc.constantFrom<Operator[]>('in', 'notIn'),
            fc.array(fc.constantFrom('x', 'y'), { minLength: 1, maxLength: 3 }),
          )
          .map(([dimension, operator, values]) => ({ dimension, operator, values })),
        fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map((or) => ({ or })),
        fc.array(tie('filter'), { minLength: 1, maxLength: 2 }).map((and) => ({ and })),
      ),
    })).filter;
    fc.assert(
      fc.property(fc.array(filters, { maxLength: 2 }), (given) => {
        fc.pre(JSON.stringify(given).split('dimension').length <= 20);
        const once = parseMetricQuery({ metrics: [SUM], filters: given });
        expect(parseMetricQuery(once)).toEqual(once);
        expect(parseMetricQuery({ metrics: [SUM], filters: given.toReversed() })).toEqual(once);
      }),
    );
  });

  it('names columns by as, the metric, or metric and aggregation', () => {
    const names = parseMetricQuery({
      metrics: [
        SUM,
        { metric: 'revenue', aggregation: 'avg' },
        { metric: 'load', aggregation: 'max' },
        { metric: 'load2', aggregation: 'min', as: 'low' },
      ],
    }).metrics.map(({ as }) => as);
    expect(names).toEqual(['revenue_sum', 'revenue_avg', 'load', 'low']);
  });

  it.each([
    [[SUM, SUM], [], '/metrics/1'],
    [[{ ...SUM, as: 'time' }], [], '/metrics/0'],
    [[{ ...SUM, as: '$other' }], [], '/metrics/0'],
    [[{ ...SUM, as: 'region' }], ['region'], '/metrics/0'],
    [[SUM], ['time'], '/groupBy/0'],
    [[SUM], ['region', 'region'], '/groupBy/1'],
  ])('refuses columns %j by %j', (metrics, groupBy, pointer) => {
    expect(faults({ metrics, groupBy })).toMatchObject({ code: 'VALIDATION_FAILED', pointers: [pointer] });
  });

  it('keeps the interval auto, whatever the range will be', () => {
    const auto = { metrics: [SUM], interval: 'auto', maxDataPoints: 30 };
    expect(parseMetricQuery(auto)).toMatchObject({ interval: 'auto', maxDataPoints: 30 });
    expect(faults({ ...auto, interval: '1d' }).pointers).toEqual(['/maxDataPoints']);
    expect(faults({ ...auto, maxDataPoints: 0 }).pointers).toEqual(['/maxDataPoints']);
  });

  it('says which properties there are', () => {
    const { pointers, messages } = faults({ metrics: [SUM], metricz: 1, Top: {} });
    expect(pointers).toEqual(['/metricz', '/Top']);
    expect(messages).toContain('allowed are metrics, timeRange, interval');
  });

  it.each([
    [
      'metrics',
      { metrics: Array.from({ length: 11 }, (_, index) => ({ ...SUM, as: `m${index}` })) },
      '/metrics',
    ],
    ['groupBy', { metrics: [SUM], groupBy: ['a', 'b', 'c', 'd'] }, '/groupBy'],
    [
      'filters',
      {
        metrics: [SUM],
        filters: [{ or: Array.from({ length: 21 }, (_, index) => condition(['x'], `d${index}`)) }],
      },
      '/filters',
    ],
    [
      'values',
      { metrics: [SUM], filters: [condition(Array.from({ length: 201 }, String))] },
      '/filters/0/values',
    ],
    ['limit', { metrics: [SUM], limit: 50_001 }, '/limit'],
    ['depth', { metrics: [SUM], filters: nested(33) }, ''],
  ])('holds the limit of %s', (_, query, pointer) => {
    expect(faults(query)).toMatchObject({ code: 'LIMIT_EXCEEDED', pointers: [pointer] });
  });

  it('allows as much as the limits say', () => {
    parseMetricQuery({
      metrics: Array.from({ length: 10 }, (_, index) => ({ ...SUM, as: `m${index}` })),
      groupBy: ['a', 'b', 'c', 'date'],
      filters: Array.from({ length: 20 }, (_, index) =>
        condition(Array.from({ length: 200 }, String), `d${index}`),
      ),
      limit: 50_000,
    });
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...MEMBERS, ''), (value, name) => {
        try {
          parseMetricQuery(name === '' ? value : { metrics: [SUM], groupBy: ['g'], [name]: value });
        } catch (error) {
          expect((error as AppError).errors.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses the deepest JSON without recursing', () => {
    expect(faults({ metrics: [SUM], filters: nested(100_000) }).code).toBe('LIMIT_EXCEEDED');
  });
});

function condition(values: string[], dimension = 'region'): unknown {
  return { dimension, operator: 'in', values };
}

function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}
