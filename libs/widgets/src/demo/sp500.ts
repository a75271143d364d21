import type { DashboardDefinition, WidgetConfigInput } from '../definition/dashboard-definition';

/** The last five years of the data: the most that one query may ask. */
const timeRange = { from: '2016-01-01T00:00:00Z', to: '2020-12-31T00:00:00Z' };
const crisis = { from: '2007-01-01T00:00:00Z', to: '2011-01-01T00:00:00Z' };
const close = { metric: 'sp500.close', aggregation: 'avg', as: 'close' };

/** The index over five years, its trade, and what the crisis of 2008 did to it. */
export const SP500: DashboardDefinition<WidgetConfigInput> = {
  kind: 'vitrine/dashboard',
  version: 1,
  dashboard: {
    name: 'S&P 500',
    description: 'The index from 2016 to 2020, its trade, and the crisis of 2008.',
    layout: {
      columns: 12,
      items: [
        { widgetId: 'close', x: 0, y: 0, w: 9, h: 4 },
        { widgetId: 'range', x: 9, y: 0, w: 3, h: 4 },
        { widgetId: 'volume', x: 0, y: 4, w: 6, h: 4 },
        { widgetId: 'crisis', x: 6, y: 4, w: 6, h: 4 },
        { widgetId: 'months', x: 0, y: 8, w: 12, h: 6 },
      ],
    },
    filters: [],
    tags: ['demo', 'finance'],
    visibility: 'organization',
  },
  widgets: [
    {
      id: 'close',
      type: 'line',
      title: 'Weekly average of the close',
      config: {
        query: { metrics: [close], timeRange, interval: '1w' },
        display: { decimals: 0, legend: 'none' },
      },
    },
    {
      id: 'range',
      type: 'stat',
      title: 'Lowest and highest close',
      config: {
        query: {
          metrics: [
            { metric: 'sp500.close', aggregation: 'min', as: 'lowest' },
            { metric: 'sp500.close', aggregation: 'max', as: 'highest' },
          ],
          timeRange,
        },
        display: { decimals: 0 },
      },
    },
    {
      id: 'volume',
      type: 'area',
      title: 'Shares traded by month',
      config: {
        query: {
          metrics: [{ metric: 'sp500.volume', aggregation: 'sum', as: 'volume' }],
          timeRange,
          interval: '1mo',
        },
        display: { unit: 'shares', min: 0, legend: 'none' },
      },
    },
    {
      id: 'crisis',
      type: 'line',
      title: 'The crisis of 2008',
      config: {
        query: { metrics: [close], timeRange: crisis, interval: '1w' },
        display: { decimals: 0, legend: 'none' },
      },
    },
    {
      id: 'months',
      type: 'table',
      title: 'Month by month',
      config: {
        query: {
          metrics: [
            close,
            { metric: 'sp500.close', aggregation: 'min', as: 'low' },
            { metric: 'sp500.close', aggregation: 'max', as: 'high' },
            { metric: 'sp500.volume', aggregation: 'sum', as: 'volume' },
          ],
          timeRange,
          interval: '1mo',
          orderBy: [{ column: 'time', direction: 'desc' }],
        },
        display: {
          columns: [
            { name: 'time', title: 'Month' },
            { name: 'close', title: 'Average close', decimals: 0 },
            { name: 'low', title: 'Lowest', decimals: 0 },
            { name: 'high', title: 'Highest', decimals: 0 },
            { name: 'volume', title: 'Shares traded' },
          ],
        },
      },
    },
  ],
};
