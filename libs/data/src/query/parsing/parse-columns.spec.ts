import type { AppError } from '@app/platform';
import * as fc from 'fast-check';
import { hashOf } from '../hash-of';
import type { MetricQuery } from '../metric-query';
import { parseMetricQuery } from './parse-metric-query';

const SUM = { metric: 'revenue', aggregation: 'sum' };
const P95 = { metric: 'latency', aggregation: 'percentile', percentile: 95, as: 'p95' };
const parse = (more: object): MetricQuery =>
  parseMetricQuery({ metrics: [SUM, P95], groupBy: ['region'], ...more });

function faults(more: object): [code: string, ...places: string[]] {
  try {
    parse(more);
  } catch (error) {
    const { code, errors } = error as AppError;
    return [code, ...errors.map(({ pointer }) => pointer)];
  }
  throw new Error('the query was accepted');
}
const messages = (more: object): string => {
  try {
    parse(more);
  } catch (error) {
    return (error as AppError).errors.map(({ message }) => message).join();
  }
  return '';
};

describe('measures', () => {
  it('take every aggregation, each with what it needs', () => {
    const metrics = [
      ...['sum', 'avg', 'count', 'min', 'max', 'last', 'rate'].map((aggregation) => ({
        metric: 'm',
        aggregation,
      })),
      { metric: 'm', aggregation: 'percentile', percentile: 99.9, exact: true },
      { metric: 'm', aggregation: 'countDistinct', dimension: 'user' },
    ];
    expect(parse({ metrics }).metrics).toEqual(
      metrics.map((measure) => ({ ...measure, as: `m_${measure.aggregation}` })),
    );
  });

  it('take exact: false for nothing', () => {
    expect(parse({ metrics: [{ ...P95, exact: false }] })).toEqual(parse({ metrics: [P95] }));
  });

  it.each([
    [{ ...SUM, exact: true }, '/metrics/0/exact'],
    [{ ...SUM, dimension: 'user' }, '/metrics/0/dimension'],
    [{ metric: 'm', aggregation: 'countDistinct' }, '/metrics/0/dimension'],
    [{ ...P95, exact: 'yes' }, '/metrics/0/exact'],
    [{ ...P95, percentile: 100 }, '/metrics/0/percentile'],
    [{ ...P95, percentile: 0 }, '/metrics/0/percentile'],
  ])('refuse %j', (measure, pointer) => {
    expect(faults({ metrics: [measure] })).toEqual(['VALIDATION_FAILED', pointer]);
  });
});

describe('having', () => {
  it('is the same whatever the order and however often', () => {
    const [a, b] = [
      { column: 'p95', operator: 'gt', value: -0 },
      { column: 'revenue', operator: 'ne', value: 1 },
    ];
    expect(parse({ having: [a, b, { ...a, value: 0 }] })).toEqual(parse({ having: [b, a] }));
  });

  it.each([
    [[{ column: 'region', operator: 'eq', value: 1 }], 'VALIDATION_FAILED', '/having/0/column'],
    [[{ column: 'p95', operator: 'like', value: 1 }], 'VALIDATION_FAILED', '/having/0/operator'],
    [[{ column: 'p95', operator: 'gt', value: '1' }], 'VALIDATION_FAILED', '/having/0/value'],
    [[{ column: 'p95_delta', operator: 'gt', value: 1 }], 'VALIDATION_FAILED', '/having/0/column'],
    [
      Array.from({ length: 11 }, (_, value) => ({ column: 'p95', operator: 'gt', value })),
      'LIMIT_EXCEEDED',
      '/having',
    ],
  ])('refuses %j', (having, code, pointer) => {
    expect(faults({ having })).toEqual([code, pointer]);
  });

  it('names the columns that there are', () => {
    expect(messages({ having: [{ column: 'x', operator: 'gt', value: 1 }] })).toContain(
      'revenue, p95; given is "x"',
    );
  });
});

