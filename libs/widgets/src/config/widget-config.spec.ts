import type { AppError } from '@app/platform';
import { parseWidgetConfig, type WidgetConfig } from './widget-config';
import type { WidgetType } from './widget-type';

const SALES = { metric: 'sales', aggregation: 'sum' };
const parse = (type: WidgetType, query: object, display: object = {}): WidgetConfig =>
  parseWidgetConfig(type, { query: { metrics: [SALES], ...query }, display }, '/config');

function faults(...given: Parameters<typeof parse>): string[] {
  try {
    parse(...given);
  } catch (error) {
    return (error as AppError).errors.map(({ pointer }) => pointer);
  }
  return [];
}

describe('the query of a widget', () => {
  it('may have everything that its type can show', () => {
    const top = { n: 3, by: 'sales', other: true };
    expect(parse('line', { interval: 'auto', maxDataPoints: 24, fill: 'previous' }).query).toMatchObject({
      interval: 'auto',
      maxDataPoints: 24,
      fill: 'previous',
    });
    expect(parse('area', { interval: '1d', groupBy: ['region'], top, fill: 'zero' }).query).toMatchObject({
      top,
    });
    expect(parse('bar', { groupBy: ['region'], compare: 'previous_period' }).query?.compare).toBe(
      'previous_period',
    );
    expect(parse('pie', { groupBy: ['region'], top, totals: true }).query).toMatchObject({
      top,
      totals: true,
    });
    expect(parse('stat', { compare: { shift: '7d' }, fill: 'zero' }).query).toMatchObject({
      compare: { shift: '7d' },
    });
  });

  it('names the columns that compare adds in a table', () => {
    const columns = [{ name: 'sales' }, { name: 'sales_delta' }];
    expect(parse('table', { compare: 'previous_period' }, { columns }).display).toEqual({ columns });
    expect(faults('table', {}, { columns })).toEqual(['/config/display/columns/1/name']);
  });

  it.each<[WidgetType, object, object, string]>([
    ['pie', { groupBy: ['region'], compare: 'previous_period' }, {}, '/config/query/compare'],
    ['gauge', { compare: { shift: '7d' } }, { min: 0, max: 1 }, '/config/query/compare'],
    [
      'heatmap',
      { interval: '1h', groupBy: ['region'], compare: { shift: '1d' } },
      {},
      '/config/query/compare',
    ],
    ['stat', { interval: 'auto' }, {}, '/config/query/interval'],
    ['stat', { top: { n: 3 } }, {}, '/config/query/top'],
    [
      'line',
      { interval: '1d', having: [{ column: 'x', operator: 'gt', value: 1 }] },
      {},
      '/config/query/having/0/column',
    ],
  ])('is refused where a %s has no place for it: %j', (type, query, display, pointer) => {
    expect(faults(type, query, display)).toEqual([pointer]);
  });
});
