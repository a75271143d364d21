import { type Filter, parseMetricQuery } from '@app/data';
import { type WidgetQuestion, widgetQuestion } from './widget-question';

const is = (dimension: string, value: string): Filter => ({ dimension, operator: 'eq', values: [value] });
const stat = parseMetricQuery({
  metrics: [{ metric: 'sales', aggregation: 'sum' }],
  timeRange: '7d',
  filters: [is('region', 'emea')],
});
const line = { ...stat, interval: '1h' as const };
const known = new Set(['region', 'category']);

const ask = (filters: Filter[], dimensions: ReadonlySet<string> | 'any' = known): WidgetQuestion =>
  widgetQuestion(stat, { filters: [], overrides: { filters } }, dimensions);

describe('the question of a widget', () => {
  it('is its query when nobody wants anything else', () => {
    expect(ask([])).toEqual({ query: stat, ignoredFilters: [] });
  });

  it('has the filters of widget, dashboard and request, each once', () => {
    const shared = {
      filters: [is('category', 'toys')],
      overrides: { filters: [is('region', 'emea'), is('category', 'toys')] },
    };
    expect(widgetQuestion(stat, shared, known).query.filters).toEqual([
      is('category', 'toys'),
      is('region', 'emea'),
    ]);
  });

  it('leaves out a filter on a dimension that the metrics do not have, whether alone or in a conjunction', () => {
    expect(ask([is('planet', 'mars')])).toEqual({ query: stat, ignoredFilters: [is('planet', 'mars')] });
    const both = ask([{ and: [is('planet', 'mars'), is('category', 'toys')] }]);
    expect(both.query.filters).toEqual([is('category', 'toys'), is('region', 'emea')]);
    expect(both.ignoredFilters).toEqual([is('planet', 'mars')]);
  });

  it('keeps an alternative whole when one side of it applies, so that nothing more is shown', () => {
    const either: Filter = { or: [is('planet', 'mars'), is('category', 'toys')] };
    expect(ask([either])).toMatchObject({ ignoredFilters: [] });
    expect(JSON.stringify(ask([either]).query.filters)).toContain('planet');
  });

  it('keeps every filter when the dimensions are not for the principal to know', () => {
    expect(ask([is('planet', 'mars')], 'any').ignoredFilters).toEqual([]);
  });

  it("never loses one of the widget's own filters", () => {
    expect(ask([is('region', 'apac')], new Set()).query.filters).toEqual([is('region', 'emea')]);
  });

  it('takes range and zone from the request, the interval only when it has one', () => {
    const overrides = { filters: [], timeRange: '1d', interval: '1m', timezone: 'Europe/Berlin' };
    const shared = { filters: [], overrides };
    const { query } = widgetQuestion(line, shared, known);
    expect(query).toMatchObject({ timeRange: '1d', interval: '1m', timezone: 'Europe/Berlin' });
    expect(widgetQuestion(stat, shared, known).query).not.toHaveProperty('interval');
  });

  it('keeps the interval auto for whatever range is wanted, unless another interval is wanted', () => {
    const auto = { ...stat, interval: 'auto' as const, maxDataPoints: 50 };
    const wanted = (overrides: object) =>
      widgetQuestion(auto, { filters: [], overrides: { filters: [], ...overrides } }, known).query;
    expect(wanted({ timeRange: '1y' })).toMatchObject({
      timeRange: '1y',
      interval: 'auto',
      maxDataPoints: 50,
    });
    expect(wanted({ interval: '1d' })).toMatchObject({ interval: '1d' });
    expect(wanted({ interval: '1d' })).not.toHaveProperty('maxDataPoints');
  });

  it('keeps everything else that the query asks', () => {
    const more = {
      having: [{ column: 'sales', operator: 'gt' as const, value: 1 }],
      groupBy: ['region'],
      top: { n: 3, by: 'sales', other: true },
      fill: 'zero' as const,
      compare: { shift: '7d' },
      totals: true as const,
    };
    const asked = widgetQuestion(
      { ...line, ...more },
      { filters: [], overrides: { filters: [], timeRange: '1d' } },
      known,
    );
    expect(asked.query).toMatchObject(more);
  });

  it('is the same text for the same question, also after the database has sorted the members of its filters', () => {
    const stored = {
      ...stat,
      filters: stat.filters.map(
        (filter) => Object.fromEntries(Object.entries(filter).toReversed()) as unknown as Filter,
      ),
    };
    const again = widgetQuestion(stored, { filters: [], overrides: { filters: [] } }, known);
    expect(JSON.stringify(again.query)).toBe(JSON.stringify(ask([]).query));
  });
});