describe('top', () => {
  it('is by the first measure and without the rest unless told otherwise', () => {
    expect(parse({ top: { n: 5 } }).top).toEqual({ n: 5, by: 'revenue', other: false });
    expect(parse({ top: { n: 5, by: 'p95', other: true } }).top).toEqual({ n: 5, by: 'p95', other: true });
  });

  it.each([
    [{ top: { n: 0 } }, 'VALIDATION_FAILED', '/top/n'],
    [{ top: { n: 1_001 } }, 'LIMIT_EXCEEDED', '/top/n'],
    [{ top: { n: 5, by: 'region' } }, 'VALIDATION_FAILED', '/top/by'],
    [{ top: { n: 5, other: 'yes' } }, 'VALIDATION_FAILED', '/top/other'],
    [{ top: { n: 5 }, groupBy: [] }, 'VALIDATION_FAILED', '/top'],
    [{ top: 5 }, 'VALIDATION_FAILED', '/top'],
  ])('refuses %j', (more, code, pointer) => {
    expect(faults(more)).toEqual([code, pointer]);
  });
});

describe('compare', () => {
  it('adds columns that can be ordered by and have conditions', () => {
    const longest = 'x'.repeat(200);
    const asked = parse({
      metrics: [{ ...SUM, as: longest }],
      compare: { shift: '7d' },
      orderBy: [{ column: `${longest}_previous` }],
      having: [{ column: `${longest}_ratio`, operator: 'lt', value: 1 }],
    });
    expect(asked.orderBy[0]?.column).toBe(`${longest}_previous`);
  });

  it.each([
    [{ compare: 'yesterday' }, 'VALIDATION_FAILED', '/compare'],
    [{ compare: { shift: '7' } }, 'VALIDATION_FAILED', '/compare/shift'],
    [{ compare: { shift: 7 } }, 'VALIDATION_FAILED', '/compare/shift'],
    [{ compare: {} }, 'VALIDATION_FAILED', '/compare/shift'],
    [{ compare: { shift: '999999y' } }, 'LIMIT_EXCEEDED', '/compare/shift'],
    [{ compare: { shift: '61mo' } }, 'LIMIT_EXCEEDED', '/compare/shift'],
    [{ compare: 'previous_period', groupBy: ['revenue_delta'] }, 'VALIDATION_FAILED', '/compare'],
    [
      { compare: 'previous_period', metrics: [SUM, { ...P95, as: 'revenue_ratio' }] },
      'VALIDATION_FAILED',
      '/compare',
    ],
  ])('refuses %j', (more, code, pointer) => {
    expect(faults(more)).toEqual([code, pointer]);
  });

  it('takes a shift as long as a range', () => {
    for (const shift of ['5y', '60mo', '1826d', '1m'])
      expect(parse({ compare: { shift } }).compare).toEqual({ shift });
  });
});

describe('fill and totals', () => {
  it('take none and false for nothing', () => {
    expect(parse({ fill: 'none', totals: false })).toEqual(parse({}));
    expect(parse({ fill: 'zero', totals: true })).toMatchObject({ fill: 'zero', totals: true });
  });

  it.each([
    [{ fill: 'linear' }, '/fill'],
    [{ fill: null }, '/fill'],
    [{ totals: 'true' }, '/totals'],
  ])('refuse %j', (more, pointer) => {
    expect(faults(more)).toEqual(['VALIDATION_FAILED', pointer]);
  });
});

describe('every member of a query', () => {
  const members = {
    metrics: fc.constantFrom([SUM, P95], [SUM, { ...P95, exact: true }], [SUM, { ...P95, percentile: 94 }]),
    timeRange: fc.constantFrom('30d', '7d'),
    interval: fc.constantFrom(undefined, '1h', 'auto'),
    weekStart: fc.constantFrom('monday', 'sunday'),
    having: fc.constantFrom(
      [],
      [{ column: 'p95', operator: 'gt', value: 1 }],
      [{ column: 'p95', operator: 'gt', value: 2 }],
    ),
    top: fc.constantFrom(undefined, { n: 1 }, { n: 1, other: true }, { n: 1, by: 'p95' }),
    fill: fc.constantFrom(undefined, 'null', 'zero'),
    compare: fc.constantFrom(undefined, 'previous_period', { shift: '7d' }, { shift: '1mo' }),
    totals: fc.boolean(),
    limit: fc.constantFrom(1, 2),
  };

  it('tells its hash from others, and none is lost when it is read again', () => {
    const queries = fc.record(members).map(parse);
    fc.assert(
      fc.property(queries, queries, (a, b) => {
        expect(hashOf(a) === hashOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        expect(parseMetricQuery(a)).toEqual(a);
      }),
      { numRuns: 500 },
    );
  });
});
